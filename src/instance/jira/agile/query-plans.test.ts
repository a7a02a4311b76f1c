import { afterAll, expect, it } from 'vitest';
import { openTestJira } from '../../../../test/support/jira-store.ts';
import type { SqlValue } from '../../store/database.ts';
import { type Sql, sql } from '../jql/sql.ts';
import { inBacklog, inEpic, inOpenSprint, inSprint } from './board-query.ts';

/** However many issues there are, what is looked at is only what is answered: no step reads a whole table. */

const { store, database, close } = openTestJira();
afterAll(close);
const board = store.agile.boards.find(1);
if (board === undefined) throw new Error('the demo board is gone');

function stepsOf(text: string, values: readonly SqlValue[] = []): readonly string[] {
  return database.all(`EXPLAIN QUERY PLAN ${text}`, values).map(({ detail }) => String(detail));
}

const among = (condition: Sql) => sql`SELECT i.id FROM jira_issue i WHERE ${condition}`;

it.each([
  ['an issue', sql`SELECT * FROM jira_issue i WHERE i.id = ${1}`],
  ['what is in a sprint', among(inSprint(1))],
  ['what is in an epic', among(inEpic('1'))],
  ['the sprint of an issue', among(sql`i.id = ${1} AND ${inOpenSprint()}`)],
  ['whether an issue is in a backlog', among(sql`i.id = ${1} AND ${inBacklog(board, store.configuration)}`)],
  ['the issue above', sql`SELECT rank FROM jira_issue WHERE rank < ${'0|i0:'} ORDER BY rank DESC LIMIT 1`],
  ['the issue below', sql`SELECT rank FROM jira_issue WHERE rank > ${'0|i0:'} ORDER BY rank LIMIT 1`],
  [
    'the issues that leave a sprint',
    sql`SELECT issue FROM jira_custom_value WHERE field = ${1} AND number = ${1}`,
  ],
])('finds %s by an index', (_what, { text, values }) => {
  const scans = stepsOf(text, values).filter((step) => /^SCAN (?!json_each|\d)/.test(step));
  expect(scans).toEqual([]);
});

it('reads the issues of a board in their order, and stops where the page ends', () => {
  const { where, orderBy } = store.search.compile('ORDER BY Rank ASC', 'site');
  const { text, values } = sql`SELECT i.id FROM jira_issue i WHERE ${where} ORDER BY ${orderBy} LIMIT 51`;
  expect(stepsOf(text, values).join('\n')).toContain('USING COVERING INDEX jira_issue_rank');
  expect(stepsOf(text, values).join('\n')).not.toContain('TEMP B-TREE');
});

it('knows the sprints of an issue without asking the database', () => {
  const { store, close } = openTestJira();
  const issue = store.issue('DEMO-1');
  if (issue === undefined) throw new Error('DEMO-1 is gone');
  close();
  expect(store.agile.sprintsOf(issue)).toMatchObject([{ name: 'DEMO Sprint 1' }]);
});
