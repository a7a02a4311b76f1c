import { CqlSyntaxError } from './cql-error.ts';

export interface Token {
  readonly kind: 'word' | 'string' | 'operator' | 'punctuation' | 'end';
  /** What it says; of strings, without quotes and escapes. */
  readonly text: string;
  readonly offset: number;
}

const SPACE = /\s*/y;
const TOKEN =
  /"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|(!=|!~|<=|>=|[=<>~])|([()[\],])|([^\s"'=<>~!()[\],]+)/sy;

/** @throws {CqlSyntaxError} for a quote that is not closed, and for a lone `!` */
export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let offset = skipSpace(text, 0); offset < text.length; ) {
    TOKEN.lastIndex = offset;
    const match = TOKEN.exec(text);
    if (match === null) throw unreadable(text, offset);
    tokens.push({ ...toToken(match), offset });
    offset = skipSpace(text, TOKEN.lastIndex);
  }
  return [...tokens, { kind: 'end', text: '', offset: text.length }];
}

function unreadable(text: string, offset: number): CqlSyntaxError {
  const reason = text[offset] === '!' ? "there is '!' without '=' or '~'" : 'a quote is not closed';
  return new CqlSyntaxError(reason, offset);
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
