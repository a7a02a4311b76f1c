import type { Json } from '../../../core/json.ts';
import type { InputContext } from '../input/input-context.ts';
import { isSubtask } from './epics.ts';
import { sprintValue } from './planning.ts';

/**
 * The sprint of an issue in a request: the id of one that is not over, as a number; null for none. Closed ones stay with
 * the issue.
 */
export function parseSprint(
  value: unknown,
  context: InputContext,
): { readonly value: Json } | { readonly problem: string } {
  const { current, configuration, sprint: find } = context;
  const wanted = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  if (current !== undefined && isSubtask(current, configuration)) return { problem: ofSubtask(current.key) };
  if (wanted === null) return { value: sprintValue(current, undefined, { find }) };
  if (typeof wanted !== 'number') return { problem: 'Number value expected as the Sprint id.' };
  const sprint = find(wanted);
  if (sprint === undefined) return { problem: 'We could not find the sprint' };
  if (sprint.state === 'closed') return { problem: 'Issue can be assigned only active or future sprints.' };
  return { value: sprintValue(current, sprint.id, { find }) };
}

/** Jira's words about the sprint of a sub-task. */
export function ofSubtask(key: string): string {
  return `Issue '${key}' is a subtask and subtasks cannot be associated to a sprint. It's associated to the same sprint as its parent.`;
}
