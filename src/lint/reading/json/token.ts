import type { Problem } from '../report.ts';

/** A token of JSON, or of what people write in its place. */
export interface Token {
  /** `word` is what has no quotes: numbers, `true`, names, placeholders. */
  readonly kind: '{' | '}' | '[' | ']' | ',' | ':' | 'text' | 'word' | 'end';
  readonly start: number;
  readonly end: number;
  /** Of texts: as strict JSON writes it; undefined where it is written so already. */
  readonly json: string | undefined;
  /** Of words: as they read with given values filled in. */
  readonly word: string;
  /** Of words: whether there are placeholders in it, and whether values were given for all of them. */
  readonly placeholders: 'none' | 'filled' | 'open';
  readonly gap: Gap;
  /** What is wrong inside of it. */
  readonly problems: readonly Problem[];
  /** The characters before it on its line. */
  readonly column: number;
}

/** What stands between two tokens. */
export interface Gap {
  /** What is no blank of JSON: comments, tags of templates, other blanks. */
  readonly stretches: readonly Stretch[];
  /** A tag of a template among them, the last where there are several. */
  readonly tag: Stretch | undefined;
  readonly hasLineBreak: boolean;
  readonly problems: readonly Problem[];
}

export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** True for the brackets that open an object or a list. */
export function isOpening({ kind }: Token): boolean {
  return kind === '{' || kind === '[';
}

export function isValueStart(token: Token): boolean {
  return token.kind === 'text' || token.kind === 'word' || isOpening(token);
}

/** True for a word with a placeholder that nothing is given for. */
export function isOpenPlaceholder({ placeholders }: Token): boolean {
  return placeholders === 'open';
}

export function placeOf({ start, end }: Token): Stretch {
  return { start, end };
}
