import type { Issue } from '../types.ts';
import { comparison, notFor, type Predicate } from './comparison.ts';
import { compareKeys, type Field, findField, isOneOf } from './fields.ts';
import { JqlError, type JqlNames, type JqlQuery } from './query.ts';
import { type Token, TokenReader } from './tokens.ts';

/** Deeper queries would exhaust the stack; people and add-ons write none. */
const MAX_DEPTH = 200;

/** Reads the grammar from the loosest to the tightest bond: OR, AND, NOT, clause. */
export class Parser {
  readonly #tokens: TokenReader;
  readonly #names: JqlNames;
  #depth = 0;

  constructor(tokens: readonly Token[], names: JqlNames) {
    this.#tokens = new TokenReader(tokens);
    this.#names = names;
  }

  parse(): JqlQuery {
    const isUnfiltered = this.#tokens.peek().kind === 'end' || this.#tokens.isWord('order');
    const matches = isUnfiltered ? () => true : this.#or();
    const compare = this.#orderBy();
    if (this.#tokens.peek().kind !== 'end') throw this.#tokens.unexpected('AND, OR or ORDER BY');
    return { matches, compare };
  }

  #or(): Predicate {
    const parts = [this.#and()];
    while (this.#tokens.takeWord('or')) parts.push(this.#and());
    return (issue) => parts.some((part) => part(issue));
  }

  #and(): Predicate {
    const parts = [this.#not()];
    while (this.#tokens.takeWord('and')) parts.push(this.#not());
    return (issue) => parts.every((part) => part(issue));
  }

  #not(): Predicate {
    if (this.#tokens.takeWord('not')) {
      const inner = this.#nested(() => this.#not());
      return (issue) => !inner(issue);
    }
    if (this.#tokens.take('(')) {
      const inner = this.#nested(() => this.#or());
      this.#tokens.expect(')');
      return inner;
    }
    return this.#clause();
  }

  #nested(parse: () => Predicate): Predicate {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) {
      throw new JqlError(`Error in the JQL Query: it is nested more than ${MAX_DEPTH} levels deep.`);
    }
    const inner = parse();
    this.#depth -= 1;
    return inner;
  }

  #clause(): Predicate {
    const name = this.#tokens.name('a field');
    const field = findField(name, this.#names);
    if (this.#tokens.takeWord('is')) {
      const negated = this.#tokens.takeWord('not');
      if (!this.#tokens.takeWord('empty') && !this.#tokens.takeWord('null'))
        throw this.#tokens.unexpected('EMPTY');
      return (issue) => (field.values(issue).length === 0) !== negated;
    }
    if (this.#tokens.takeWord('in')) return this.#membership(field, false, name);
    if (this.#tokens.isWord('not')) {
      this.#tokens.next();
      if (!this.#tokens.takeWord('in')) throw this.#tokens.unexpected('IN');
      return this.#membership(field, true, name);
    }
    const operator = this.#tokens.next();
    if (operator.kind !== 'operator') throw unsupportedOperator(operator, name);
    const isEquality = operator.text === '=' || operator.text === '!=';
    if (isEquality && (this.#tokens.takeWord('empty') || this.#tokens.takeWord('null'))) {
      return (issue) => (field.values(issue).length === 0) === (operator.text === '=');
    }
    return comparison(field, operator.text, this.#value(), name, this.#names.now);
  }

  #membership(field: Field, negated: boolean, name: string): Predicate {
    if (field.time !== undefined) throw notFor(negated ? 'not in' : 'in', name);
    let allowsEmpty = false;
    const wanted: string[] = [];
    this.#tokens.expect('(');
    do {
      if (this.#tokens.takeWord('empty') || this.#tokens.takeWord('null')) allowsEmpty = true;
      else wanted.push(this.#value());
    } while (this.#tokens.take(','));
    this.#tokens.expect(')');
    return (issue) => {
      const values = field.values(issue);
      // What has no value is in no list, and out of no list, unless the list names EMPTY.
      if (values.length === 0) return allowsEmpty && !negated;
      return wanted.some((one) => isOneOf(values, one)) !== negated;
    };
  }

  #value(): string {
    const token = this.#tokens.next();
    if (token.kind !== 'word' && token.kind !== 'string') {
      this.#tokens.back();
      throw this.#tokens.unexpected('a value');
    }
    if (token.kind === 'string' || !this.#tokens.take('(')) return token.text;
    this.#tokens.expect(')');
    if (token.text.toLowerCase() === 'currentuser') return this.#names.currentUser ?? '';
    if (token.text.toLowerCase() === 'now') return new Date(this.#names.now).toISOString();
    throw new JqlError(`The dev instance does not emulate the JQL function '${token.text}()'.`);
  }

  #orderBy(): (a: Issue, b: Issue) => number {
    const orders: ((a: Issue, b: Issue) => number)[] = [];
    if (this.#tokens.takeWord('order')) {
      if (!this.#tokens.takeWord('by')) throw this.#tokens.unexpected('BY');
      do {
        const name = this.#tokens.name('a field');
        const key = findField(name, this.#names).sortKey;
        const sign = this.#tokens.takeWord('desc') ? -1 : 1;
        if (sign === 1) this.#tokens.takeWord('asc');
        orders.push((a, b) => sign * compareKeys(key(a), key(b)));
      } while (this.#tokens.take(','));
    } else {
      // Jira answers the newest first where no order is asked for.
      orders.push((a, b) => b.created - a.created);
    }
    return (a, b) =>
      orders.map((order) => order(a, b)).find((result) => result !== 0) ?? Number(a.id) - Number(b.id);
  }
}

function unsupportedOperator(token: Token, field: string): JqlError {
  return token.kind === 'word'
    ? new JqlError(`The dev instance does not emulate the JQL operator '${token.text}' (field '${field}').`)
    : new JqlError(`Error in the JQL Query: expecting an operator after '${field}'.`);
}
