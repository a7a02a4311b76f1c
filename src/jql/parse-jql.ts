import { JqlError } from './jql-error.ts';
import {
  HISTORY_WORDS,
  type JqlClause,
  type JqlCondition,
  type JqlHistory,
  type JqlName,
  type JqlOperand,
  type JqlOperator,
  type JqlOrder,
  type JqlSort,
  type JqlTree,
  SIGN_OPERATORS,
} from './syntax-tree.ts';
import { TokenReader } from './token-reader.ts';
import { tokenize } from './tokens.ts';

/** Deeper queries would exhaust the stack; people and add-ons write none. */
const MAX_DEPTH = 200;

/**
 * Reads JQL, Jira's language for searching issues. Which fields, functions and values there are is not its matter.
 * It takes more than Jira does in one respect: words that Jira wants in quotes, for what they are or contain.
 * @see https://support.atlassian.com/jira-software-cloud/docs/jql-operators/
 * @see https://support.atlassian.com/jira-software-cloud/docs/jql-keywords/
 * @throws {JqlSyntaxError} where the text stops being JQL
 * @throws {JqlError} for queries that are nested beyond measure
 */
export function parseJql(text: string): JqlTree {
  return new Parser(text).parse();
}

/** Goes through the grammar from the loosest to the tightest bond: OR, AND, NOT, clause. */
class Parser {
  readonly #text: string;
  readonly #tokens: TokenReader;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
    this.#tokens = new TokenReader(tokenize(text));
  }

  parse(): JqlTree {
    const isUnfiltered = this.#tokens.peek().kind === 'end' || this.#tokens.isWord('order');
    const where = isUnfiltered ? undefined : this.#or();
    const orderBy = this.#orderBy();
    if (this.#tokens.peek().kind !== 'end') {
      throw this.#tokens.unexpected(orderBy === undefined ? 'AND, OR or ORDER BY' : 'the end');
    }
    return { where, orderBy };
  }

  #or(): JqlCondition {
    const first = this.#and();
    const parts = [first];
    while (this.#tokens.takeWord('or') || this.#tokens.take('|', '||')) parts.push(this.#and());
    return parts.length === 1 ? first : { kind: 'or', parts };
  }

  #and(): JqlCondition {
    const first = this.#not();
    const parts = [first];
    while (this.#tokens.takeWord('and') || this.#tokens.take('&', '&&')) parts.push(this.#not());
    return parts.length === 1 ? first : { kind: 'and', parts };
  }

  #not(): JqlCondition {
    if (this.#tokens.takeWord('not') || this.#tokens.take('!')) {
      return { kind: 'not', inner: this.#nested(() => this.#not()) };
    }
    if (this.#tokens.take('(')) {
      const inner = this.#nested(() => this.#or());
      this.#tokens.expect(')');
      return inner;
    }
    return this.#clause();
  }

  #nested<Node>(parse: () => Node): Node {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) {
      throw new JqlError(`Error in the JQL Query: it is nested more than ${MAX_DEPTH} levels deep.`);
    }
    const inner = parse();
    this.#depth -= 1;
    return inner;
  }

  #clause(): JqlClause {
    const field = this.#name('a field');
    const operator = this.#operator(field);
    const operand = operator === 'changed' ? undefined : this.#operandOf(operator);
    const takesHistory = operator === 'changed' || operator.startsWith('was');
    return { kind: 'clause', field, operator, operand, history: takesHistory ? this.#history() : [] };
  }

  #operator(field: JqlName): JqlOperator {
    const { kind, text } = this.#tokens.peek();
    const sign = SIGN_OPERATORS.find((one) => kind === 'operator' && one === text);
    if (sign !== undefined) {
      this.#tokens.next();
      return sign;
    }
    if (this.#tokens.takeWord('in')) return 'in';
    if (this.#tokens.takeWord('changed')) return 'changed';
    if (this.#tokens.takeWord('is')) return this.#tokens.takeWord('not') ? 'is not' : 'is';
    if (this.#tokens.takeWord('was')) {
      const isNegated = this.#tokens.takeWord('not');
      const isMember = this.#tokens.takeWord('in');
      return isMember ? (isNegated ? 'was not in' : 'was in') : isNegated ? 'was not' : 'was';
    }
    if (this.#tokens.takeWord('not')) {
      if (this.#tokens.takeWord('in')) return 'not in';
      throw this.#tokens.unexpected('IN');
    }
    throw this.#tokens.unexpected(`an operator after '${field.text}'`);
  }

  #operandOf(operator: JqlOperator): JqlOperand {
    const start = this.#tokens.peek();
    if (operator.startsWith('is') && !this.#tokens.isWord('empty') && !this.#tokens.isWord('null')) {
      throw this.#tokens.unexpected('EMPTY');
    }
    const operand = this.#operand();
    if (operator.endsWith('in') && operand.kind !== 'list' && operand.kind !== 'function') {
      throw this.#tokens.unexpected("'('", start);
    }
    return operand;
  }

  #operand(): JqlOperand {
    const { offset } = this.#tokens.peek();
    if (this.#tokens.take('(')) return { kind: 'list', items: this.#nested(() => this.#items()), offset };
    if (this.#tokens.takeWord('empty') || this.#tokens.takeWord('null')) return { kind: 'empty', offset };
    const { text } = this.#name('a value');
    if (!this.#tokens.take('(')) return { kind: 'value', text, offset };
    return { kind: 'function', name: text, args: this.#args(), offset };
  }

  #items(): readonly JqlOperand[] {
    const items: JqlOperand[] = [];
    do items.push(this.#operand());
    while (this.#tokens.take(','));
    this.#tokens.expect(')');
    return items;
  }

  #args(): readonly JqlName[] {
    const args: JqlName[] = [];
    if (this.#tokens.take(')')) return args;
    do args.push(this.#name('an argument'));
    while (this.#tokens.take(','));
    this.#tokens.expect(')');
    return args;
  }

  #history(): readonly JqlHistory[] {
    const history: JqlHistory[] = [];
    for (;;) {
      const word = HISTORY_WORDS.find((one) => this.#tokens.takeWord(one));
      if (word === undefined) return history;
      history.push({ word, operand: this.#operand() });
    }
  }

  #orderBy(): JqlOrder | undefined {
    const { offset } = this.#tokens.peek();
    if (!this.#tokens.takeWord('order')) return undefined;
    if (!this.#tokens.takeWord('by')) throw this.#tokens.unexpected('BY');
    const sorts: JqlSort[] = [];
    do {
      const field = this.#name('a field');
      const isDescending = this.#tokens.takeWord('desc');
      if (!isDescending) this.#tokens.takeWord('asc');
      sorts.push({ field, isDescending });
    } while (this.#tokens.take(','));
    return { offset, sorts };
  }

  /** A word or text that names something, with what stands in brackets: `cf[10000]`, `issue.property[key].path`. */
  #name(what: string): JqlName {
    const token = this.#tokens.peek();
    const isKeyword = ['and', 'or', 'not'].some((word) => this.#tokens.isWord(word));
    if ((token.kind !== 'word' && token.kind !== 'string') || isKeyword) throw this.#tokens.unexpected(what);
    this.#tokens.next();
    let { end } = token;
    while (this.#tokens.take('[')) {
      const inside = this.#tokens.next();
      if (inside.kind !== 'word' && inside.kind !== 'string') {
        throw this.#tokens.unexpected('a name in brackets', inside);
      }
      end = this.#tokens.peek().end;
      this.#tokens.expect(']');
      const next = this.#tokens.peek();
      if (next.kind === 'word' && next.offset === end) end = this.#tokens.next().end;
    }
    const text = end === token.end ? token.text : this.#text.slice(token.offset, end);
    return { text, offset: token.offset };
  }
}
