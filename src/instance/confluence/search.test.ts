import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parseCql } from '../../cql/parse-cql.ts';
import type { CqlClause, CqlCondition, CqlValue } from '../../cql/syntax-tree.ts';
import { SEED_PEOPLE } from '../people/people.ts';
import { openSiteDatabase } from '../store/site-database.ts';
import { type Confluence, openConfluence } from './confluence.ts';
import type { CqlContext } from './cql/context.ts';
import { Fault } from './fault.ts';
import { type Viewer, viewerOf } from './permissions.ts';
import { CqlFault } from './search.ts';

const NOW = Date.UTC(2026, 10, 18, 12, 30);
const DAY = 86_400_000;
const [admin, mia, tomas] = SEED_PEOPLE;
if (admin === undefined || mia === undefined || tomas === undefined) throw new Error('there are people');
const ACCOUNTS = [admin.accountId, mia.accountId, tomas.accountId];

const context: CqlContext = {
  accountId: mia.accountId,
  now: NOW,
  timeZone: 'UTC',
  locale: 'en_GB',
  indexes: [
    { key: 'review', path: 'state', type: 'string', alias: 'reviewState' },
    { key: 'review', path: 'score', type: 'number', alias: undefined },
    { key: 'review', path: 'due', type: 'date', alias: undefined },
  ],
  spaceKey: 'DS',
  contentId: '65601',
};

interface Spec {
  readonly type: string;
  readonly title: string;
  readonly body: string;
  readonly labels: readonly string[];
  readonly author: number;
  readonly editor: number | undefined;
  readonly age: number;
  readonly parent: number | undefined;
  readonly review: { readonly state: string; readonly score: number } | undefined;
  readonly macros: readonly string[];
  readonly mentioned: number | undefined;
  /** Whether who searches has saved it, and watches it. */
  readonly isSaved: boolean;
  readonly isWatched: boolean;
}

const word = fc.constantFrom('alpha', 'beta', 'gamma', 'Änderung', 'delta-1');
const spec: fc.Arbitrary<Spec> = fc.record({
  type: fc.constantFrom('page', 'blogpost', 'comment'),
  title: fc.array(word, { minLength: 1, maxLength: 2 }).map((words) => words.join(' ')),
  body: fc.array(word, { maxLength: 4 }).map((words) => words.join(' ')),
  labels: fc.uniqueArray(fc.constantFrom('x', 'y', 'z'), { maxLength: 2 }),
  author: fc.integer({ min: 0, max: 2 }),
  editor: fc.option(fc.integer({ min: 0, max: 2 }), { nil: undefined }),
  age: fc.integer({ min: 0, max: 6 }),
  parent: fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined }),
  review: fc.option(
    fc.record({ state: fc.constantFrom('open', 'done'), score: fc.integer({ min: 0, max: 3 }) }),
    { nil: undefined },
  ),
  macros: fc.uniqueArray(fc.constantFrom('toc', 'note'), { maxLength: 2 }),
  mentioned: fc.option(fc.integer({ min: 0, max: 2 }), { nil: undefined }),
  isSaved: fc.boolean(),
  isWatched: fc.boolean(),
});

/** What was put in, as the judge below sees it. */
interface Item extends Spec {
  readonly id: number;
  readonly created: number;
  readonly modified: number;
  readonly space: string;
  readonly parentId: number | null;
  readonly containerId: number | null;
  readonly contributors: ReadonlySet<string>;
}

function open(clock: { now: number } = { now: NOW }): Confluence {
  const database = openSiteDatabase();
  onTestFinished(() => database.close());
  return openConfluence({ database, people: SEED_PEOPLE, now: () => clock.now });
}

function plant(confluence: Confluence, specs: readonly Spec[], clock: { now: number }): readonly Item[] {
  const items: Item[] = [];
  for (const [index, one] of specs.entries()) {
    const pages = items.filter(({ type }) => type === 'page');
    const above = one.parent === undefined ? undefined : pages[one.parent % Math.max(pages.length, 1)];
    const account = ACCOUNTS[one.author] ?? '';
    clock.now = NOW - one.age * DAY;
    const isComment = one.type === 'comment';
    const container = isComment ? 65_602 : null;
    // Titles of pages are theirs alone.
    const title = `${one.title} n${index}`;
    const parentId = one.type === 'page' ? (above?.id ?? null) : null;
    const made = confluence.writer.create(
      {
        type: one.type,
        title,
        spaceId: 65_537,
        parentId,
        containerId: container,
        body: bodyOf(one),
      },
      account,
    );
    confluence.labels.add(
      made,
      one.labels.map((name) => ({ prefix: 'global', name })),
      account,
    );
    if (one.review !== undefined) {
      const value = { ...one.review, due: new Date(clock.now).toISOString() };
      confluence.properties.create({ type: 'content', id: made.id }, { key: 'review', value }, account);
    }
    const person = { type: 'user', key: mia?.accountId ?? '' } as const;
    const target = { type: 'content', key: String(made.id) } as const;
    if (one.isSaved) confluence.relations.add('favourite', person, target, person.key);
    if (one.isWatched) confluence.watches.add(person.key, 'content', target.key);
    const contributors = new Set([account]);
    let modified = clock.now;
    if (one.editor !== undefined) {
      clock.now = NOW;
      modified = NOW;
      confluence.writer.update(made, {}, ACCOUNTS[one.editor] ?? '');
      contributors.add(ACCOUNTS[one.editor] ?? '');
    }
    items.push({
      ...one,
      title,
      id: made.id,
      created: NOW - one.age * DAY,
      modified,
      space: 'DS',
      parentId,
      containerId: container,
      contributors,
    });
  }
  return items;
}

