import type { Issue, Status } from './types.ts';

/**
 * The part of JQL that the dev instance understands: clauses over the fields below with `=`, `!=`, `in`, `not in`,
 * `~`, `!~`, `is (not) EMPTY` and comparisons of dates, joined with AND, OR, NOT and parentheses, and ORDER BY.
 * Anything else is refused with a {@link JqlError} that names it, never half understood.
 * @see https://support.atlassian.com/jira-software-cloud/docs/jql-operators/
 */
export interface JqlQuery {
  matches(issue: Issue): boolean;
  compare(a: Issue, b: Issue): number;
}

/** What names in a query stand for. */
export interface JqlNames {
  readonly issueTypeName: (id: string) => string;
  readonly status: (id: string) => Status | undefined;
  readonly priorityName: (id: string) => string;
  readonly projectName: (key: string) => string;
  readonly displayName: (accountId: string) => string;
  /** The account behind `currentUser()`. */
  readonly currentUser: string | null;
  /** Milliseconds since the epoch, for `now()` and relative dates. */
  readonly now: number;
}

/** The query is not JQL, or JQL that the dev instance does not emulate. */
export class JqlError extends Error {
  override readonly name = 'JqlError';
}

/** Far beyond what people and add-ons write; longer or deeper queries would exhaust the stack. */
const MAX_LENGTH = 50_000;
const MAX_DEPTH = 200;

/** @throws {JqlError} */
export function parseJql(text: string, names: JqlNames): JqlQuery {
  if (text.length > MAX_LENGTH) {
    throw new JqlError(`Error in the JQL Query: it is longer than ${MAX_LENGTH} characters.`);
  }
  const parser = new Parser(tokenize(text), names);
  return parser.parse();
}

type Token =
  | { readonly kind: 'word' | 'string' | 'operator' | 'punctuation'; readonly text: string }
  | { readonly kind: 'end'; readonly text: '' };

type Predicate = (issue: Issue) => boolean;

