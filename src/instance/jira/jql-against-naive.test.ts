import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { openTestJira } from '../../../test/support/jira-store.ts';
import { soak } from '../../../test/support/soak.ts';
import { SEED_PEOPLE } from '../people/people.ts';
import { textToAdf } from './adf.ts';
import { AGILE_FIELD } from './agile/fields.ts';
import type { Sprint } from './agile/types.ts';
import type { JiraEvent } from './events.ts';
import type { Issue, Project } from './types.ts';

/** Random queries over random issues: what SQL finds is what a plain reading of the query finds. */

const WORDS = ['apple', 'river', 'stone', 'cloud'] as const;
const LABELS = ['red', 'green', 'blue'] as const;
const PEOPLE = SEED_PEOPLE.map(({ accountId, displayName }) => ({ accountId, displayName }));
const STATUSES = [
  { id: '10000', name: 'To Do', category: 'To Do' },
  { id: '10001', name: 'In Progress', category: 'In Progress' },
  { id: '10002', name: 'Done', category: 'Done' },
] as const;
const PRIORITIES = ['Highest', 'High', 'Medium', 'Low', 'Lowest'] as const;
const SPRINTS: readonly Sprint[] = (['closed', 'active', 'future'] as const).map((state, index) => ({
  ...{ id: index + 1, boardId: 1, name: `Sprint ${state}`, state, goal: '', position: index },
  ...{ startDate: null, endDate: null, completeDate: null, createdDate: 0 },
}));
const START = Date.parse('2026-11-01T00:00:00Z');
const HOUR = 3_600_000;

const { store, close } = openTestJira({ start: START, step: HOUR, seed: { projects: [], issues: [] } });
afterAll(close);

interface Seen {
  readonly issue: Issue;
  readonly comments: readonly string[];
  readonly watchers: readonly string[];
  /** Statuses with when they began. */
  readonly statuses: readonly { readonly id: string; readonly since: number }[];
  /** Names of all sprints that it was or is in. */
  readonly sprints: readonly string[];
}
const seen = plant();
const moments = seen.flatMap(({ issue }) => [issue.created, issue.updated]);

/** Draws that are the same in every run. */
function createDice() {
  let state = 42;
  const below = (limit: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * limit);
  };
  return {
    below,
    oneIn: (count: number) => below(count) === 0,
    one: <T>(list: readonly T[]): T => {
      const item = list[below(list.length)];
      if (item === undefined) throw new Error('an empty list');
      return item;
    },
    some: <T>(list: readonly T[]) => list.filter(() => below(3) === 0),
  };
}
type Dice = ReturnType<typeof createDice>;

/** A hundred issues that have had a life. */
function plant(): readonly Seen[] {
  const dice = createDice();
  const projects = ['ONE', 'TWO'].map((key, index) => plantProject(key, index));
  for (const sprint of SPRINTS) store.agile.sprints.put(sprint);
  const statuses = new Map<string, { id: string; since: number }[]>();
  store.subscribe((event: JiraEvent) => {
    if (event.type !== 'issue_created' && event.type !== 'issue_updated') return;
    const { id, statusId, created, updated } = event.issue;
    const known = statuses.get(id) ?? [{ id: '10000', since: created }];
    statuses.set(id, known.at(-1)?.id === statusId ? known : [...known, { id: statusId, since: updated }]);
  });
  const issues: Issue[] = [];
  for (let index = 0; index < 100; index += 1) {
    const issue = plantIssue(dice.one(projects), issues, dice);
    issues.push(issue);
    live(issue, issues, dice);
  }
  return issues.map(({ id }) => {
    const issue = store.issue(id);
    if (issue === undefined) throw new Error('an issue is gone');
    const sprints = store.agile.sprintsOf(issue).map(({ name }) => name);
    const comments = store.comments.page(id, 'all').comments.map(({ body }) => JSON.stringify(body));
    return { issue, comments, watchers: store.watchers.list(id), statuses: statuses.get(id) ?? [], sprints };
  });
}

