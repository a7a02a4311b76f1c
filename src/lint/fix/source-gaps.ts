import type { Span } from '../locate.ts';

/** What may stand between the values of a text, besides blanks. */
export interface GapToken extends Span {
  /** `foreign` is what no reader of JSON goes over: the commands of a template, for instance. */
  readonly kind: 'comma' | 'comment' | 'foreign';
}

/** Everything but blanks in a stretch of text that holds no value. */
export function scanGap(text: string, from: number, to: number): readonly GapToken[] {
  const tokens = text.slice(from, to).matchAll(/,|\/\/[^\r\n]*|\/\*.*?(?:\*\/|$)|[^\s,/]+|\//gs);
  return Array.from(tokens, ({ 0: token, index }) => ({
    kind: token === ',' ? 'comma' : /^\/[/*]/.test(token) ? 'comment' : 'foreign',
    offset: from + index,
    length: token.length,
  }));
}

/** True where there is nothing but blanks, line breaks and commas. */
export function isPlainGap(text: string, from: number, to: number): boolean {
  return /^[\s,]*$/.test(text.slice(from, to));
}

export function hasLineBreak(text: string, from: number, to: number): boolean {
  return /[\r\n]/.test(text.slice(from, to));
}

/** The line break that ended the line before `offset`; undefined on the first line. */
export function lineBreakBefore(text: string, offset: number): string | undefined {
  const start = startOfLine(text, offset);
  if (start === 0) return undefined;
  return text.startsWith('\r\n', start - 2) ? '\r\n' : text.charAt(start - 1);
}

export function startOfLine(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && !isLineBreak(text, start - 1)) start -= 1;
  return start;
}

/** The blanks at the beginning of the line on which `offset` is. */
export function indentationAt(text: string, offset: number): string {
  const start = startOfLine(text, offset);
  return text.slice(start, Math.min(skipBlanks(text, start), offset));
}

/** Offset of the next character that is no space or tab. */
export function skipBlanks(text: string, from: number): number {
  let offset = from;
  while (isBlank(text, offset)) offset += 1;
  return offset;
}

/** Offset behind the last character before `from` that is no space or tab. */
export function skipBlanksBack(text: string, from: number): number {
  let offset = from;
  while (offset > 0 && isBlank(text, offset - 1)) offset -= 1;
  return offset;
}

/** Offset behind the line break at `offset`; `offset` itself where there is none. */
export function skipLineBreak(text: string, offset: number): number {
  if (text.startsWith('\r\n', offset)) return offset + 2;
  return isLineBreak(text, offset) ? offset + 1 : offset;
}

export function isLineBreak(text: string, offset: number): boolean {
  const character = text.charAt(offset);
  return character === '\n' || character === '\r';
}

function isBlank(text: string, offset: number): boolean {
  const character = text.charAt(offset);
  return character === ' ' || character === '\t';
}
