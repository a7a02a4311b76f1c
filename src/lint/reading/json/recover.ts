import { toPointer } from '../../json-pointer.ts';
import type { Cursor } from './cursor.ts';
import { isValueStart, placeOf, type Token } from './token.ts';

/** Nobody knows what the entry that was read last should have been. */
export function loseEntry(cursor: Cursor): void {
  const entry = cursor.frames.at(-1)?.lastEntry;
  cursor.isPartial = true;
  if (entry === undefined) return;
  cursor.unknown.add(toPointer([...cursor.path.slice(0, cursor.frames.length - 1), entry]));
}

/** Goes over what cannot be read, up to the next entry or the end of the object or list. */
export function loseRest(cursor: Cursor): void {
  cursor.isPartial = true;
  cursor.isBehindLoss = true;
  cursor.open.add(cursor.containerPointer());
  for (let isFirst = true; ; isFirst = false) {
    const token = cursor.peek();
    if (token.kind === ',' || token.kind === '}' || token.kind === ']' || token.kind === 'end') return;
    if (!isFirst && token.gap.hasLineBreak && cursor.isName(token)) return;
    cursor.dropBalanced();
  }
}

/**
 * Where a template writes one of several values, the first was read; the others are left out.
 * @param isNoValue tells what stands for whole properties
 */
export function dropAlternatives(cursor: Cursor, isNoValue: (token: Token) => boolean): void {
  for (;;) {
    const token = cursor.peek();
    const isAfterTag = token.gap.tag !== undefined || cursor.unknown.has(cursor.pointer());
    if (!isAfterTag || !isValueStart(token) || cursor.isName(token)) return;
    if (token.gap.hasLineBreak && isNoValue(token)) return;
    cursor.unknown.add(cursor.pointer());
    cursor.dropBalanced();
  }
}

/** Says that what was given for a placeholder makes no JSON of it. */
export function reportGivenValue(cursor: Cursor, token: Token): void {
  const written = cursor.text.slice(token.start, token.end);
  const message = `With the value given for ${written}, this is not JSON: ${shorten(token.word)}`;
  cursor.report({ ruleId: 'syntax/placeholder', message, ...placeOf(token) });
}

export function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
