import { SPRINT_FIELD } from '../../agile/fields.ts';
import type { JqlContext } from '../context.ts';
import { EQUALITY, type JqlField } from '../field.ts';
import { unknownSprint } from '../messages.ts';
import { FALSE, join, listOf, raw, type Sql, sql } from '../sql.ts';
import { manyField } from './id-field.ts';
import { issueByKey, textIn } from './resolve.ts';

const SPRINT: JqlField = {
  ...manyField(
    { name: 'jira_custom_value', column: 'number', where: raw(`m.field = ${SPRINT_FIELD}`) },
    {
      names: ['Sprint', `cf[${SPRINT_FIELD}]`],
      type: 'com.atlassian.greenhopper.service.sprint.Sprint',
      functions: ['sprint'],
      // A name goes before an id of the same text. An id that there is none of finds nothing, as in Jira.
      resolve: (value, _name, { sprints }) => {
        if (value.kind === 'result') return [value.value];
        const text = textIn(value);
        const named = sprints.list().filter(({ name }) => name.toLowerCase() === text.toLowerCase());
        if (named.length > 0) return named.map(({ id }) => id);
        if (/^\d{1,15}$/.test(text)) return [Number(text)];
        throw unknownSprint(text);
      },
      // By the last of them, which is the one that the issue is in now.
      sort: () =>
        sql`(SELECT max(v.number) FROM jira_custom_value v WHERE v.field = ${raw(String(SPRINT_FIELD))} AND v.issue = i.id)`,
    },
  ),
  cfid: `cf[${SPRINT_FIELD}]`,
};

/** `"Epic Link"` finds what is in an epic itself, `parentEpic` the sub-tasks of that as well. */
export const AGILE_JQL_FIELDS: readonly JqlField[] = [
  SPRINT,
  epicField(['Epic Link'], (epics, { configuration }) => {
    const subtasks = configuration.issueTypes.filter(({ subtask }) => subtask).map(({ id }) => Number(id));
    const isIn = epics === 'any' ? sql`i.parent IS NOT NULL` : sql`i.parent IN ${listOf(epics)}`;
    return sql`(i.parent IS NOT NULL AND i.type NOT IN ${listOf(subtasks)} AND ${isIn})`;
  }),
  epicField(['parentEpic'], (epics, { configuration }) => {
    const types = configuration.issueTypes.filter(({ hierarchyLevel }) => hierarchyLevel === 1);
    const wanted =
      epics === 'any'
        ? sql`(SELECT e.id FROM jira_issue e WHERE e.type IN ${listOf(types.map(({ id }) => Number(id)))})`
        : listOf(epics);
    return sql`(i.parent IS NOT NULL AND (i.parent IN ${wanted} OR i.parent IN (SELECT c.id FROM jira_issue c WHERE c.parent IN ${wanted})))`;
  }),
];

/** @param belongs the condition that an issue is in one of some epics, or in any */
function epicField(
  names: readonly string[],
  belongs: (epics: readonly (string | number)[] | 'any', context: JqlContext) => Sql,
): JqlField {
  return {
    names,
    type: 'com.atlassian.jira.issue.Issue',
    operators: EQUALITY,
    functions: ['issue'],
    sort: () => raw('i.parent'),
    condition: ({ test, values, name }, context) => {
      const any = belongs('any', context);
      const epics = values
        .flatMap((value) => (value.kind === 'empty' ? [] : issueByKey(value, name, context)))
        .filter((id) => id !== null);
      const matching = epics.length === 0 ? FALSE : belongs(epics, context);
      if (test === 'none') return sql`(${any} AND NOT ${matching})`;
      const hasNone = values.some(({ kind }) => kind === 'empty') ? [sql`NOT ${any}`] : [];
      return join([matching, ...hasNone], 'OR');
    },
  };
}