const equality = fc.constantFrom('=', '!=');
const clause: fc.Arbitrary<string> = fc.oneof(
  fc
    .tuple(fc.constant('type'), equality, fc.constantFrom('page', 'blogpost', 'comment', 'attachment'))
    .map(join),
  fc.tuple(fc.constantFrom('text', 'title'), fc.constantFrom('~', '!~'), quotedWords()).map(join),
  fc.tuple(fc.constant('label'), equality, fc.constantFrom('x', 'y', 'none')).map(join),
  fc
    .uniqueArray(fc.constantFrom('x', 'y', 'z'), { minLength: 1 })
    .map((names) => `label in (${names.join(', ')})`),
  fc
    .uniqueArray(fc.constantFrom('x', 'y'), { minLength: 1 })
    .map((names) => `label not in (${names.join(', ')})`),
  fc
    .tuple(fc.constantFrom('creator', 'contributor'), equality, fc.constantFrom('currentUser()', ...ACCOUNTS))
    .map(join),
  fc
    .tuple(
      fc.constantFrom('created', 'lastmodified'),
      fc.constantFrom('=', '!=', '<', '<=', '>', '>='),
      fc.constantFrom(
        '"2026-11-16"',
        '2026/11/15',
        'startOfDay()',
        'now("-2d")',
        'startOfWeek()',
        '"2026-11-18 12:30"',
      ),
    )
    .map(join),
  fc
    .tuple(
      fc.constantFrom('parent', 'ancestor'),
      equality,
      fc.integer({ min: 65_700, max: 65_760 }).map(String),
    )
    .map(join),
  fc
    .tuple(
      fc.constantFrom('text', 'title'),
      fc.constantFrom('~', '!~'),
      fc.constantFrom('"alpha OR beta"', '"alpha NOT gamma"', '"al?ha"', '"g*m*a"', '"betta~1"'),
    )
    .map(join),
  fc.constantFrom('macro = toc', 'macro != note', 'macro in (toc, note)'),
  fc
    .tuple(
      fc.constantFrom('mention', 'favourite', 'watcher'),
      equality,
      fc.constantFrom('currentUser()', ...ACCOUNTS),
    )
    .map(join),
  fc.integer({ min: 65_700, max: 65_760 }).map((id) => `content = ${id}`),
  fc.constantFrom(
    'space = DS',
    'space != DS',
    'space.key in (DS, NONE)',
    'container = 65602',
    'container != 65602',
  ),
  fc.constantFrom(
    'content.property[review].state = open',
    'reviewState != done',
    'reviewState in (open, done)',
  ),
  fc
    .tuple(
      fc.constant('content.property[review].score'),
      fc.constantFrom('=', '<', '>='),
      fc.constantFrom('1', '2'),
    )
    .map(join),
  fc.constantFrom(
    'content.property[review].due < "2026-11-16"',
    'content.property[review].due >= startOfDay()',
  ),
);
const query: fc.Arbitrary<string> = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    clause,
    fc.tuple(tie('node'), fc.constantFrom('and', 'or'), tie('node')).map(([a, op, b]) => `(${a} ${op} ${b})`),
    tie('node').map((inner) => `not (${inner})`),
  ),
})).node;

