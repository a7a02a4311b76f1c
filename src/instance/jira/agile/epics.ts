import type { JiraConfiguration } from '../configuration.ts';
import type { Issue } from '../types.ts';
import { AGILE_FIELD, EPIC_DONE } from './fields.ts';

/** Epics are issues of a type above the ordinary ones; what makes them epics stands in fields of their own. */

export const EPIC_COLORS = Array.from({ length: 14 }, (_, index) => `color_${index + 1}`);

/** How the field holds a colour: `ghx-label-3` for `color_3`. */
const FIELD_COLOR = 'ghx-label-';
const API_COLOR = 'color_';

export function isEpic({ issueTypeId }: Issue, { issueTypes }: JiraConfiguration): boolean {
  return issueTypes.find(({ id }) => id === issueTypeId)?.hierarchyLevel === 1;
}

export function isSubtask({ issueTypeId }: Issue, { issueTypes }: JiraConfiguration): boolean {
  return issueTypes.find(({ id }) => id === issueTypeId)?.subtask === true;
}

/** What the epic is called on boards; its summary where nobody has named it. */
export function epicName({ custom, summary }: Issue): string {
  const name = custom[AGILE_FIELD.epicName];
  return typeof name === 'string' && name !== '' ? name : summary;
}

export function epicColor({ custom }: Issue): string {
  const color = custom[AGILE_FIELD.epicColor];
  return typeof color === 'string' && color.startsWith(FIELD_COLOR)
    ? API_COLOR + color.slice(FIELD_COLOR.length)
    : `${API_COLOR}1`;
}

export function toFieldColor(color: string): string {
  return FIELD_COLOR + color.slice(API_COLOR.length);
}

/** Whether somebody has marked the epic as done, whatever its status is. */
export function isEpicDone({ custom }: Issue): boolean {
  const status = custom[AGILE_FIELD.epicStatus];
  return status !== null && typeof status === 'object' && 'id' in status && status['id'] === EPIC_DONE.id;
}

export function isFlagged({ custom }: Issue): boolean {
  const flags = custom[AGILE_FIELD.flagged];
  return Array.isArray(flags) && flags.length > 0;
}
