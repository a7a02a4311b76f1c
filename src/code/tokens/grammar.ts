import type { Lexer } from './lexer.ts';

/** What the lexer has to know of a language. All patterns are sticky, and none can take more than linear time. */
export interface Grammar {
  readonly lineComments: readonly string[];
  readonly blockComments: readonly BlockComment[];
  /** The forms of text literals, the longest opening first. */
  readonly literals: readonly LiteralForm[];
  readonly word: RegExp;
  /**
   * Reads what only this language has, at the lexer's position.
   * @returns true when it has read something and moved on
   */
  readonly special?: (lexer: Lexer) => boolean;
}

export interface BlockComment {
  readonly open: string;
  readonly close: string;
  /** Whether there can be another one inside. */
  readonly nests: boolean;
}

export interface LiteralForm {
  /** Its opening, prefixes included. */
  readonly open: RegExp;
  readonly body: (opening: RegExpExecArray) => LiteralBody;
}

export interface LiteralBody {
  readonly close: string;
  /** How the closing is written where it is meant as text. */
  readonly escaping: 'backslash' | 'doubled' | 'none';
  readonly isMultiline: boolean;
  readonly holes: readonly Hole[];
}

/** How a place in a literal is written that is filled in at run time. */
export type Hole =
  /** Code between an opening and its closing: `${…}`, `#{…}`; `escaped` is how the opening is written as text. */
  | { readonly kind: 'code'; readonly open: string; readonly close: string; readonly escaped?: string }
  /** Only a name, perhaps with members: `$name`. The pattern is sticky and its first group is the name. */
  | { readonly kind: 'name'; readonly pattern: RegExp };

/** Letters of every script, without asking which characters are letters. */
export const WORD = /[A-Za-z0-9_$\u0080-\uffff]+/y;

export const SLASH_COMMENTS = {
  lineComments: ['//'],
  blockComments: [{ open: '/*', close: '*/', nests: false }],
} as const satisfies Partial<Grammar>;

const DOLLAR_BRACE: Hole = { kind: 'code', open: '${', close: '}' };
export const HOLES = {
  dollarBrace: DOLLAR_BRACE,
  hashBrace: { kind: 'code', open: '#{', close: '}' },
  brace: { kind: 'code', open: '{', close: '}', escaped: '{{' },
  dollarName: { kind: 'name', pattern: /\$([A-Za-z_]\w*)/y },
  dollarPath: { kind: 'name', pattern: /\$([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)/y },
} as const satisfies Record<string, Hole>;

/** A literal between quotes that are doubled or escaped inside. */
export function quoted(
  open: RegExp,
  close: string,
  options: Partial<Omit<LiteralBody, 'close'>> = {},
): LiteralForm {
  const body = { close, escaping: 'backslash', isMultiline: false, holes: [], ...options } as const;
  return { open, body: () => body };
}

/** A single character between single quotes; other single quotes (labels, lifetimes) are none. */
export const CHARACTER: LiteralForm = quoted(/'(?=(?:\\[^\n]{1,9}|[^'\\\n])')/y, "'");