function plantProject(key: string, index: number) {
  const id = String(20_000 + index);
  const project = { id, key, name: `Project ${key}`, leadAccountId: '', description: '' };
  store.catalog.add({ ...project, scheme: 'open', actors: [] });
  for (const name of ['ui', 'server']) store.catalog.addComponent({ projectId: id, name, description: '' });
  for (const name of ['1.0', '2.0', '3.0']) {
    store.catalog.addVersion({ projectId: id, name, description: '', released: false, archived: false });
  }
  return project;
}

function plantIssue(project: Project, others: readonly Issue[], { one, some, oneIn, below }: Dice): Issue {
  const epics = others.filter(({ issueTypeId }) => issueTypeId === '10000');
  const issueTypeId = one(['10000', '10001', '10002']);
  const hasParent = issueTypeId !== '10000' && epics.length > 0 && oneIn(2);
  return store.issues.create(
    project,
    {
      summary: [one(WORDS), one(WORDS)].join(' '),
      description: oneIn(3) ? null : textToAdf(some(WORDS).join(' ')),
      issueTypeId,
      priorityId: String(below(5) + 1),
      assigneeAccountId: oneIn(3) ? null : one(PEOPLE).accountId,
      labels: some(LABELS),
      componentIds: some(store.catalog.components(project.id)).map(({ id }) => id),
      fixVersionIds: some(store.catalog.versions(project.id)).map(({ id }) => id),
      dueDate: oneIn(2) ? null : `2026-11-${String(below(20) + 10)}`,
      parentId: hasParent ? one(epics).id : null,
    },
    one(PEOPLE).accountId,
  );
}

function planIn(sprintIds: readonly number[], issue: Issue): void {
  store.issues.update(issue, { custom: { [AGILE_FIELD.sprint]: sprintIds } }, null);
}

function setPoints(points: number, issue: Issue): void {
  store.issues.update(issue, { custom: { [AGILE_FIELD.storyPoints]: points } }, null);
}

function live(issue: Issue, others: readonly Issue[], { one, oneIn, below }: Dice): void {
  const current = () => store.issue(issue.id) ?? issue;
  for (let step = below(4); step > 0; step -= 1) {
    store.issues.transition(current(), one(store.transitions()), one(PEOPLE).accountId);
  }
  if (oneIn(3)) store.comments.add(current(), textToAdf(one(WORDS)), one(PEOPLE).accountId);
  if (oneIn(3)) store.watchers.add(issue.id, one(PEOPLE).accountId);
  // Into one that is over by now, and on.
  if (oneIn(3)) planIn([1], current());
  if (oneIn(2)) store.agile.planning.moveTo(store.agile.sprints.find(one([2, 3])), current(), null);
  if (oneIn(2)) setPoints(below(4), current());
  if (oneIn(4)) {
    const target = { side: one(['before', 'after'] as const), issue: one(others) };
    store.agile.planning.rank([current()], target, null);
  }
}

/** A clause as it is written, and as it is read. */
interface Clause {
  readonly text: string;
  readonly holds: (seen: Seen) => boolean;
  /** The clause that NOT makes of it. */
  readonly negated: (seen: Seen) => boolean;
}

function clause(
  text: string,
  holds: Clause['holds'],
  negated: Clause['negated'] = (one) => !holds(one),
): Clause {
  return { text, holds, negated };
}

/** A field with values: `!=` and `not in` want that there is one. */
function values(name: string, valuesOf: (seen: Seen) => readonly string[], from: readonly string[]) {
  return fc
    .record({
      operator: fc.constantFrom('=', '!=', 'in', 'not in', 'is', 'is not'),
      wanted: fc.array(fc.constantFrom(...from), { minLength: 1, maxLength: 3 }),
      withEmpty: fc.boolean(),
    })
    .map(({ operator, wanted, withEmpty }): Clause => {
      const isList = operator.endsWith('in');
      const isEmptyTest = operator.startsWith('is');
      const names = isEmptyTest ? [] : isList ? wanted : wanted.slice(0, 1);
      const hasEmpty = isEmptyTest || (isList && withEmpty);
      const any = (one: Seen) =>
        (hasEmpty && valuesOf(one).length === 0) || valuesOf(one).some((value) => names.includes(value));
      const none = (one: Seen) =>
        valuesOf(one).length > 0 && !valuesOf(one).some((value) => names.includes(value));
      const list = [...names.map((value) => `"${value}"`), ...(hasEmpty && isList ? ['EMPTY'] : [])];
      const operand = isEmptyTest ? 'EMPTY' : isList ? `(${list.join(', ')})` : list[0];
      const isNegative = operator === '!=' || operator.includes('not');
      return clause(`${name} ${operator} ${operand}`, isNegative ? none : any, isNegative ? any : none);
    });
}

