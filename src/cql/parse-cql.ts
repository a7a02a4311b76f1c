import { CqlError } from './cql-error.ts';
import {
  type CqlClause,
  type CqlCondition,
  type CqlField,
  type CqlOperator,
  type CqlSort,
  type CqlTree,
  type CqlValue,
  SIGN_OPERATORS,
} from './syntax-tree.ts';
import { TokenReader } from './token-reader.ts';
import { tokenize } from './tokens.ts';

/** Deeper nesting is nobody's query, and would exhaust the stack. */
const MAX_DEPTH = 200;
const KEYWORDS = ['and', 'or', 'not', 'in', 'order', 'by'] as const;

/**
 * Reads a query of Confluence's query language.
 * @throws {CqlSyntaxError} where the text is no CQL
 * @throws {CqlError} for nesting without end
 * @see https://developer.atlassian.com/cloud/confluence/advanced-searching-using-cql/
 */
export function parseCql(text: string): CqlTree {
  return new Parser(text).parse();
}

/** One method for each rule, from the loosest to the tightest bond: OR, AND, NOT, clause. */
class Parser {
  readonly #tokens: TokenReader;
  #depth = 0;

  constructor(text: string) {
    this.#tokens = new TokenReader(tokenize(text));
  }

  parse(): CqlTree {
    const isUnfiltered = this.#tokens.peek().kind === 'end' || this.#tokens.isWord('order');
    const where = isUnfiltered ? undefined : this.#or();
    const orderBy = this.#orderBy();
    if (this.#tokens.peek().kind !== 'end') {
      throw this.#tokens.unexpected(orderBy.length === 0 ? 'AND, OR or ORDER BY' : 'the end');
    }
    return { where, orderBy };
  }

  #or(): CqlCondition {
    const first = this.#and();
    const parts = [first];
    while (this.#tokens.takeWord('or')) parts.push(this.#and());
    return parts.length === 1 ? first : { kind: 'or', parts };
  }

  #and(): CqlCondition {
    const first = this.#not();
    const parts = [first];
    while (this.#tokens.takeWord('and')) parts.push(this.#not());
    return parts.length === 1 ? first : { kind: 'and', parts };
  }

  #not(): CqlCondition {
    if (this.#tokens.takeWord('not')) return { kind: 'not', inner: this.#nested(() => this.#not()) };
    if (!this.#tokens.take('(')) return this.#clause();
    const inner = this.#nested(() => this.#or());
    this.#tokens.expect(')');
    return inner;
  }

  #nested<Node>(parse: () => Node): Node {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw new CqlError(`it is nested more than ${MAX_DEPTH} levels deep`);
    const inner = parse();
    this.#depth -= 1;
    return inner;
  }

  #clause(): CqlClause {
    const field = this.#field();
    const operator = this.#operator(field);
    const takesList = operator === 'in' || operator === 'not in';
    return { kind: 'clause', field, operator, values: takesList ? this.#list() : [this.#value()] };
  }

  #operator({ name }: CqlField): CqlOperator {
    const { kind, text } = this.#tokens.peek();
    const sign = SIGN_OPERATORS.find((one) => kind === 'operator' && one === text);
    if (sign !== undefined) {
      this.#tokens.next();
      return sign;
    }
    if (this.#tokens.takeWord('in')) return 'in';
    if (this.#tokens.takeWord('not')) {
      if (this.#tokens.takeWord('in')) return 'not in';
      throw this.#tokens.unexpected('IN');
    }
    throw this.#tokens.unexpected(`an operator after '${name}'`);
  }

  #list(): readonly CqlValue[] {
    const { kind } = this.#tokens.peek();
    // A function may stand for the list: `space in favouriteSpaces()`.
    if (kind === 'word' && !this.#isKeyword()) {
      const value = this.#value();
      if (value.kind === 'function') return [value];
      throw this.#tokens.unexpected("'(' before the list");
    }
    this.#tokens.expect('(');
    const values: CqlValue[] = [];
    do values.push(this.#value());
    while (this.#tokens.take(','));
    this.#tokens.expect(')');
    return values;
  }

  #value(): CqlValue {
    const token = this.#tokens.peek();
    const { kind, text, offset } = token;
    if ((kind !== 'word' && kind !== 'string') || this.#isKeyword()) throw this.#tokens.unexpected('a value');
    this.#tokens.next();
    if (kind === 'string' || !this.#tokens.take('(')) return { kind: 'text', text, offset };
    return { kind: 'function', name: text, args: this.#args(), offset };
  }

  #args(): readonly string[] {
    const args: string[] = [];
    if (this.#tokens.take(')')) return args;
    do args.push(this.#text('an argument'));
    while (this.#tokens.take(','));
    this.#tokens.expect(')');
    return args;
  }

  #orderBy(): readonly CqlSort[] {
    if (!this.#tokens.takeWord('order')) return [];
    if (!this.#tokens.takeWord('by')) throw this.#tokens.unexpected('BY');
    const sorts: CqlSort[] = [];
    do {
      const field = this.#field();
      const isDescending = this.#tokens.takeWord('desc');
      if (!isDescending) this.#tokens.takeWord('asc');
      sorts.push({ field, isDescending });
    } while (this.#tokens.take(','));
    return sorts;
  }

  #field(): CqlField {
    const { offset } = this.#tokens.peek();
    const name = this.#text('a field');
    if (!this.#tokens.take('[')) return { name, property: undefined, offset };
    const key = this.#text('the key of a property');
    this.#tokens.expect(']');
    const next = this.#tokens.peek();
    const hasPath = next.kind === 'word' && next.text.startsWith('.');
    if (hasPath) this.#tokens.next();
    return { name, property: { key, path: hasPath ? next.text.slice(1) : '' }, offset };
  }

  #text(what: string): string {
    const { kind, text } = this.#tokens.peek();
    if ((kind !== 'word' && kind !== 'string') || this.#isKeyword()) throw this.#tokens.unexpected(what);
    this.#tokens.next();
    return text;
  }

  #isKeyword(): boolean {
    return KEYWORDS.some((word) => this.#tokens.isWord(word));
  }
}
