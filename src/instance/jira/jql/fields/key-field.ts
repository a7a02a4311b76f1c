import { COMPARISON, type JqlField } from '../field.ts';
import { join, listOf, raw, sql } from '../sql.ts';
import { issueByKey, textIn } from './resolve.ts';

/** Issues by key or id. Keys compare within their project. */
export const KEY: JqlField = {
  names: ['issuekey', 'key', 'issue', 'id', 'workitem', 'workitemkey'],
  type: 'com.atlassian.jira.issue.Issue',
  operators: COMPARISON,
  functions: ['issue'],
  sort: () => [raw('(SELECT p.key FROM jira_project p WHERE p.id = i.project)'), raw('i.number')],
  condition: ({ test, values, name }, context) => {
    if (test === 'any' || test === 'none') {
      const ids = values.flatMap((value) => (value.kind === 'empty' ? [] : issueByKey(value, name, context)));
      const any = ids.length === 1 ? sql`i.id = ${ids[0] ?? null}` : sql`i.id IN ${listOf(ids)}`;
      return test === 'any' ? any : sql`NOT (${any})`;
    }
    const parts = values.flatMap((value) => {
      const issue = context.issue(textIn(value));
      // Checks that it is one, and seen.
      issueByKey(value, name, context);
      if (issue === undefined) return [];
      const number = Number(issue.key.slice(issue.key.lastIndexOf('-') + 1));
      return [sql`(i.project = ${Number(issue.projectId)} AND i.number ${raw(test)} ${number})`];
    });
    return join(parts, 'OR');
  },
};
