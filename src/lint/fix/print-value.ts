import { isRecord } from '../../core/json.ts';
import type { TextStyle } from './text-style.ts';

/** Where a value is put. */
export interface PrintPlace {
  readonly style: TextStyle;
  /** Indentation of the line on which it begins. */
  readonly indent: string;
  readonly lineBreak: string;
  /** Keeps all of it on that line. */
  readonly isOneLine: boolean;
}

/** JSON as the author of the text would write it. */
export function printValue(value: unknown, place: PrintPlace): string {
  if (Array.isArray(value)) {
    return printContainer(
      'array',
      value.map((entry: unknown): NewEntry => ({ key: undefined, value: entry })),
      place,
    );
  }
  if (!isRecord(value)) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, entry]): NewEntry => ({ key, value: entry }));
  return printContainer('object', entries, place);
}

/** An entry that is to be written: with a key for objects, without for lists. */
export interface NewEntry {
  readonly key: string | undefined;
  readonly value: unknown;
}

export function printEntry({ key, value }: NewEntry, place: PrintPlace): string {
  const text = printValue(value, place);
  return key === undefined ? text : `${JSON.stringify(key)}${place.style.colon}${text}`;
}

function printContainer(type: 'array' | 'object', entries: readonly NewEntry[], place: PrintPlace): string {
  const brackets = type === 'array' ? '[]' : '{}';
  if (entries.length === 0) return brackets;
  return `${brackets.charAt(0)}${printInside(type, entries, place)}${brackets.charAt(1)}`;
}

/** What stands between the brackets. */
export function printInside(
  type: 'array' | 'object',
  entries: readonly NewEntry[],
  place: PrintPlace,
): string {
  const isFlat = entries.every(({ value }) => typeof value !== 'object' || value === null);
  const isOneLine = place.isOneLine || place.style.isOnOneLine({ type, size: entries.length, isFlat });
  return isOneLine ? printOnLine(type, entries, place) : printOnLines(entries, place);
}

function printOnLine(type: 'array' | 'object', entries: readonly NewEntry[], place: PrintPlace): string {
  const { padding, comma } = place.style;
  const printed = entries.map((entry) => printEntry(entry, { ...place, isOneLine: true }));
  return `${padding[type]}${printed.join(comma)}${padding[type]}`;
}

/** The same, each entry on a line of its own. */
export function printOnLines(entries: readonly NewEntry[], place: PrintPlace): string {
  const { style, indent, lineBreak } = place;
  const inner = `${indent}${style.indent}`;
  const lines = entries.map(
    (entry) => `${lineBreak}${inner}${printEntry(entry, { ...place, indent: inner })}`,
  );
  return `${lines.join(',')}${lineBreak}${indent}`;
}
