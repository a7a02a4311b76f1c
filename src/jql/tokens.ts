import { JqlSyntaxError } from './jql-error.ts';

export interface Token {
  readonly kind: 'word' | 'string' | 'operator' | 'punctuation' | 'end';
  /** What it says; of strings, without quotes and escapes. */
  readonly text: string;
  readonly offset: number;
  /** Where the text goes on after it. */
  readonly end: number;
}

const SPACE = /\s*/y;
/** `!` alone is NOT; `&` and `|`, once or twice, are AND and OR. */
const TOKEN =
  /"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|(!=|!~|<=|>=|[=<>~])|([()[\],!]|&&?|\|\|?)|([^\s"'=<>~!()[\],&|]+)/sy;

/** @throws {JqlSyntaxError} for a quote that is not closed */
export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let offset = skipSpace(text, 0); offset < text.length; ) {
    TOKEN.lastIndex = offset;
    const match = TOKEN.exec(text);
    if (match === null) {
      throw new JqlSyntaxError(`the quote at character ${offset + 1} is not closed.`, offset);
    }
    tokens.push({ ...toToken(match), offset, end: TOKEN.lastIndex });
    offset = skipSpace(text, TOKEN.lastIndex);
  }
  return [...tokens, { kind: 'end', text: '', offset: text.length, end: text.length }];
}

function skipSpace(text: string, from: number): number {
  SPACE.lastIndex = from;
  SPACE.exec(text);
  return SPACE.lastIndex;
}

function toToken([, double, single, operator, punctuation, word]: RegExpExecArray): Pick<
  Token,
  'kind' | 'text'
> {
  const string = double ?? single;
  if (string !== undefined) return { kind: 'string', text: string.replace(/\\(.)/gs, '$1') };
  if (operator !== undefined) return { kind: 'operator', text: operator };
  if (punctuation !== undefined) return { kind: 'punctuation', text: punctuation };
  return { kind: 'word', text: word ?? '' };
}
