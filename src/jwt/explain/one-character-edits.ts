import type { Canonical } from './recipe.ts';

/** The most texts that are made by changing one character. */
export const MOST_EDITS = 15_000;

export interface Edit {
  readonly canonical: Canonical;
  /** What was hashed, as against what is right. */
  readonly detail: string;
}

/** Likely ones first, since long requests do not allow all. */
const CHARACTERS = [
  '0123456789',
  'abcdefghijklmnopqrstuvwxyz',
  'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  '-_.~/',
] as const;

/**
 * The canonical request with one character of path or query missing, swapped with the next, exchanged or put in;
 * at most {@link MOST_EDITS} of them.
 */
export function* oneCharacterEdits(right: Canonical): Generator<Edit, void, undefined> {
  const { text, method, path } = right;
  const separator = method.length + 1 + path.length;
  let made = 0;
  for (const { at, length, put, detail } of changes(text, method.length + 1)) {
    if (at <= separator && at + length > separator) continue;
    if (made >= MOST_EDITS) return;
    made += 1;
    const edited = `${text.slice(0, at)}${put}${text.slice(at + length)}`;
    const end = at <= separator ? separator + put.length - length : separator;
    yield {
      canonical: {
        method,
        path: edited.slice(method.length + 1, end),
        query: edited.slice(end + 1),
        text: edited,
      },
      detail,
    };
  }
}

interface Change {
  readonly at: number;
  /** How many characters `put` replaces. */
  readonly length: number;
  readonly put: string;
  readonly detail: string;
}

function* changes(text: string, start: number): Generator<Change, void, undefined> {
  for (let at = start; at < text.length; at += 1) {
    const one = text.slice(at, at + 1);
    yield { at, length: 1, put: '', detail: `without ${quoted(one)}` };
    const next = text.slice(at + 1, at + 2);
    if (next !== '' && next !== one) {
      const put = `${next}${one}`;
      yield { at, length: 2, put, detail: `${quoted(put)} in place of ${quoted(`${one}${next}`)}` };
    }
  }
  for (const characters of CHARACTERS) {
    for (let at = start; at <= text.length; at += 1) {
      const one = text.slice(at, at + 1);
      for (const put of characters) {
        if (one !== '' && put !== one) {
          yield { at, length: 1, put, detail: `${quoted(put)} in place of ${quoted(one)}` };
        }
        yield { at, length: 0, put, detail: `with another ${quoted(put)}` };
      }
    }
  }
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
