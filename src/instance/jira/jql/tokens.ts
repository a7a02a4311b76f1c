import { JqlError } from './query.ts';

export type Token =
  | { readonly kind: 'word' | 'string' | 'operator' | 'punctuation'; readonly text: string }
  | { readonly kind: 'end'; readonly text: '' };

const TOKEN =
  /\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|(!=|!~|<=|>=|[=<>~])|([(),])|([^\s"'=<>~!(),]+))/y;

/** @throws {JqlError} for what is no token of JQL */
export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  const end = text.trimEnd().length;
  while (TOKEN.lastIndex < end) {
    const from = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (match === null)
      throw new JqlError(`Error in the JQL Query: cannot read it from character ${from + 1}.`);
    const [, double, single, operator, punctuation, word] = match;
    const string = double ?? single;
    if (string !== undefined) tokens.push({ kind: 'string', text: string.replace(/\\(.)/g, '$1') });
    else if (operator !== undefined) tokens.push({ kind: 'operator', text: operator });
    else if (punctuation !== undefined) tokens.push({ kind: 'punctuation', text: punctuation });
    else if (word !== undefined) tokens.push({ kind: 'word', text: word });
  }
  return tokens;
}

/** Takes tokens one by one, and says what was expected where one does not fit. */
export class TokenReader {
  readonly #tokens: readonly Token[];
  #position = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  peek(): Token {
    return this.#tokens[this.#position] ?? { kind: 'end', text: '' };
  }

  next(): Token {
    const token = this.peek();
    this.#position += 1;
    return token;
  }

  isWord(word: string): boolean {
    const token = this.peek();
    return token.kind === 'word' && token.text.toLowerCase() === word;
  }

  takeWord(word: string): boolean {
    if (!this.isWord(word)) return false;
    this.#position += 1;
    return true;
  }

  take(punctuation: string): boolean {
    const token = this.peek();
    if (token.kind !== 'punctuation' || token.text !== punctuation) return false;
    this.#position += 1;
    return true;
  }

  expect(punctuation: string): void {
    if (!this.take(punctuation)) throw this.unexpected(`'${punctuation}'`);
  }

  unexpected(wanted: string): JqlError {
    const token = this.peek();
    const found = token.kind === 'end' ? 'the query ends' : `there is '${token.text}'`;
    return new JqlError(`Error in the JQL Query: expecting ${wanted}, but ${found}.`);
  }

  /** Puts the token that was taken last back. */
  back(): void {
    this.#position -= 1;
  }

  /** A word or text that names something. */
  name(what: string): string {
    const token = this.next();
    if (token.kind === 'word' || token.kind === 'string') return token.text;
    this.back();
    throw this.unexpected(what);
  }
}
