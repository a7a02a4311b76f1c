import { CqlSyntaxError } from './cql-error.ts';
import type { Token } from './tokens.ts';

/** Takes tokens one by one, and says what was expected where one does not fit. */
export class TokenReader {
  readonly #tokens: readonly Token[];
  #position = 0;

  /** @param tokens as `tokenize` gives them: the last one is the end */
  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  peek(): Token {
    return this.#tokens[this.#position] ?? this.#tokens.at(-1) ?? { kind: 'end', text: '', offset: 0 };
  }

  next(): Token {
    const token = this.peek();
    this.#position += 1;
    return token;
  }

  isWord(word: string): boolean {
    const { kind, text } = this.peek();
    return kind === 'word' && text.toLowerCase() === word;
  }

  /** Takes the next token where it is the word, in either case. */
  takeWord(word: string): boolean {
    if (!this.isWord(word)) return false;
    this.#position += 1;
    return true;
  }

  /** Takes the next token where it is the sign. */
  take(sign: string): boolean {
    const { kind, text } = this.peek();
    if (kind !== 'punctuation' || text !== sign) return false;
    this.#position += 1;
    return true;
  }

  expect(sign: string): void {
    if (!this.take(sign)) throw this.unexpected(`'${sign}'`);
  }

  /** What to throw where the next token is not what was wanted. */
  unexpected(wanted: string): CqlSyntaxError {
    const { kind, text, offset } = this.peek();
    const found = kind === 'end' ? 'the query ends' : `there is '${text}'`;
    return new CqlSyntaxError(`expecting ${wanted}, but ${found}`, offset);
  }
}