describe('a search', () => {
  const viewer = viewerOf(mia);

  it('finds what an evaluator finds that looks at one thing after the other', () => {
    const clock = { now: NOW };
    const confluence = open(clock);
    // The same things each time, so that what is tried is many queries.
    const items = plant(confluence, fc.sample(spec, { numRuns: 30, seed: 7 }), clock);
    const planted = new Set(items.map(({ id }) => id));
    fc.assert(
      fc.property(query, (cql) => {
        const { contents, total } = confluence.search.find(
          viewer,
          { cql, statuses: ['current'], start: 0, limit: 100 },
          context,
        );
        const { where } = parseCql(cql);
        const expected = items.filter((item) => where === undefined || holds(where, item, items));
        const found = contents.map(({ id }) => id).filter((id) => planted.has(id));
        expect(found).toEqual(expected.map(({ id }) => id));
        expect(total).toBe(contents.length);
      }),
      { numRuns: 200 },
    );
  });

  it('orders, counts and gives a part', () => {
    const confluence = open();
    const find = (cql: string, start: number, limit: number) => {
      const { contents, total } = confluence.search.find(
        viewer,
        { cql, statuses: ['current'], start, limit },
        context,
      );
      return [contents.map(({ title }) => title), total];
    };
    expect(find('space = DS order by title desc', 0, 2)).toEqual([['Release notes', 'How we work'], 3]);
    expect(find('space = DS order by title desc', 2, 2)).toEqual([['Demo space'], 3]);
    expect(find('', 0, 0)).toEqual([[], 4]);
  });

  it.each([
    ['title ~ notes', ['Release notes']],
    ['title ~ "rel*"', ['Release notes']],
    ['text ~ "\\"dark theme\\""', ['Release notes']],
    ['text ~ "\\"theme dark\\""', []],
    ['text ~ "theme dark"', ['Release notes']],
    ['title = "release notes"', []],
    ['id in (65602, 65603) order by id desc', ['How we work', 'Release notes']],
    ['parent = currentContent() and title ~ "how"', ['How we work']],
    ['space = currentSpace() and creator = currentUser()', ['Release notes']],
    ['created < endOfYear() and created > startOfYear("-1y") and label = none', []],
    ['title ~ "50% off!"', []],
    ['title ~ "release OR work" order by title', ['How we work', 'Release notes']],
    ['text ~ "theme NOT export"', []],
    ['text ~ "(csv OR short) -dark"', ['How we work']],
    ['text ~ "NOT dark"', []],
    ['text ~ "th?me"', ['Release notes']],
    ['text ~ "n*t first"', ['Release notes']],
    ['text ~ "expart~"', ['Release notes']],
    ['text ~ "expart~1 AND dark^4"', ['Release notes']],
    ['text ~ "expxxx~"', []],
    ['text ~ "\\"changed first\\"~1"', ['Release notes']],
    ['text ~ "\\"changed first\\"~0"', []],
    ['content = 65602', ['Release notes']],
    ['type = space', []],
    ['type in (user, page) and id = 65602', ['Release notes']],
    ['space.type = personal', []],
  ])('answers %s', (cql, titles) => {
    const { contents } = open().search.find(
      viewer,
      { cql, statuses: ['current'], start: 0, limit: 10 },
      context,
    );
    expect(contents.map(({ title }) => title)).toEqual(titles);
  });

  it.each([
    'type =',
    'foo = bar',
    'type = nothing',
    'type ~ page',
    'title > a',
    'created = yesterday',
    'created > "2026-13-01"',
    'created > now("1x")',
    'creator = now()',
    'created > currentUser()',
    'created > nothing()',
    'id = abc',
    'content.property[other].state = open',
    'space.property[review].state = open',
    'content.property[review].score = many',
    'content.property[review].state ~ open',
    'title ~ "!"',
    'title ~ "*notes"',
    'title ~ "(notes"',
    'title ~ "notes)"',
    'title ~ "a OR"',
    'space = favouriteSpaces()',
    'id in recentlyViewedContent(many)',
    'constructor = 1',
    'type = page order by label',
  ])('refuses %s in the words of Confluence', (cql) => {
    const error = failure(() =>
      open().search.find(viewer, { cql, statuses: ['current'], start: 0, limit: 1 }, context),
    );
    expect(error).toBeInstanceOf(CqlFault);
    expect(error).toMatchObject({ kind: 'invalid', message: `Could not parse cql : ${cql}` });
  });

  it.each(['creator.fullname ~ mia', 'status = current'])('says that it does not emulate %s', (cql) => {
    const error = failure(() =>
      open().search.find(viewer, { cql, statuses: ['current'], start: 0, limit: 1 }, context),
    );
    expect(error).toMatchObject({ kind: 'not-emulated' });
  });

  it('shows nobody what they may not see', () => {
    const confluence = open();
    const titles = (one: Viewer) =>
      confluence.search
        .find(one, { cql: 'type = page', statuses: ['current'], start: 0, limit: 10 }, context)
        .contents.map(({ title }) => title);
    expect(titles(viewer)).toContain('Private space');
    expect(titles(viewerOf(tomas))).not.toContain('Private space');
  });
});

function bodyOf({ body, macros, mentioned }: Spec): string {
  const mention =
    mentioned === undefined ? '' : `<ac:link><ri:user ri:account-id="${ACCOUNTS[mentioned]}" /></ac:link>`;
  const written = macros.map((name) => `<ac:structured-macro ac:name="${name}" />`).join('');
  return `<p>${body}${mention}</p>${written}`;
}

