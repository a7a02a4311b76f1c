import { expect, it, onTestFinished } from 'vitest';
import { SEED_PEOPLE } from '../people/people.ts';
import type { Database } from '../store/database.ts';
import { openSiteDatabase } from '../store/site-database.ts';
import { openConfluence } from './confluence.ts';
import { viewerOf } from './permissions.ts';

const [admin] = SEED_PEOPLE;
if (admin === undefined) throw new Error('there are people');
const viewer = viewerOf(admin);
const BY_ID = { column: 'id', isDescending: false } as const;

/** A database that notes how it goes about each query. */
function watched() {
  const database = openSiteDatabase();
  onTestFinished(() => database.close());
  const plans: string[] = [];
  const explained: Database = {
    run: (...args) => database.run(...args),
    iterate: (...args) => database.iterate(...args),
    transaction: (work) => database.transaction(work),
    close: () => database.close(),
    get: (sql, values) => {
      note(sql, values);
      return database.get(sql, values);
    },
    all: (sql, values) => {
      note(sql, values);
      return database.all(sql, values);
    },
  };
  function note(sql: string, values: Parameters<Database['all']>[1]): void {
    if (!/^\s*(?:SELECT|WITH)/.test(sql)) return;
    plans.push(...database.all(`EXPLAIN QUERY PLAN ${sql}`, values).map((row) => String(row['detail'])));
  }
  const confluence = openConfluence({ database: explained, people: SEED_PEOPLE, now: () => 0 });
  plans.length = 0;
  return { confluence, plans };
}

it.each([
  ['one page', ({ reader }) => reader.find(viewer, 65_602)],
  [
    'the pages of a space',
    ({ reader }) =>
      reader.list(viewer, { types: ['page'], statuses: ['current'], spaceIds: [65_537] }, BY_ID, {
        limit: 25,
      }),
  ],
  [
    'what stands below a page',
    ({ reader }) =>
      reader.list(
        viewer,
        { types: ['page'], parentId: 65_601 },
        { column: 'position', isDescending: false },
        { limit: 25 },
      ),
  ],
  [
    'the tasks of somebody',
    ({ inlineTasks }) => inlineTasks.list(viewer, { assignees: ['x'] }, { limit: 25 }),
  ],
  [
    'relations from the other end',
    ({ relations }) => relations.to('favourite', { type: 'content', key: '65602' }, 'user'),
  ],
  ['the watchers of a page', ({ watches }) => watches.watchers('content', '65602')],
  ['the views of a page', ({ views, reader }) => views.count(reader.any(65_602), 0)],
  ['what somebody may in a space', ({ permissions }) => permissions.may(viewer, 'create/page', 65_537)],
] satisfies readonly (readonly [string, (confluence: ReturnType<typeof openConfluence>) => unknown])[])(
  'reads %s by indexes',
  (_, read) => {
    const { confluence, plans } = watched();
    read(confluence);
    expect(plans.length).toBeGreaterThan(0);
    // Restrictions and permissions of custom content are few, and read as a whole.
    const scans = plans.filter(
      (plan) =>
        /^SCAN (?:c|t|s|v|confluence_\w+)\b/.test(plan) &&
        !/confluence_(?:restriction|custom_permission)/.test(plan),
    );
    expect(scans.filter((plan) => !plan.includes('INDEX'))).toEqual([]);
  },
);
