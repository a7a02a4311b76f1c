import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textToAdf } from './adf.ts';
import { JqlError, type JqlNames, parseJql } from './jql.ts';
import { createJiraSeed, ISSUE_TYPES, PRIORITIES, STATUSES } from './seed.ts';
import type { Issue } from './types.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const PEOPLE = ['Alex', 'Mia', 'Tomás', 'Yuki'].map((displayName, index) => ({
  accountId: `account-${index}`,
  displayName,
  emailAddress: '',
  username: '',
  password: '',
  isAdmin: false,
  locale: '',
  timeZone: '',
  accountType: 'atlassian' as const,
}));
const ISSUES = createJiraSeed(PEOPLE, NOW).issues;
const NAMES: JqlNames = {
  issueTypeName: (id) => ISSUE_TYPES.find((type) => type.id === id)?.name ?? '',
  status: (id) => STATUSES.find((status) => status.id === id),
  priorityName: (id) => PRIORITIES.find((priority) => priority.id === id)?.name ?? '',
  projectName: () => 'Demo project',
  displayName: (id) => PEOPLE.find(({ accountId }) => accountId === id)?.displayName ?? id,
  currentUser: 'account-1',
  now: NOW,
};

/** The numbers of the keys that a query finds, in its order. */
function find(jql: string, issues: readonly Issue[] = ISSUES, names = NAMES): readonly number[] {
  const query = parseJql(jql, names);
  return issues
    .filter((issue) => query.matches(issue))
    .sort(query.compare)
    .map(({ key }) => Number(key.split('-')[1]));
}