/** The judge: one thing after the other, with nothing of the search's own. */
function holds(condition: CqlCondition, item: Item, items: readonly Item[]): boolean {
  switch (condition.kind) {
    case 'and':
      return condition.parts.every((part) => holds(part, item, items));
    case 'or':
      return condition.parts.some((part) => holds(part, item, items));
    case 'not':
      return !holds(condition.inner, item, items);
    default:
      return holdsClause(condition, item, items);
  }
}

function holdsClause({ field, operator, values }: CqlClause, item: Item, items: readonly Item[]): boolean {
  const name = field.property === undefined ? field.name : field.property.path;
  switch (operator) {
    case '!=':
    case 'not in':
      return !values.some((value) => is(name, '=', value, item, items));
    case '!~':
      return !values.some((value) => is(name, '~', value, item, items));
    default:
      return values.some((value) => is(name, operator === 'in' ? '=' : operator, value, item, items));
  }
}

function is(name: string, operator: string, value: CqlValue, item: Item, items: readonly Item[]): boolean {
  const text =
    value.kind === 'text' ? value.text : value.name === 'currentUser' ? mia?.accountId : value.name;
  switch (name) {
    case 'type':
      return item.type === text;
    case 'text':
      return hasWords(`${item.title} ${item.body}`, text ?? '');
    case 'title':
      return hasWords(item.title, text ?? '');
    case 'label':
      return item.labels.includes(text ?? '');
    case 'macro':
      return item.macros.includes(text ?? '');
    case 'mention':
      return item.mentioned !== undefined && ACCOUNTS[item.mentioned] === text;
    case 'favourite':
      return item.isSaved && text === mia?.accountId;
    case 'watcher':
      return item.isWatched && text === mia?.accountId;
    case 'content':
      return String(item.id) === text;
    case 'creator':
      return ACCOUNTS[item.author] === text;
    case 'contributor':
      return item.contributors.has(text ?? '');
    case 'created':
      return isDated(item.created, operator, value);
    case 'lastmodified':
      return isDated(item.modified, operator, value);
    case 'parent':
      return item.type === 'page' && String(item.parentId) === text;
    case 'ancestor':
      return isUnder(item, Number(text), items);
    case 'space':
    case 'space.key':
      return item.space === text;
    case 'container':
      return String(item.containerId) === text;
    case 'state':
    case 'reviewState':
      return item.review?.state === text;
    case 'score':
      return item.review !== undefined && compare(item.review.score, operator, Number(text));
    case 'due':
      return item.review !== undefined && isDated(item.created, operator, value);
    default:
      throw new Error(name);
  }
}

function isUnder(item: Item, id: number, items: readonly Item[]): boolean {
  const above = items.find((one) => one.id === item.parentId);
  return above !== undefined && (above.id === id || isUnder(above, id, items));
}

function hasWords(text: string, words: string): boolean {
  const [, one, operator, other] = /^(\S+) (OR|NOT) (\S+)$/.exec(words) ?? [];
  if (operator === 'OR') return hasWords(text, one ?? '') || hasWords(text, other ?? '');
  if (operator === 'NOT') return hasWords(text, one ?? '') && !hasWords(text, other ?? '');
  if (words === 'al?ha') return hasWords(text, 'alpha');
  if (words === 'g*m*a') return hasWords(text, 'gamma');
  if (words === 'betta~1') return hasWords(text, 'beta');
  const present = text
    .toLowerCase()
    .normalize('NFKD')
    .split(/[^\p{L}\p{N}\p{M}]+/u);
  return words.split(/[ -]/).every((one) => present.includes(one.toLowerCase().normalize('NFKD')));
}

function isDated(at: number, operator: string, value: CqlValue): boolean {
  const text = value.kind === 'text' ? value.text : value.name;
  const known: Readonly<Record<string, readonly [number, number]>> = {
    '2026-11-16': [Date.UTC(2026, 10, 16), DAY],
    '2026/11/15': [Date.UTC(2026, 10, 15), DAY],
    startOfDay: [Date.UTC(2026, 10, 18), 60_000],
    now: [NOW - 2 * DAY, 60_000],
    // A Monday.
    startOfWeek: [Date.UTC(2026, 10, 16), 60_000],
    '2026-11-18 12:30': [NOW, 60_000],
  };
  const [start, length] = known[text] ?? [Number.NaN, 0];
  return operator === '=' ? at >= start && at < start + length : compare(at, operator, start);
}

function compare(a: number, operator: string, b: number): boolean {
  switch (operator) {
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    case '>=':
      return a >= b;
    default:
      return a === b;
  }
}

function join(parts: readonly string[]): string {
  return parts.join(' ');
}

function quotedWords(): fc.Arbitrary<string> {
  return fc.array(word, { minLength: 1, maxLength: 2 }).map((words) => `"${words.join(' ')}"`);
}

function failure(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
}
