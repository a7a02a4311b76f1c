import type { LiteralBody } from './grammar.ts';
import type { Lexer } from './lexer.ts';
import { startsValue } from './regular-expressions.ts';

const OPENING = /<(?:>|[A-Za-z_$][\w$.:-]*(?=[\s/>{]))/y;
/** `<T,>(x) =>` and `<T extends U>(x) =>` are type parameters. */
const TYPE_PARAMETERS = /<[A-Za-z_$][\w$]*\s*(?:,|extends\b)/y;
const CLOSING = /<\/[^<>{}]{0,200}>/y;
const SPACE = /\s+/y;
const NAME = /[A-Za-z_$][\w$:-]*/y;
const MAX_DEPTH = 200;
/** Code inside of elements inside of code. */
const MAX_CODE_DEPTH = 30;
/** After as many pieces that turned out to be no JSX, a source has none. */
const MAX_FAILURES = 8;

const failures = new WeakMap<Lexer, number>();

/**
 * Reads a JSX element: its attributes and the code between its braces become tokens, its text does not (it may hold
 * quotes and comment signs that are none).
 * @returns false where no element starts, with the position left as it was
 */
export function readJsx(lexer: Lexer): boolean {
  if (!lexer.startsWith('<') || lexer.depth >= MAX_CODE_DEPTH || !startsValue(lexer.previous)) return false;
  if (lexer.match(TYPE_PARAMETERS) !== undefined || lexer.match(OPENING) === undefined) return false;
  const failed = failures.get(lexer) ?? 0;
  if (failed >= MAX_FAILURES) return false;
  const offset = lexer.position;
  // What does not end as an element is passed all the same: code in it has been read, and nothing is read twice.
  if (!readElements(lexer)) failures.set(lexer, failed + 1);
  return lexer.position > offset;
}

/** Elements inside each other, without recursion: sources may nest them as deep as they like. */
function readElements(lexer: Lexer): boolean {
  let depth = 0;
  while (lexer.position < lexer.end && depth < MAX_DEPTH) {
    if (lexer.match(OPENING) !== undefined) {
      const isOpen = readTag(lexer);
      if (isOpen === undefined) return false;
      if (isOpen) depth += 1;
    } else {
      const closing = lexer.match(CLOSING);
      if (closing !== undefined) {
        lexer.position += closing[0].length;
        depth -= 1;
      } else if (lexer.startsWith('{')) readBraces(lexer);
      else lexer.position += 1;
    }
    if (depth === 0) return true;
  }
  return false;
}

/** @returns whether the tag opens an element that is closed later; undefined where it is no tag */
function readTag(lexer: Lexer): boolean | undefined {
  lexer.position += lexer.match(OPENING)?.[0].length ?? 0;
  if (lexer.source.charAt(lexer.position - 1) === '>') return true;
  while (lexer.position < lexer.end) {
    const space = lexer.match(SPACE);
    if (space !== undefined) lexer.position += space[0].length;
    if (lexer.startsWith('/>')) {
      lexer.position += 2;
      return false;
    }
    if (lexer.startsWith('>')) {
      lexer.position += 1;
      return true;
    }
    if (!readAttribute(lexer)) return undefined;
  }
  return undefined;
}

/** `name`, `name="text"`, `name={code}` or `{...code}`: as the entries of an object, `, name: "text"`. */
function readAttribute(lexer: Lexer): boolean {
  if (lexer.startsWith('{')) {
    readBraces(lexer);
    return true;
  }
  const offset = lexer.position;
  const name = lexer.match(NAME);
  if (name === undefined) return false;
  lexer.addMark(',', offset);
  lexer.position += name[0].length;
  lexer.add('word', offset);
  if (!lexer.startsWith('=')) return true;
  lexer.addMark(':', lexer.position);
  lexer.position += 1;
  const quote = lexer.source.charAt(lexer.position);
  if (quote === '{') readBraces(lexer);
  else if (quote === '"' || quote === "'") readQuoted(lexer, quote);
  return true;
}

function readQuoted(lexer: Lexer, close: string): void {
  const body: LiteralBody = { close, escaping: 'none', isMultiline: true, holes: [] };
  const offset = lexer.position;
  lexer.position += 1;
  lexer.addText(lexer.readBody(body), offset);
}

/** Code between braces, as `( … )`: a place of its own that is neither a block nor an object. */
function readBraces(lexer: Lexer): void {
  const open = lexer.position;
  lexer.position += 1;
  const { source } = lexer;
  lexer.addMark('(', open);
  lexer.addTokens(lexer.readCode('}'));
  lexer.addMark(')', source.charAt(lexer.position - 1) === '}' ? lexer.position - 1 : lexer.position);
}
