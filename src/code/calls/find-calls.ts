import type { Product } from '../../catalog/products.ts';
import { isMark, isText, isWord, type Token } from '../tokens/token.ts';
import type { Piece } from '../tokens/tokenize.ts';
import { type CallSite, CallSites } from './call-sites.ts';
import { Code, isMemberMark } from './code.ts';
import { type Expression, Expressions, HOLE } from './expressions.ts';
import { type Definition, Names } from './names.ts';
import { type ProductPath, readProductPath } from './product-path.ts';
import { readScopes } from './scopes.ts';
import type { Method } from './vocabulary.ts';

/** A call of a product's REST API in a piece of code, or a path of it that is called from elsewhere. */
export interface FoundCall {
  /** Undefined where the method is not to be seen. */
  readonly method: Method | undefined;
  /** Without site and query, with `{}` for what is not known: `/rest/api/3/issue/{}/comment`. */
  readonly path: string;
  /** The product that has such paths; undefined where both have. */
  readonly product: Product | undefined;
  /** Whether the path may go on: what is added to it is not known, or it is not called where it stands. */
  readonly isOpen: boolean;
  /** Whether it goes through Atlassian's gateway, with a token of OAuth. */
  readonly isGateway: boolean;
  /** Whether a client of a Connect framework, or the products' JavaScript bridge, makes the call. */
  readonly isHost: boolean;
  /** The literal that states the path. */
  readonly literal: Token;
}

/** A literal without any of these has no part in a path. */
const SIGN = /rest|wiki|api/i;
/** The beginning of a path, which names may stand for. */
const BEGINNING = new RegExp(`^(?:[a-z]+:)?[^?#\\s]{0,200}/?(?:rest|wiki|api)(?:/[\\w.-]*)*${HOLE}?$`, 'i');
/** Longer texts are no beginnings of paths. */
const MAX_LENGTH = 500;
/** How often a name leads to another one. */
const MAX_NAMES = 6;

/** The calls in a piece of code, in the order of the text. */
export function findCalls(piece: Piece, source: string): readonly FoundCall[] {
  return new Finder(piece, source).find().toSorted((a, b) => a.literal.offset - b.literal.offset);
}

class Finder {
  readonly #code: Code;
  readonly #names: Names;
  readonly #expressions: Expressions;
  readonly #sites: CallSites;
  readonly #source: string;
  readonly #calls: FoundCall[] = [];
  readonly #seen = new Set<number>();
  /** Paths that are the value of a name, and of which nobody has seen a call yet. */
  readonly #pending = new Map<Definition, { readonly expression: Expression; readonly path: ProductPath }>();
  /** Definitions that are called, and literals that stand for themselves. */
  readonly #called = new Set<Definition>();
  readonly #mentions: { readonly expression: Expression; readonly path: ProductPath }[] = [];

  constructor({ tokens, language }: Piece, source: string) {
    this.#source = source;
    this.#code = new Code(tokens, language);
    this.#names = new Names(this.#code, readScopes(this.#code, source));
    this.#expressions = new Expressions(this.#code, this.#names);
    this.#sites = new CallSites(this.#code, this.#names);
  }

  find(): readonly FoundCall[] {
    for (const [index, token] of this.#code.tokens.entries()) {
      if (!isText(token)) continue;
      if (token.parts.some((part) => typeof part === 'string' && SIGN.test(part))) this.#look(index, 0);
      for (const part of token.parts) {
        if (typeof part !== 'string') this.#lookInside(part.tokens);
      }
    }
    // Where a name is called, it does not matter who else is given it.
    for (const { expression, path } of this.#mentions) {
      if (!expression.definitions.some((definition) => this.#called.has(definition)))
        this.#add(expression, path);
    }
    for (const [definition, { expression, path }] of this.#pending) {
      if (!this.#called.has(definition)) this.#add(expression, path);
    }
    return distinct(this.#calls);
  }

  /** Code inside of a literal may call as well. It is looked at by itself. */
  #lookInside(tokens: readonly Token[]): void {
    if (!tokens.some(isText)) return;
    const inner = new Finder({ tokens, language: this.#code.language }, this.#source);
    for (const call of inner.find()) this.#calls.push(call);
  }

  #look(index: number, names: number): void {
    if (this.#seen.has(index)) return;
    this.#seen.add(index);
    const expression = this.#expressions.around(index);
    if (expression === undefined) return;
    for (const operand of expression.operands) this.#seen.add(operand);
    const path = readProductPath(expression.text);
    if (path === undefined && !(expression.text.length < MAX_LENGTH && BEGINNING.test(expression.text)))
      return;
    const site = this.#sites.judge(expression);
    if (site.kind === 'none') return;
    if (site.kind !== 'definition') {
      if (path === undefined) return;
      if (site.kind === 'call') this.#add(expression, path, site);
      else this.#mentions.push({ expression, path });
      return;
    }
    if (path !== undefined) this.#pending.set(site.definition, { expression, path });
    if (names < MAX_NAMES) this.#follow(site.definition, names + 1);
  }

  /** Looks at every place where a name stands for its value. */
  #follow(definition: Definition, names: number): void {
    for (const use of this.#names.usesOf(definition)) {
      if (this.#seen.has(use) || isKey(this.#code, use) || !this.#mayBe(definition, use)) continue;
      const expression = this.#expressions.around(use);
      if (expression?.definitions.includes(definition) === true) this.#look(use, names);
    }
  }

  /** A name by itself is looked up before anything is made of it. */
  #mayBe(definition: Definition, use: number): boolean {
    const { tokens, language } = this.#code;
    const isAlone = isWord(tokens[use]) && !isMemberMark(tokens[use - 1], language);
    return !isAlone || this.#names.resolve({ first: use, last: use }) === definition;
  }

  #add(expression: Expression, path: ProductPath, call?: Call): void {
    const literal = this.#code.tokens[expression.literal];
    if (literal === undefined) return;
    for (const definition of expression.definitions) this.#called.add(definition);
    const isHost = call?.isHost === true;
    // Many services have an `/api/v2`.
    if (path.path.startsWith('/api/') && !isHost) return;
    this.#calls.push({
      method: call?.method,
      path: path.path.replace(/\/{2,}/g, '/').replace(/(?<=.)\/$/, ''),
      product: path.product,
      isOpen: path.isOpen || call === undefined,
      isGateway: path.isGateway,
      isHost,
      literal,
    });
  }
}

type Call = Extract<CallSite, { readonly kind: 'call' }>;

/** `{ url: … }` and `(url: …)` name something else. */
function isKey({ tokens }: Code, index: number): boolean {
  return isMark(tokens[index + 1], ':') && isMark(tokens[index - 1], '{', ',', '(');
}

function distinct(calls: readonly FoundCall[]): readonly FoundCall[] {
  const seen = new Set<string>();
  return calls.filter(({ literal, method, path, isOpen }) => {
    const id = `${literal.offset} ${method} ${path} ${isOpen}`;
    return seen.size < seen.add(id).size;
  });
}
