import { isMark, isOneOf, isText, isWord } from '../tokens/token.ts';
import { wordSet } from '../word-set.ts';
import { type Code, isMemberMark, nameBefore, type Stretch } from './code.ts';

/** Longest row of postfixes or prefixes that is followed. */
const MAX_STEPS = 40;

const PREFIX_WORDS = new Set(['await', 'new', 'yield', 'ref', 'move']);
const KEYWORDS = wordSet(`
  return case in of await yield throw new else typeof default
`);

/** A part of a concatenation: a literal, a name with members, a call, or what stands in brackets. */
export function operandFrom(code: Code, first: number): Stretch | undefined {
  let start = first;
  while (start < first + MAX_STEPS && isPrefix(code, start)) start += 1;
  const token = code.tokens[start];
  let last = start;
  if (isMark(token, '(', '[')) last = code.partnerOf(start);
  else if (!isText(token) && !isWord(token)) return undefined;
  if (last < start) return undefined;
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const next = postfixEnd(code, last);
    if (next === undefined) break;
    last = next;
  }
  return { first, last };
}

/** The operand that ends at a place. */
export function operandUpTo(code: Code, last: number): Stretch | undefined {
  let first = last;
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const token = code.tokens[first];
    if (isMark(token, ')', ']')) {
      const partner = code.partnerOf(first);
      if (partner < 0) return undefined;
      const name = nameBefore(code, partner);
      if (name < 0) return withPrefix(code, partner, last);
      first = name;
      continue;
    }
    if (isText(token) && isTag(code, first - 1)) first -= 1;
    else if (!isText(token) && !isWord(token)) return undefined;
    if (!isMemberMark(code.tokens[first - 1], code.language)) return withPrefix(code, first, last);
    first -= 2;
  }
  return undefined;
}

/** Whether `+` (in PHP `.`) stands at a place; in Python and Ruby, literals side by side are joined as well. */
export function joinAfter(code: Code, last: number): number | undefined {
  const next = code.tokens[last + 1];
  if (isMark(next, code.language === 'php' ? '.' : '+')) return last + 2;
  return joinsSideBySide(code, last) ? last + 1 : undefined;
}

export function joinBefore(code: Code, first: number): number | undefined {
  if (isMark(code.tokens[first - 1], code.language === 'php' ? '.' : '+')) return first - 2;
  return joinsSideBySide(code, first - 1) ? first - 1 : undefined;
}

function joinsSideBySide(code: Code, index: number): boolean {
  if (code.language !== 'python' && code.language !== 'ruby') return false;
  const next = code.tokens[index + 1];
  if (!isText(code.tokens[index]) || !isText(next)) return false;
  return !next.startsLine || code.bracketAround(index) >= 0;
}

function isPrefix(code: Code, index: number): boolean {
  return (
    isMark(code.tokens[index], '&', '*', '!', '~', '...', '@') || isOneOf(code.tokens[index], PREFIX_WORDS)
  );
}

/** With `&`, `await` and the like before it, where they are no operators between two values. */
function withPrefix(code: Code, first: number, last: number): Stretch {
  let start = first;
  while (isPrefix(code, start - 1)) {
    const before = code.tokens[start - 2];
    const isOperator = isMark(code.tokens[start - 1], '&', '*', '!') && (isWord(before) || isText(before));
    if (isOperator && !isOneOf(before, KEYWORDS)) break;
    start -= 1;
  }
  return { first: start, last };
}

/** The end of a member, a call, an index or a formatting that goes on from `last`. */
function postfixEnd(code: Code, last: number): number | undefined {
  const { tokens, language } = code;
  const next = tokens[last + 1];
  if (next === undefined) return undefined;
  if (isMemberMark(next, language)) return memberEnd(code, last + 2);
  if (isText(next)) return isTag(code, last) && next.offset === tokens[last]?.end ? last + 1 : undefined;
  if (isMark(next, '(', '[')) return next.startsLine ? undefined : closed(code, last + 1);
  if (isMark(next, '!')) return exclamationEnd(code, last);
  if (isMark(next, '<') && isWord(tokens[last])) return afterTypeArguments(code, last + 1);
  if (!isMark(next, '%') || !isText(tokens[last])) return undefined;
  return isText(tokens[last + 2]) ? last + 2 : operandFrom(code, last + 2)?.last;
}

/** `.name`, `?.(…)`, `?.[…]`. */
function memberEnd(code: Code, at: number): number | undefined {
  const member = code.tokens[at];
  if (isWord(member)) return at;
  return isMark(member, '(', '[') ? closed(code, at) : undefined;
}

/** `name!(…)` of Rust, `name!!` of Kotlin, `name!.…` of TypeScript. */
function exclamationEnd(code: Code, last: number): number | undefined {
  const after = code.tokens[last + 2];
  if (code.language === 'rust') return isMark(after, '(', '[') ? closed(code, last + 2) : undefined;
  return isMark(after, '!') || isMemberMark(after, code.language) ? last + 1 : undefined;
}

function closed(code: Code, bracket: number): number | undefined {
  const partner = code.partnerOf(bracket);
  return partner > bracket ? partner : undefined;
}

/** The name before a template literal, as in `` route`/a/${b}` ``. */
function isTag(code: Code, index: number): boolean {
  if (code.language !== 'javascript' && code.language !== 'typescript') return false;
  const token = code.tokens[index];
  return isWord(token) && !KEYWORDS.has(token.text) && token.end === code.tokens[index + 1]?.offset;
}

/** `<User>(` after a name: only where a call follows. */
function afterTypeArguments(code: Code, open: number): number | undefined {
  let depth = 0;
  for (let at = open; at < open + MAX_STEPS; at += 1) {
    const token = code.tokens[at];
    if (isMark(token, '<')) depth += 1;
    else if (isMark(token, '>')) depth -= 1;
    else if (!isWord(token) && !isMark(token, ',', '.', '?', '[', ']', '&', '::', '|')) return undefined;
    if (depth === 0) return isMark(code.tokens[at + 1], '(') ? at : undefined;
  }
  return undefined;
}
