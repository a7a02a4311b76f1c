import type { Database } from '../../store/database.ts';

/** What people have to do with issues, as queries for people say it. */
export const INVOLVEMENTS = [
  'assignee',
  'reporter',
  'watcher',
  'voter',
  'commenter',
  'transitioner',
] as const;
export type Involvement = (typeof INVOLVEMENTS)[number];

const QUERIES: Readonly<Record<Involvement, string>> = {
  assignee: 'SELECT assignee AS account FROM jira_issue WHERE id IN',
  reporter: 'SELECT reporter AS account FROM jira_issue WHERE id IN',
  watcher: 'SELECT account FROM jira_watcher WHERE issue IN',
  voter: 'SELECT account FROM jira_vote WHERE issue IN',
  commenter: 'SELECT author AS account FROM jira_comment WHERE issue IN',
  transitioner: "SELECT author AS account FROM jira_change_item WHERE field = 'status' AND issue IN",
};

/** The accounts that have to do with any of the issues. */
export function involvedIn(
  database: Database,
  involvement: Involvement,
  issueIds: readonly string[],
): ReadonlySet<string> {
  const rows = database.all(`${QUERIES[involvement]} (SELECT value FROM json_each(?))`, [
    JSON.stringify(issueIds.map(Number)),
  ]);
  return new Set(rows.flatMap(({ account }) => (account === null ? [] : [String(account)])));
}
