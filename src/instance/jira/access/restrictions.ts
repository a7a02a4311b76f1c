import type { Database } from '../../store/database.ts';
import { groupLevel } from '../levels.ts';

/** Gives comments and worklogs that only one group sees to another group, by their names. */
export function moveRestrictions(database: Database, from: string, to: string): void {
  for (const table of ['jira_comment', 'jira_worklog']) {
    database.run(
      `UPDATE ${table} SET level = ?, body = json_set(body, '$.visibility.value', ?) WHERE level = ?`,
      [groupLevel(to), to, groupLevel(from)],
    );
  }
}
