import type { Issue } from '../types.ts';
import { AGILE_FIELD } from './fields.ts';

/** A sub-task in the sprints of its parent: it has none of its own. */
export function withSprintOf(parent: Issue | undefined, issue: Issue): Issue {
  const { [AGILE_FIELD.sprint]: _own, ...custom } = issue.custom;
  const value = parent?.custom[AGILE_FIELD.sprint];
  return { ...issue, custom: value === undefined ? custom : { ...custom, [AGILE_FIELD.sprint]: value } };
}

/** Whether two issues differ in their sprints. */
export function hasOtherSprint(one: Issue, other: Issue): boolean {
  return JSON.stringify(one.custom[AGILE_FIELD.sprint]) !== JSON.stringify(other.custom[AGILE_FIELD.sprint]);
}
