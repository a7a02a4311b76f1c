import { isDeeperThan } from '../core/json.ts';

/**
 * JSON as it is written. Bodies are kept, redacted and changed without being written anew, which would turn `3.0` into
 * `3` and move keys. What comes in here has been through `JSON.parse` already, or is refused.
 */

export type JsonPath = readonly (string | number)[];
export type JsonKind = 'object' | 'array' | 'string' | 'number' | 'literal' | 'key';

/** A value in a text, or the key of one, from its first character to the one behind its last. */
export interface JsonPlace {
  readonly path: JsonPath;
  readonly kind: JsonKind;
  readonly start: number;
  readonly end: number;
}

/** Deeper than anything that is sent; whoever walks deeper ones by their paths would not come to an end. */
export const MAX_DEPTH = 200;

/** The value of a JSON text whose root is an object or a list; undefined for any other text, and for very deep ones. */
export function parseJsonDocument(text: string): object | undefined {
  // Most texts that are none are told apart without throwing.
  if (!/^[ \t\r\n]*[[{]/.test(text)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !isDeeperThan(value, MAX_DEPTH) ? value : undefined;
  } catch {
    return undefined;
  }
}

interface Container {
  readonly kind: 'object' | 'array';
  readonly start: number;
  readonly path: JsonPath;
  /** Where the next value stands in it. */
  key: string | number;
}

/**
 * Every key and value of a JSON text in the order of their ends: what is inside comes before what is around it.
 * @param text valid JSON
 */
export function* walkJson(text: string): Generator<JsonPlace> {
  const open: Container[] = [];
  let isKey = false;
  for (const { start, end } of tokensOf(text)) {
    const top = open.at(-1);
    const path = () => (top === undefined ? [] : [...top.path, top.key]);
    switch (text.charAt(start)) {
      case '{':
        open.push({ kind: 'object', start, path: path(), key: '' });
        isKey = true;
        break;
      case '[':
        open.push({ kind: 'array', start, path: path(), key: 0 });
        isKey = false;
        break;
      case '}':
      case ']':
        open.pop();
        if (top !== undefined) yield { path: top.path, kind: top.kind, start: top.start, end };
        break;
      case ',':
        if (typeof top?.key === 'number') top.key += 1;
        isKey = top?.kind === 'object';
        break;
      case ':':
        isKey = false;
        break;
      default:
        if (isKey && top !== undefined) {
          top.key = stringValue(text.slice(start, end));
          yield { path: path(), kind: 'key', start, end };
        } else yield { path: path(), kind: scalarKind(text.charCodeAt(start)), start, end };
    }
  }
}

interface Token {
  readonly start: number;
  readonly end: number;
}

function* tokensOf(text: string): Generator<Token> {
  for (let start = 0; start < text.length; ) {
    const code = text.charCodeAt(start);
    let end = start + 1;
    if (code === 34) end = endOfString(text, start);
    else if (!isPunctuation(code) && !isBlank(code)) end = endOfScalar(text, start);
    if (!isBlank(code)) yield { start, end };
    start = end;
  }
}

function isPunctuation(code: number): boolean {
  // { } [ ] , :
  return code === 123 || code === 125 || code === 91 || code === 93 || code === 44 || code === 58;
}

function isBlank(code: number): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9;
}

function scalarKind(code: number): 'string' | 'number' | 'literal' {
  if (code === 34) return 'string';
  return code === 45 || (code >= 48 && code <= 57) ? 'number' : 'literal';
}

/** What a JSON string says. */
export function stringValue(raw: string): string {
  if (!raw.includes('\\')) return raw.slice(1, -1);
  const value: unknown = JSON.parse(raw);
  return String(value);
}

/** Behind the quote that ends the string which begins at `start`. */
function endOfString(text: string, start: number): number {
  let index = start + 1;
  for (;;) {
    const quote = text.indexOf('"', index);
    if (quote === -1) return text.length;
    let backslashes = 0;
    while (text.charCodeAt(quote - 1 - backslashes) === 92) backslashes += 1;
    if (backslashes % 2 === 0) return quote + 1;
    index = quote + 1;
  }
}

const SCALAR = /[^,\]}\s]+/y;

function endOfScalar(text: string, start: number): number {
  SCALAR.lastIndex = start;
  return SCALAR.test(text) ? SCALAR.lastIndex : start + 1;
}

/** A JSON text without the white space between its tokens. */
export function compactJson(text: string): string {
  let compact = '';
  let from = 0;
  for (let index = 0; index < text.length; ) {
    const code = text.charCodeAt(index);
    if (code === 34) index = endOfString(text, index);
    else if (isBlank(code)) {
      compact += text.slice(from, index);
      index += 1;
      from = index;
    } else index += 1;
  }
  return compact + text.slice(from);
}

/** Deeper ones would be mostly indentation. */
const MAX_INDENTED_DEPTH = 64;

/**
 * A compact JSON text with each value on a line of its own; {@link compactJson} turns it back into the very same.
 * @param indent what each line but the first begins with
 * @returns undefined when the text has white space between tokens, or is nested very deep
 */
export function indentJson(text: string, indent: string): string | undefined {
  let result = '';
  let depth = 0;
  let from = 0;
  const breakLine = (at: number) => {
    result += `${text.slice(from, at)}\n${indent}${'  '.repeat(depth)}`;
    from = at;
  };
  for (let index = 0; index < text.length; ) {
    const code = text.charCodeAt(index);
    switch (code) {
      case 34:
        index = endOfString(text, index);
        continue;
      case 123: // {
      case 91: {
        const isEmpty = text.charCodeAt(index + 1) === code + 2;
        if (isEmpty) {
          index += 2;
          continue;
        }
        depth += 1;
        if (depth > MAX_INDENTED_DEPTH) return undefined;
        breakLine(index + 1);
        break;
      }
      case 125: // }
      case 93:
        depth -= 1;
        breakLine(index);
        break;
      case 44:
        breakLine(index + 1);
        break;
      case 58:
        result += `${text.slice(from, index + 1)} `;
        from = index + 1;
        break;
      case 32:
      case 9:
      case 10:
      case 13:
        return undefined;
    }
    index += 1;
  }
  return result + text.slice(from);
}

/** RFC 6901 pointer for names and indexes, from the root on. */
export function pointerOf(path: JsonPath): string {
  return path.map((segment) => `/${String(segment).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