const TOKEN =
  /\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|(!=|!~|<=|>=|[=<>~])|([(),])|([^\s"'=<>~!(),]+))/y;

/** The forms of dates that Jira documents, and the one that `now()` gives. */
const ABSOLUTE = /^\d{4}([-/])\d{2}\1\d{2}(?: \d{2}:\d{2}|T[\d:.]+Z)?$/;

function tokenize(text: string): readonly Token[] {
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

class Parser {
  readonly #tokens: readonly Token[];
  readonly #names: JqlNames;
  #position = 0;
  #depth = 0;

  constructor(tokens: readonly Token[], names: JqlNames) {
    this.#tokens = tokens;
    this.#names = names;
  }

  parse(): JqlQuery {
    const isUnfiltered = this.#peek().kind === 'end' || this.#isWord('order');
    const matches = isUnfiltered ? () => true : this.#or();
    const compare = this.#orderBy();
    if (this.#peek().kind !== 'end') throw this.#unexpected('AND, OR or ORDER BY');
    return { matches, compare };
  }

  #or(): Predicate {
    const parts = [this.#and()];
    while (this.#takeWord('or')) parts.push(this.#and());
    return (issue) => parts.some((part) => part(issue));
  }

  #and(): Predicate {
    const parts = [this.#not()];
    while (this.#takeWord('and')) parts.push(this.#not());
    return (issue) => parts.every((part) => part(issue));
  }

  #not(): Predicate {
    if (this.#takeWord('not')) {
      const inner = this.#nested(() => this.#not());
      return (issue) => !inner(issue);
    }
    if (this.#take('(')) {
      const inner = this.#nested(() => this.#or());
      this.#expect(')');
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
    const name = this.#name('a field');
    const field = this.#field(name);
    if (this.#takeWord('is')) {
      const negated = this.#takeWord('not');
      if (!this.#takeWord('empty') && !this.#takeWord('null')) throw this.#unexpected('EMPTY');
      return (issue) => (field.values(issue).length === 0) !== negated;
    }
    if (this.#takeWord('in')) return this.#membership(field, false, name);
    if (this.#isWord('not')) {
      this.#position += 1;
      if (!this.#takeWord('in')) throw this.#unexpected('IN');
      return this.#membership(field, true, name);
    }
    const operator = this.#next();
    if (operator.kind !== 'operator') throw this.#unsupportedOperator(operator, name);
    const isEquality = operator.text === '=' || operator.text === '!=';
    if (isEquality && (this.#takeWord('empty') || this.#takeWord('null'))) {
      return (issue) => (field.values(issue).length === 0) === (operator.text === '=');
    }
    return this.#comparison(field, operator.text, this.#value(), name);
  }

  #membership(field: Field, negated: boolean, name: string): Predicate {
    if (field.time !== undefined) throw this.#notFor(negated ? 'not in' : 'in', name);
    let allowsEmpty = false;
    const wanted: string[] = [];
    this.#expect('(');
    do {
      if (this.#takeWord('empty') || this.#takeWord('null')) allowsEmpty = true;
      else wanted.push(this.#value());
    } while (this.#take(','));
    this.#expect(')');
    return (issue) => {
      const values = field.values(issue);
      // What has no value is in no list, and out of no list, unless the list names EMPTY.
      if (values.length === 0) return allowsEmpty && !negated;
      return wanted.some((one) => isOneOf(values, one)) !== negated;
    };
  }

  #comparison(field: Field, operator: string, wanted: string, name: string): Predicate {
    if (field.time !== undefined) return this.#dateComparison(field.time, operator, wanted, name);
    switch (operator) {
      case '=':
        return (issue) => isOneOf(field.values(issue), wanted);
      case '!=':
        return (issue) => field.values(issue).length > 0 && !isOneOf(field.values(issue), wanted);
      case '~':
      case '!~': {
        if (field.isText !== true) throw this.#notFor(operator, name);
        const words = wanted.toLowerCase().replaceAll('*', '').split(/\s+/).filter(Boolean);
        return (issue) => {
          const text = field.values(issue).join(' ').toLowerCase();
          return words.every((word) => text.includes(word)) === (operator === '~');
        };
      }
      default:
        throw this.#notFor(operator, name);
    }
  }

  #dateComparison(time: (issue: Issue) => number, operator: string, wanted: string, name: string): Predicate {
    const limit = this.#moment(wanted);
    switch (operator) {
      case '<':
        return (issue) => time(issue) < limit;
      case '<=':
        return (issue) => time(issue) <= limit;
      case '>':
        return (issue) => time(issue) > limit;
      case '>=':
        return (issue) => time(issue) >= limit;
      case '=':
        return (issue) => time(issue) === limit;
      case '!=':
        return (issue) => time(issue) !== limit;
      default:
        throw this.#notFor(operator, name);
    }
  }

  #notFor(operator: string, name: string): JqlError {
    return new JqlError(`The operator '${operator}' is not supported by the '${name}' field.`);
  }

  #moment(text: string): number {
    const relative = /^([+-]?\d+)([mhdw])$/.exec(text);
    if (relative !== null) {
      const unit = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }[relative[2] ?? ''] ?? 0;
      return this.#names.now + Number(relative[1]) * unit;
    }
    const absolute = ABSOLUTE.test(text) ? Date.parse(text.replaceAll('/', '-')) : Number.NaN;
    if (Number.isNaN(absolute))
      throw new JqlError(`Date value '${text}' is not one that the dev instance reads.`);
    return absolute;
  }

  #value(): string {
    const token = this.#next();
    if (token.kind !== 'word' && token.kind !== 'string') {
      this.#position -= 1;
      throw this.#unexpected('a value');
    }
    if (token.kind === 'string' || !this.#take('(')) return token.text;
    this.#expect(')');
    if (token.text.toLowerCase() === 'currentuser') return this.#names.currentUser ?? '';
    if (token.text.toLowerCase() === 'now') return new Date(this.#names.now).toISOString();
    throw new JqlError(`The dev instance does not emulate the JQL function '${token.text}()'.`);
  }

  #orderBy(): (a: Issue, b: Issue) => number {
    const orders: ((a: Issue, b: Issue) => number)[] = [];
    if (this.#takeWord('order')) {
      if (!this.#takeWord('by')) throw this.#unexpected('BY');
      do {
        const name = this.#name('a field');
        const key = this.#field(name).sortKey;
        const sign = this.#takeWord('desc') ? -1 : 1;
        if (sign === 1) this.#takeWord('asc');
        orders.push((a, b) => sign * compareKeys(key(a), key(b)));
      } while (this.#take(','));
    } else {
      // Jira answers the newest first where no order is asked for.
      orders.push((a, b) => b.created - a.created);
    }
    return (a, b) =>
      orders.map((order) => order(a, b)).find((result) => result !== 0) ?? Number(a.id) - Number(b.id);
  }

  #field(name: string): Field {
    const known = name.toLowerCase();
    const field = Object.hasOwn(FIELDS, known) ? FIELDS[known] : undefined;
    if (field === undefined) {
      throw new JqlError(
        `Field '${name}' does not exist or is not emulated by the dev instance. It knows ${Object.keys(FIELDS).join(', ')}.`,
      );
    }
    return field(this.#names);
  }

  #name(what: string): string {
    const token = this.#next();
    if (token.kind === 'word' || token.kind === 'string') return token.text;
    this.#position -= 1;
    throw this.#unexpected(what);
  }

  #unsupportedOperator(token: Token, field: string): JqlError {
    return token.kind === 'word'
      ? new JqlError(`The dev instance does not emulate the JQL operator '${token.text}' (field '${field}').`)
      : new JqlError(`Error in the JQL Query: expecting an operator after '${field}'.`);
  }

  #peek(): Token {
    return this.#tokens[this.#position] ?? { kind: 'end', text: '' };
  }

  #next(): Token {
    const token = this.#peek();
    this.#position += 1;
    return token;
  }

  #isWord(word: string): boolean {
    const token = this.#peek();
    return token.kind === 'word' && token.text.toLowerCase() === word;
  }

  #takeWord(word: string): boolean {
    if (!this.#isWord(word)) return false;
    this.#position += 1;
    return true;
  }

  #take(punctuation: string): boolean {
    const token = this.#peek();
    if (token.kind !== 'punctuation' || token.text !== punctuation) return false;
    this.#position += 1;
    return true;
  }

  #expect(punctuation: string): void {
    if (!this.#take(punctuation)) throw this.#unexpected(`'${punctuation}'`);
  }

  #unexpected(wanted: string): JqlError {
    const token = this.#peek();
    const found = token.kind === 'end' ? 'the query ends' : `there is '${token.text}'`;
    return new JqlError(`Error in the JQL Query: expecting ${wanted}, but ${found}.`);
  }
}

interface Field {
  /** Every text that names the issue's value; empty when it has none. */
  readonly values: (issue: Issue) => readonly string[];
  readonly sortKey: (issue: Issue) => string | number;
  readonly isText?: boolean;
  readonly time?: (issue: Issue) => number;
}

const person =
  (accountOf: (issue: Issue) => string | null) =>
  ({ displayName }: JqlNames): Field => ({
    values: (issue) => {
      const account = accountOf(issue);
      return account === null ? [] : [account, displayName(account)];
    },
    sortKey: (issue) => displayName(accountOf(issue) ?? ''),
  });

const text = (textOf: (issue: Issue) => string) => (): Field => ({
  values: (issue) => (textOf(issue) === '' ? [] : [textOf(issue)]),
  sortKey: textOf,
  isText: true,
});

const moment = (time: (issue: Issue) => number) => (): Field => ({
  values: (issue) => [new Date(time(issue)).toISOString()],
  sortKey: time,
  time,
});

const issueKey = (): Field => ({ values: ({ id, key }) => [id, key], sortKey: ({ id }) => Number(id) });
const issueType = ({ issueTypeName }: JqlNames): Field => ({
  values: ({ issueTypeId }) => [issueTypeId, issueTypeName(issueTypeId)],
  sortKey: ({ issueTypeId }) => issueTypeName(issueTypeId),
});

const FIELDS: Readonly<Record<string, (names: JqlNames) => Field>> = {
  key: issueKey,
  issuekey: issueKey,
  issue: issueKey,
  id: issueKey,
  project: ({ projectName }) => ({
    values: ({ projectKey }) => [projectKey, projectName(projectKey)],
    sortKey: ({ projectKey }) => projectName(projectKey),
  }),
  issuetype: issueType,
  type: issueType,
  status: ({ status }) => ({
    values: ({ statusId }) => [statusId, status(statusId)?.name ?? ''],
    sortKey: ({ statusId }) => Number(statusId),
  }),
  statuscategory: ({ status }) => ({
    values: ({ statusId }) => categoryNames(status(statusId)),
    sortKey: ({ statusId }) => status(statusId)?.categoryKey ?? '',
  }),
  priority: ({ priorityName }) => ({
    values: ({ priorityId }) => [priorityId, priorityName(priorityId)],
    sortKey: ({ priorityId }) => -Number(priorityId),
  }),
  assignee: person(({ assigneeAccountId }) => assigneeAccountId),
  reporter: person(({ reporterAccountId }) => reporterAccountId),
  creator: person(({ reporterAccountId }) => reporterAccountId),
  labels: () => ({ values: ({ labels }) => labels, sortKey: ({ labels }) => labels.join(' ') }),
  summary: text(({ summary }) => summary),
  created: moment(({ created }) => created),
  updated: moment(({ updated }) => updated),
};

function categoryNames(status: Status | undefined): readonly string[] {
  if (status === undefined) return [];
  const names = { new: 'To Do', indeterminate: 'In Progress', done: 'Done' } as const;
  return [status.categoryKey, names[status.categoryKey]];
}

function isOneOf(values: readonly string[], wanted: string): boolean {
  return values.some((value) => value.toLowerCase() === wanted.toLowerCase());
}

function compareKeys(a: string | number, b: string | number): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a).localeCompare(String(b), 'en');
}