const SIGNS = {
  '<': [(a: number, b: number) => a < b, (a: number, b: number) => a >= b],
  '<=': [(a: number, b: number) => a <= b, (a: number, b: number) => a > b],
  '>': [(a: number, b: number) => a > b, (a: number, b: number) => a <= b],
  '>=': [(a: number, b: number) => a >= b, (a: number, b: number) => a < b],
} as const;

function compared(
  name: string,
  valueOfSeen: (seen: Seen) => number | null,
  from: readonly (readonly [string, number])[],
) {
  return fc
    .record({ sign: fc.constantFrom('<', '<=', '>', '>='), wanted: fc.constantFrom(...from) })
    .map(({ sign, wanted: [text, number] }): Clause => {
      const [holds, opposite] = SIGNS[sign];
      const test = (compare: (a: number, b: number) => boolean) => (one: Seen) => {
        const value = valueOfSeen(one);
        return value !== null && compare(value, number);
      };
      return clause(`${name} ${sign} "${text}"`, test(holds), test(opposite));
    });
}

const pointsOf = ({ custom }: Issue) => {
  const points = custom[AGILE_FIELD.storyPoints];
  return typeof points === 'number' ? points : null;
};
const nameOfPerson = (id: string | null) =>
  PEOPLE.filter(({ accountId }) => accountId === id).map(({ displayName }) => displayName);
const minute = (ms: number) => Math.floor(ms / 60_000) * 60_000;
const dates = [...new Set(moments.map(minute))].map(
  (ms) => [new Date(ms).toISOString().slice(0, 16).replace('T', ' '), ms] as const,
);
const days = [10, 15, 20, 25].map((day) => [`2026-11-${day}`, day] as const);

const words = (name: string, textOf: (seen: Seen) => string | null) =>
  fc
    .record({
      isNegated: fc.boolean(),
      wanted: fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 2 }),
    })
    .map(({ isNegated, wanted }): Clause => {
      const has = (one: Seen) => wanted.every((word) => textOf(one)?.includes(word) === true);
      const lacks = (one: Seen) => textOf(one) !== null && !has(one);
      const text = `${name} ${isNegated ? '!~' : '~'} "${wanted.join(' ')}"`;
      return isNegated ? clause(text, lacks, has) : clause(text, has, lacks);
    });

const history = fc
  .record({
    status: fc.constantFrom(...STATUSES),
    isNegated: fc.boolean(),
    before: fc.option(fc.constantFrom(...dates)),
  })
  .map(({ status, isNegated, before }): Clause => {
    const was = ({ statuses }: Seen) =>
      statuses.some(({ id, since }) => id === status.id && (before === null || since < before[1]));
    const when = before === null ? '' : ` BEFORE "${before[0]}"`;
    const text = `status was ${isNegated ? 'not ' : ''}"${status.name}"${when}`;
    return isNegated ? clause(text, (one) => !was(one), was) : clause(text, was);
  });
const change = fc
  .record({ from: fc.option(fc.constantFrom(...STATUSES)), to: fc.option(fc.constantFrom(...STATUSES)) })
  .map(({ from, to }): Clause => {
    const text = `status changed${from === null ? '' : ` FROM "${from.name}"`}${to === null ? '' : ` TO "${to.name}"`}`;
    return clause(text, ({ statuses }) =>
      statuses.some(({ id }, index) => {
        const before = statuses[index - 1];
        if (before === undefined) return false;
        return (from === null || before.id === from.id) && (to === null || id === to.id);
      }),
    );
  });

