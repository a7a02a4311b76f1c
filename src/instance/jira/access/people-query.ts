import { INVOLVEMENTS, type Involvement } from './involvement.ts';

/** A structured query for people: statements, joined by AND and OR, of which AND binds stronger. */
export type PeopleQuery =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly PeopleQuery[] }
  /** `in`: keys or ids of issues, or, with one name that is none, of a project. */
  | { readonly kind: 'involved'; readonly involvement: Involvement; readonly in: readonly string[] }
  | { readonly kind: 'property'; readonly path: readonly string[]; readonly value: string };

/** A text that is no query, and where it stops being one. */
export class PeopleQueryError extends Error {
  override readonly name = 'PeopleQueryError';

  constructor(expected: string, found: string | undefined) {
    super(
      `The query is invalid: expected ${expected}, found ${found === undefined ? 'its end' : `'${found}'`}.`,
    );
  }
}

/**
 * Reads a query as `GET /user/search/query` takes it: `is assignee of (DEMO-1, DEMO-2) AND [key].path is "value"`.
 * @throws {PeopleQueryError}
 */
export function parsePeopleQuery(text: string): PeopleQuery {
  const tokens = new Tokens(text);
  const query = readJoined(tokens, 'or');
  if (tokens.peek() !== undefined) throw new PeopleQueryError('AND or OR', tokens.peek());
  return query;
}

class Tokens {
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(text: string) {
    this.#tokens = text.match(/"(?:[^"\\]|\\.)*"|\[[^\]]*\](?:\.[^\s()",]+)?|[(),]|[^\s(),]+/g) ?? [];
  }

  peek(): string | undefined {
    return this.#tokens[this.#at];
  }

  take(): string | undefined {
    const token = this.peek();
    this.#at += 1;
    return token;
  }

  /** Takes a token that is `word`, in any case. */
  skip(word: string): boolean {
    const isThere = this.peek()?.toLowerCase() === word;
    if (isThere) this.#at += 1;
    return isThere;
  }

  require(word: string): void {
    if (!this.skip(word)) throw new PeopleQueryError(`'${word}'`, this.peek());
  }
}

function readJoined(tokens: Tokens, kind: 'and' | 'or'): PeopleQuery {
  const readPart = () => (kind === 'or' ? readJoined(tokens, 'and') : readStatement(tokens));
  const first = readPart();
  const parts = [first];
  while (tokens.skip(kind)) parts.push(readPart());
  return parts.length === 1 ? first : { kind, parts };
}

function readStatement(tokens: Tokens): PeopleQuery {
  const property = /^\[([^\]]+)\](?:\.(.+))?$/.exec(tokens.peek() ?? '');
  if (property !== null) {
    tokens.take();
    tokens.require('is');
    const [, key = '', path] = property;
    return { kind: 'property', path: [key, ...(path?.split('.') ?? [])], value: readValue(tokens) };
  }
  tokens.require('is');
  const word = tokens.take();
  const involvement = INVOLVEMENTS.find((one) => one === word?.toLowerCase());
  if (involvement === undefined) throw new PeopleQueryError(`one of ${INVOLVEMENTS.join(', ')}`, word);
  tokens.require('of');
  return { kind: 'involved', involvement, in: readNames(tokens) };
}

function readNames(tokens: Tokens): readonly string[] {
  if (!tokens.skip('(')) return [readName(tokens)];
  const names = [readName(tokens)];
  while (tokens.skip(',')) names.push(readName(tokens));
  tokens.require(')');
  return names;
}

function readName(tokens: Tokens): string {
  const name = tokens.take();
  if (name === undefined || !/^\w[\w-]*$/.test(name)) throw new PeopleQueryError('a key', name);
  return name;
}

function readValue(tokens: Tokens): string {
  const value = tokens.take();
  const quoted = /^"(.*)"$/s.exec(value ?? '')?.[1];
  if (quoted === undefined) throw new PeopleQueryError('a value in quotes', value);
  return quoted.replaceAll(/\\(.)/gs, '$1');
}
