import { isMark, isWord } from '../tokens/token.ts';
import type { Code, Segment, Stretch } from './code.ts';
import { HANDLER_PARAMETERS, methodOf, ROUTE_FUNCTIONS, ROUTERS } from './vocabulary.ts';

/** How far into an argument the parameters of a function are looked for. */
const MAX_HEAD = 6;

/** Whether a call defines a route of the add-on's own server, such as `app.get('/rest/…', handler)`. */
export function definesRoute(code: Code, bracket: number, segments: readonly Segment[]): boolean {
  const [called, ...owners] = segments;
  if (called === undefined) return false;
  if (ROUTE_FUNCTIONS.has(called.name)) return true;
  const onRouter = owners.some(({ name }) => ROUTERS.has(name));
  if (onRouter && /^(?:resource|scope|service|websocket)$/.test(called.name)) return true;
  if (code.language === 'python' && owners.length === 0 && /^(?:path|url)$/.test(called.name)) {
    return code.entriesIn(bracket).length > 1;
  }
  if (methodOf(called.name) === undefined) return false;
  const hasBlock = isMark(code.tokens[code.partnerOf(bracket) + 1], '{');
  if ((owners.length === 0 || onRouter) && hasBlock) return true;
  const more = code.entriesIn(bracket).slice(1);
  if (onRouter) return more.length > 0;
  const owner = owners[0]?.name;
  return more.some((entry) => isHandler(code, entry, owner === 'this' || owner === undefined));
}

/** A function whose first parameter is a request; where it stands for a server, also one without parameters. */
function isHandler(code: Code, { first, last }: Stretch, mayBeEmpty: boolean): boolean {
  for (let at = first; at <= Math.min(last, first + MAX_HEAD); at += 1) {
    if (!isMark(code.tokens[at], '(')) continue;
    const close = code.partnerOf(at);
    const parameter = code.tokens[at + 1];
    const isFunction = isMark(code.tokens[close + 1], '=>', '->', '{') && close <= last;
    if (!isFunction) return false;
    return isWord(parameter) ? HANDLER_PARAMETERS.has(parameter.text) : mayBeEmpty;
  }
  const [parameter, arrow] = [code.tokens[first], code.tokens[first + 1]];
  return isWord(parameter) && isMark(arrow, '=>', '->') && HANDLER_PARAMETERS.has(parameter.text);
}