const leaf = fc.oneof(
  values('project', ({ issue }) => [issue.projectKey], ['ONE', 'TWO']),
  values(
    'key',
    ({ issue }) => [issue.key],
    seen.slice(0, 10).map(({ issue }) => issue.key),
  ),
  values(
    'status',
    ({ issue }) => STATUSES.filter(({ id }) => id === issue.statusId).map(({ name }) => name),
    STATUSES.map(({ name }) => name),
  ),
  values(
    'statusCategory',
    ({ issue }) => STATUSES.filter(({ id }) => id === issue.statusId).map(({ category }) => category),
    STATUSES.map(({ category }) => category),
  ),
  values('resolution', ({ issue }) => (issue.resolutionId === null ? [] : ['Done']), ['Done', "Won't Do"]),
  values(
    'assignee',
    ({ issue }) => nameOfPerson(issue.assigneeAccountId),
    PEOPLE.map(({ displayName }) => displayName),
  ),
  values(
    'creator',
    ({ issue }) => nameOfPerson(issue.creatorAccountId),
    PEOPLE.map(({ displayName }) => displayName),
  ),
  values(
    'watcher',
    ({ watchers }) => watchers.flatMap(nameOfPerson),
    PEOPLE.map(({ displayName }) => displayName),
  ),
  values('labels', ({ issue }) => issue.labels, LABELS),
  values(
    'component',
    ({ issue }) => issue.componentIds.map((id) => store.catalog.component(id)?.name ?? ''),
    ['ui', 'server'],
  ),
  values(
    'fixVersion',
    ({ issue }) => issue.fixVersionIds.map((id) => store.catalog.version(id)?.name ?? ''),
    ['1.0', '2.0', '3.0'],
  ),
  values(
    'parent',
    ({ issue }) => (issue.parentId === null ? [] : [store.issue(issue.parentId)?.key ?? '']),
    seen.slice(0, 10).map(({ issue }) => issue.key),
  ),
  values(
    'sprint',
    ({ sprints }) => sprints,
    SPRINTS.map(({ name }) => name),
  ),
  values(
    '"Epic Link"',
    ({ issue }) => (issue.parentId === null ? [] : [store.issue(issue.parentId)?.key ?? '']),
    seen.slice(0, 10).map(({ issue }) => issue.key),
  ),
  fc
    .record({ isNegated: fc.boolean(), state: fc.constantFrom('open', 'future', 'closed') })
    .map(({ isNegated, state }): Clause => {
      const name = `Sprint ${state === 'open' ? 'active' : state}`;
      const isIn = ({ sprints }: Seen) => sprints.includes(name);
      const isInOther = ({ sprints }: Seen) => sprints.length > 0 && !sprints.includes(name);
      const text = `sprint ${isNegated ? 'not in' : 'in'} ${state}Sprints()`;
      return isNegated ? clause(text, isInOther, isIn) : clause(text, isIn, isInOther);
    }),
  compared('"Story Points"', ({ issue }) => pointsOf(issue), [
    ['0', 0],
    ['2', 2],
  ]),
  compared(
    'priority',
    ({ issue }) => -Number(issue.priorityId),
    PRIORITIES.map((name, index) => [name, -(index + 1)]),
  ),
  compared('created', ({ issue }) => issue.created, dates),
  compared('updated', ({ issue }) => issue.updated, dates),
  compared('resolved', ({ issue }) => issue.resolved, dates),
  compared('due', ({ issue }) => (issue.dueDate === null ? null : Number(issue.dueDate.slice(-2))), days),
  compared('watchers', ({ watchers }) => watchers.length, [
    ['0', 0],
    ['1', 1],
  ]),
  words('summary', ({ issue }) => issue.summary),
  words('description', ({ issue }) =>
    issue.description === null ? null : JSON.stringify(issue.description),
  ),
  words('comment', ({ comments }) => (comments.length === 0 ? null : comments.join(' '))),
  history,
  change,
);

