import { wordSet } from '../word-set.ts';
import type { Lexer } from './lexer.ts';
import type { Token } from './token.ts';

/** One that ends on its line; a class may hold slashes. Longer ones are not written by people. */
const LITERAL = /\/(?![*/])(?:[^\\/[\n]|\\[^\n]|\[(?:[^\]\\\n]|\\[^\n]){0,500}\]){1,1000}\/[a-z]*/y;

/** Words after which no value can have ended. */
const BEFORE_VALUES = wordSet(`
  return typeof case in of do else void delete throw new await yield instanceof if elsif unless when while
  until and or not then
`);

/** Passes a regular expression, if one can stand at the position. It leaves no token but keeps its place taken. */
export function skipRegularExpression(
  lexer: Lexer,
  mayStart: (previous: Token | undefined) => boolean,
): boolean {
  if (!lexer.startsWith('/') || !mayStart(lexer.previous)) return false;
  const literal = lexer.match(LITERAL);
  if (literal === undefined) return false;
  const offset = lexer.position;
  lexer.position += literal[0].length;
  lexer.add('word', offset);
  return true;
}

/** Where JavaScript reads `/` as the beginning of a value, not as a division. After `}`, it is one on a new line only. */
export function startsValue(previous: Token | undefined): boolean {
  if (previous === undefined) return true;
  if (previous.kind === 'text') return false;
  if (previous.kind === 'word') return BEFORE_VALUES.has(previous.text);
  return ![')', ']', '}', '++', '--'].includes(previous.text);
}

/** In Ruby, also where a name is followed by a blank and the slash is not: `sub /a/, 'b'`. */
export function startsValueInRuby(lexer: Lexer): (previous: Token | undefined) => boolean {
  return (previous) => {
    if (previous?.kind !== 'word' || BEFORE_VALUES.has(previous.text)) return startsValue(previous);
    const { source, position } = lexer;
    return source.charAt(position - 1) === ' ' && source.charAt(position + 1) !== ' ';
  };
}
