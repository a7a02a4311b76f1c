import type { LookUps } from './look-ups.ts';
import { parseText, type SearchedTerm, type TextQuery } from './text-query.ts';

/** The words that the text after `~` searches for, whatever stands between them. @throws {CqlError} where there is none */
export function searchedWords(text: string): readonly SearchedTerm[] {
  return termsOf(parseText(text));
}

/**
 * What the text after `~` searches for, as SQLite's full-text search takes it.
 * @param column the only one to look at
 * @returns undefined where nothing can be found
 * @throws {CqlError} where there is no word in it, or it is no query
 */
export function matchExpression(text: string, lookUps: LookUps, column?: string): string | undefined {
  const expression = write(parseText(text), lookUps);
  return expression === undefined || column === undefined ? expression : `${column} : (${expression})`;
}

/** The terms that what is found has, for highlights. */
export function termsOf(query: TextQuery): readonly SearchedTerm[] {
  switch (query.kind) {
    case 'term':
      return [query];
    case 'not':
      return [];
    default:
      return query.parts.flatMap(termsOf);
  }
}

function write(query: TextQuery, lookUps: LookUps): string | undefined {
  switch (query.kind) {
    case 'term':
      return writeTerm(query, lookUps);
    case 'or':
      return joined(
        query.parts.map((part) => write(part, lookUps)).filter((part) => part !== undefined),
        'OR',
      );
    case 'and':
      return writeAnd(query.parts, lookUps);
    case 'not':
      // Something has to be there that it is taken from.
      return undefined;
    default:
      return query satisfies never;
  }
}

function writeAnd(parts: readonly TextQuery[], lookUps: LookUps): string | undefined {
  const wanted = parts.filter(({ kind }) => kind !== 'not').map((part) => write(part, lookUps));
  if (wanted.length === 0 || wanted.includes(undefined)) return undefined;
  const all = joined(
    wanted.filter((part) => part !== undefined),
    'AND',
  );
  const unwanted = parts
    .flatMap((part) => (part.kind === 'not' ? [write(part.inner, lookUps)] : []))
    .filter((part) => part !== undefined);
  return unwanted.length === 0 ? all : `(${all} NOT ${joined(unwanted, 'OR')})`;
}

function writeTerm({ text, form, distance }: SearchedTerm, lookUps: LookUps): string | undefined {
  switch (form) {
    case 'exact':
      return quoted(text);
    case 'prefix':
      return `${quoted(text)} *`;
    case 'near':
      return `NEAR(${text.split(/\s+/).map(quoted).join(' ')}, ${distance})`;
    case 'pattern':
      return joined(lookUps.wordsLike(folded(text)).map(quoted), 'OR');
    case 'fuzzy': {
      const word = folded(text);
      const near = lookUps
        .wordsOfLength(word.length - distance, word.length + distance)
        .filter((one) => isWithin(word, one, distance));
      return joined(near.map(quoted), 'OR');
    }
    default:
      return form satisfies never;
  }
}

function joined(parts: readonly string[], operator: 'AND' | 'OR'): string | undefined {
  return parts.length === 0 ? undefined : `(${parts.join(` ${operator} `)})`;
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

/** As words stand in the index: in small letters, without their accents. */
export function folded(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}+/gu, '');
}

/** Whether one word becomes the other by adding, leaving out or changing so many letters. */
function isWithin(a: string, b: string, most: number): boolean {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...a].entries()) {
    const next = [index + 1];
    for (let at = 1; at <= b.length; at += 1) {
      const changed = (row[at - 1] ?? 0) + (b[at - 1] === letter ? 0 : 1);
      next.push(Math.min(changed, (row[at] ?? 0) + 1, (next[at - 1] ?? 0) + 1));
    }
    row = next;
  }
  return (row.at(-1) ?? 0) <= most;
}