describe('a query', () => {
  it.each([
    ['', [5, 4, 3, 2, 1]],
    ['ORDER BY key', [1, 2, 3, 4, 5]],
    ['key = DEMO-2', [2]],
    ['KEY = demo-2', [2]],
    ['issuekey in (DEMO-2, "DEMO-3") order by key desc', [3, 2]],
    ['key not in (DEMO-2, DEMO-3) order by key', [1, 4, 5]],
    ['id = 10000', [1]],
    ['project = DEMO order by key', [1, 2, 3, 4, 5]],
    ['project = "Demo project" and key=DEMO-1', [1]],
    ['project != DEMO', []],
    ['issuetype = Bug', [2]],
    ['type in (Bug, Task) order by key', [2, 3, 5]],
    ['status = "To Do" order by key', [2, 4]],
    ["status = 'in progress' order by key", [1, 5]],
    ['statusCategory = Done', [3]],
    ['statusCategory != done order by key', [1, 2, 4, 5]],
    ['priority = Highest', [2]],
    ['assignee = Mia', [1]],
    ['assignee = currentUser()', [1]],
    ['assignee is EMPTY', [4]],
    ['assignee is not null order by key', [1, 2, 3, 5]],
    ['assignee = empty', [4]],
    ['assignee != EMPTY order by key', [1, 2, 3, 5]],
    ['assignee != Mia order by key', [2, 3, 5]],
    ['assignee in (Mia, EMPTY) order by key', [1, 4]],
    ['assignee not in (Mia) order by key', [2, 3, 5]],
    ['assignee not in (Mia, EMPTY) order by key', [2, 3, 5]],
    ['labels = mobile', [1]],
    ['labels is empty', [4]],
    ['labels in (search, docs) order by key', [2, 3]],
    ['summary ~ "CSV report"', [4]],
    ['summary ~ "sign*"', [5]],
    ['summary !~ the order by key', [2, 4]],
    ['created >= -27h', [5]],
    ['created < "2026-11-17"', [1]],
    ['created > 2026/11/18 and created <= "2026-11-20 07:00"', [4, 3]],
    ['created < now() order by created', [1, 2, 3, 4, 5]],
    ['created = "2026-11-20 10:00"', [5]],
    ['not key = DEMO-1 order by key', [2, 3, 4, 5]],
    ['not not key = DEMO-1', [1]],
    ['key = DEMO-1 or key = DEMO-2 and issuetype = Story', [1]],
    ['(key = DEMO-1 or key = DEMO-2) and issuetype = Bug', [2]],
    ['key in (DEMO-1, DEMO-2, DEMO-3) order by priority', [3, 1, 2]],
    ['order by priority desc, key desc', [2, 1, 5, 4, 3]],
    ['order by status asc, key', [2, 4, 1, 5, 3]],
    ['! key = DEMO-1 && (issuetype = Story || issuetype = Bug)', [4, 2]],
    ['summary ~ "O\'Neill" or summary ~ \'"CSV\'', []],
  ])('%s', (jql, keys) => {
    expect(find(jql)).toEqual(keys);
  });

  it.each([
    ['key', /operator after 'key'/],
    ['key =', /a value, but the query ends/],
    ['key = DEMO-1 key', /AND, OR or ORDER BY, but there is 'key'/],
    ['key in DEMO-1', /'\('/],
    ['key in ()', /a value/],
    ['key in (a', /'\)'/],
    ['key not = 1', /IN/],
    ['(key = 1', /'\)'/],
    ['key is 1', /EMPTY/],
    ['key = "open', /quote at character 7 is not closed/],
    ['order key', /BY/],
    ['order by', /a field/],
    ['sprint = 1', /'sprint' does not exist or is not emulated/],
    ['constructor = 1', /'constructor' does not exist/],
    ['__proto__ is empty', /'__proto__' does not exist/],
    ['key was DEMO-1', /operator 'was'/],
    ['key ~ a', /'~' is not supported by the 'key'/],
    ['key > a', /'>' is not supported by the 'key'/],
    ['created ~ 2026', /Date value|not supported/],
    ['created in (now())', /'in' is not supported by the 'created'/],
    ['created > yesterday', /'yesterday'/],
    ['created > 1', /Date value '1'/],
    ['created > 1M', /Date value '1M'/],
    ['created > "2026-13-45"', /Date value/],
    ['assignee = membersOf(x)', /'membersOf\(\)'/],
    ['assignee in membersOf(x)', /'membersOf\(\)'/],
    ['assignee in currentUser()', /'currentUser\(\)'/],
    ['assignee = now(1)', /'now\(\)'/],
    ['summary ~ EMPTY', /'~' does not take EMPTY/],
    ['key = (DEMO-1)', /'=' does not take a list/],
    ['status changed from Done', /operator 'changed'/],
    ['created > startOfDay()', /'startOfDay\(\)'/],
  ])('%s is refused', (jql, message) => {
    expect(() => find(jql)).toThrow(JqlError);
    expect(() => find(jql)).toThrow(message);
  });

  it('finds nobody for the current user of an anonymous visitor', () => {
    expect(find('assignee = currentUser()', ISSUES, { ...NAMES, currentUser: null })).toEqual([]);
  });

  it('never fails in another way', () => {
    const word = fc.constantFrom(
      ...[
        'key',
        'created',
        'assignee',
        'labels',
        'and',
        'or',
        'not',
        'in',
        'is',
        'empty',
        'order',
        'by',
        'desc',
      ],
      ...[
        '=',
        '!=',
        '~',
        '!~',
        '<',
        '>=',
        '(',
        ')',
        ',',
        '"',
        "'",
        '\\',
        '-1d',
        'now()',
        'x',
        '__proto__',
        '\n',
      ],
    );
    const query = fc.oneof(
      fc.array(word, { maxLength: 12 }).map((words) => words.join(' ')),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(query, (jql) => {
        try {
          find(jql);
        } catch (error) {
          expect(error).toBeInstanceOf(JqlError);
        }
      }),
      { numRuns: 3_000 },
    );
  });

  it.each([
    ['not '.repeat(12_000)],
    ['('.repeat(40_000)],
    [`"${'\\"'.repeat(20_000)}`],
    ['x'.repeat(60_000)],
  ])('that is too much is refused (%#)', (jql) => {
    expect(() => find(jql)).toThrow(JqlError);
  });

  it('means what a plain filter of the same meaning means', () => {
    type Tree =
      | { readonly op: 'key' | 'assignee' | 'labels'; readonly value: string; readonly negated: boolean }
      | { readonly op: 'not'; readonly inner: Tree }
      | { readonly op: 'and' | 'or'; readonly parts: readonly Tree[] };
    const { tree } = fc.letrec<{ tree: Tree; leaf: Tree }>((tie) => ({
      leaf: fc.record({
        op: fc.constantFrom('key', 'assignee', 'labels'),
        value: fc.constantFrom('DEMO-1', 'DEMO-2', 'Mia', 'Yuki', 'mobile', 'release'),
        negated: fc.boolean(),
      }),
      tree: fc.oneof(
        { maxDepth: 4 },
        tie('leaf'),
        fc.record({ op: fc.constant('not' as const), inner: tie('tree') }),
        fc.record({
          op: fc.constantFrom('and', 'or'),
          parts: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }),
        }),
      ),
    }));
    const print = (node: Tree): string => {
      if ('value' in node) return `${node.op} ${node.negated ? '!=' : '='} "${node.value}"`;
      if ('inner' in node) return `NOT (${print(node.inner)})`;
      return `(${node.parts.map(print).join(` ${node.op} `)})`;
    };
    const valuesOf = ({ key, assigneeAccountId, labels }: Issue, field: 'key' | 'assignee' | 'labels') => {
      if (field === 'key') return [key];
      if (field === 'labels') return labels;
      return assigneeAccountId === null ? [] : [NAMES.displayName(assigneeAccountId)];
    };
    const holds = (node: Tree, issue: Issue): boolean => {
      if ('value' in node) {
        const values = valuesOf(issue, node.op);
        return values.length > 0 && values.includes(node.value) !== node.negated;
      }
      if ('inner' in node) return !holds(node.inner, issue);
      const results = node.parts.map((part) => holds(part, issue));
      return node.op === 'and' ? !results.includes(false) : results.includes(true);
    };
    fc.assert(
      fc.property(tree, (node) => {
        const expected = ISSUES.filter((issue) => holds(node, issue)).map(({ key }) =>
          Number(key.split('-')[1]),
        );
        expect(find(`${print(node)} order by key`)).toEqual(expected);
      }),
    );
  });

  it('orders equals by their ids, whatever comes in first', () => {
    const twins = ISSUES.map((issue) => ({ ...issue, summary: 'same', description: textToAdf('') }));
    expect(find('order by summary', [...twins].reverse())).toEqual([1, 2, 3, 4, 5]);
  });
});
