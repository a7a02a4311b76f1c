import { isRecord } from '../../../core/json.ts';
import type { IssueJsonContext } from '../json/issue-context.ts';
import type { Issue } from '../types.ts';
import { isEpic } from './epics.ts';
import { AGILE_FIELD } from './fields.ts';
import type { Sprint } from './types.ts';

type Value = (issue: Issue, context: IssueJsonContext) => unknown;

/** The values of the fields of Jira Software that are not shown as they are kept. */
export const AGILE_VALUES: Readonly<Record<string, Value>> = {
  [AGILE_FIELD.sprint]: (issue, { store }) => {
    const sprints = store.agile.sprintsOf(issue);
    return sprints.length === 0 ? null : sprints.map(sprintInField);
  },
  [AGILE_FIELD.epicLink]: ({ parentId }, { store }) => {
    const parent = parentId === null ? undefined : store.issue(parentId);
    return parent !== undefined && isEpic(parent, store.configuration) ? parent.key : null;
  },
  [AGILE_FIELD.rank]: ({ rank }) => rank,
  [AGILE_FIELD.flagged]: ({ custom }, { baseUrl, apiVersion }) => {
    const value = custom[AGILE_FIELD.flagged];
    if (!Array.isArray(value)) return null;
    return value.filter(isRecord).map((option) => ({
      self: `${baseUrl}/rest/api/${apiVersion}/customFieldOption/${String(option['id'])}`,
      ...option,
    }));
  },
};

/** Without `self`, and with the board, unlike the API of Jira Software. */
function sprintInField({ id, name, state, boardId, goal, startDate, endDate, completeDate }: Sprint) {
  const moment = (key: string, ms: number | null) =>
    ms === null ? {} : { [key]: new Date(ms).toISOString() };
  return {
    id,
    name,
    state,
    boardId,
    goal,
    ...moment('startDate', startDate),
    ...moment('endDate', endDate),
    ...moment('completeDate', completeDate),
  };
}
