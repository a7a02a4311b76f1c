/**
 * The tokens that sources of every language are read into. They know no more of a language than it takes to tell what
 * is text, what is code and what is neither: comments, regular expressions and white space leave no token.
 */
export type Token = WordToken | MarkToken | TextToken;

interface Placed {
  /** In UTF-16 code units from the beginning of the source. */
  readonly offset: number;
  readonly end: number;
  /** Whether it is the first of its line. */
  readonly startsLine: boolean;
}

/** A name, a keyword or a number; `$` and `@` that belong to a name included. */
export interface WordToken extends Placed {
  readonly kind: 'word';
  readonly text: string;
}

/** An operator or a bracket. */
export interface MarkToken extends Placed {
  readonly kind: 'mark';
  readonly text: string;
}

/** A literal of a text. */
export interface TextToken extends Placed {
  readonly kind: 'text';
  readonly parts: readonly TextPart[];
}

/** What is written out, its escapes resolved, or a place that is filled in when the program runs. */
export type TextPart = string | { readonly tokens: readonly Token[] };

export function isWord(token: Token | undefined): token is WordToken {
  return token?.kind === 'word';
}

export function isOneOf(token: Token | undefined, words: ReadonlySet<string>): boolean {
  return token?.kind === 'word' && words.has(token.text);
}

export function isMark(token: Token | undefined, ...texts: readonly string[]): boolean {
  return token?.kind === 'mark' && texts.includes(token.text);
}

export function isText(token: Token | undefined): token is TextToken {
  return token?.kind === 'text';
}

/** The text of a literal that nothing is filled into; undefined for every other token. */
export function plainText(token: Token | undefined): string | undefined {
  if (!isText(token)) return undefined;
  const [part, ...more] = token.parts;
  if (part === undefined) return '';
  return typeof part === 'string' && more.length === 0 ? part : undefined;
}