const { tree } = fc.letrec<{ tree: Clause }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    leaf,
    tie('tree').map(({ text, holds, negated }) => clause(`NOT (${text})`, negated, holds)),
    fc
      .record({
        word: fc.constantFrom('AND', 'OR'),
        parts: fc.array(tie('tree'), { minLength: 2, maxLength: 3 }),
      })
      .map(({ word, parts }) => {
        const all = (tests: readonly Clause['holds'][]) => (one: Seen) => tests.every((test) => test(one));
        const any = (tests: readonly Clause['holds'][]) => (one: Seen) => tests.some((test) => test(one));
        const [holds, negated] = [parts.map((part) => part.holds), parts.map((part) => part.negated)];
        const text = `(${parts.map((part) => part.text).join(` ${word} `)})`;
        return word === 'AND'
          ? clause(text, all(holds), any(negated))
          : clause(text, any(holds), all(negated));
      }),
  ),
}));

it('finds what a plain reading of the query finds', () => {
  fc.assert(
    fc.property(tree, ({ text, holds }) => {
      const { ids } = store.search.page(`${text} ORDER BY id`, 'site', { maxResults: 1000 });
      const keys = store.table.list(ids).map(({ key }) => key);
      const expected = seen.filter(holds).map(({ issue }) => issue.key);
      expect(keys.toSorted()).toEqual(expected.toSorted());
    }),
    { numRuns: soak(100, 1_000) },
  );
}, 60_000);

it('orders as a plain comparison does', () => {
  const keys: Readonly<Record<string, (seen: Seen) => string | number | null>> = {
    created: ({ issue }) => issue.created,
    updated: ({ issue }) => issue.updated,
    due: ({ issue }) => issue.dueDate,
    resolved: ({ issue }) => issue.resolved,
    priority: ({ issue }) => -Number(issue.priorityId),
    status: ({ issue }) => Number(issue.statusId),
    assignee: ({ issue }) => nameOfPerson(issue.assigneeAccountId)[0]?.toLowerCase() ?? null,
    key: ({ issue }) => `${issue.projectKey}-${issue.key.split('-')[1]?.padStart(5, '0')}`,
    rank: ({ issue }) => issue.rank,
    '"Story Points"': ({ issue }) => pointsOf(issue),
  };
  const compare = (a: string | number | null, b: string | number | null) => {
    if (a === b) return 0;
    if (a === null) return 1;
    if (b === null) return -1;
    return a < b ? -1 : 1;
  };
  const sort = fc.record({ name: fc.constantFrom(...Object.keys(keys)), isDescending: fc.boolean() });
  fc.assert(
    fc.property(fc.array(sort, { minLength: 1, maxLength: 3 }), (sorts) => {
      const text = sorts
        .map(({ name, isDescending }) => `${name} ${isDescending ? 'DESC' : 'ASC'}`)
        .join(', ');
      const { ids } = store.search.page(`ORDER BY ${text}`, 'site', { maxResults: 1000 });
      const last = sorts[0]?.isDescending === true ? -1 : 1;
      const expected = [...seen].sort((a, b) => {
        for (const { name, isDescending } of sorts) {
          const order = compare(keys[name]?.(a) ?? null, keys[name]?.(b) ?? null) * (isDescending ? -1 : 1);
          if (order !== 0) return order;
        }
        return (Number(a.issue.id) - Number(b.issue.id)) * last;
      });
      expect(ids).toEqual(expected.map(({ issue }) => Number(issue.id)));
    }),
    { numRuns: 200 },
  );
});

it('takes a query apart into pages without losing or repeating anything', () => {
  const all = store.search.page('status != Done ORDER BY updated DESC', 'site', { maxResults: 1000 }).ids;
  const paged: number[] = [];
  for (let startAt = 0; ; startAt += 7) {
    const page = store.search.page('status != Done ORDER BY updated DESC', 'site', {
      startAt,
      maxResults: 7,
    });
    paged.push(...page.ids);
    if (!page.hasMore) break;
  }
  expect(paged).toEqual(all);
  expect(store.search.count('status != Done', 'site')).toBe(all.length);
});
