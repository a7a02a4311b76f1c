import {
  DEFAULT_PRIORITY_ID,
  DONE_RESOLUTION_ID,
  INITIAL_STATUS_ID,
  type JiraConfiguration,
} from '../configuration.ts';
import { rankOf } from '../seed.ts';
import type { Issue } from '../types.ts';

/** What an issue has when a seed says nothing of it. What is written leaves out the same. */

/** Ordinary work. */
export const USUAL_TYPE = 'Task';

export function usualStatus(): string {
  return INITIAL_STATUS_ID;
}

export function usualPriority({ priorities }: JiraConfiguration): string | null {
  return priorities.some(({ id }) => id === DEFAULT_PRIORITY_ID) ? DEFAULT_PRIORITY_ID : null;
}

export function usualResolution(
  { statusId }: Pick<Issue, 'statusId'>,
  { statuses, resolutions }: JiraConfiguration,
): string | null {
  return statuses.find(({ id }) => id === statusId)?.categoryKey === 'done' &&
    resolutions.some(({ id }) => id === DONE_RESOLUTION_ID)
    ? DONE_RESOLUTION_ID
    : null;
}

export function usualResolved({
  resolutionId,
  updated,
}: Pick<Issue, 'resolutionId' | 'updated'>): number | null {
  return resolutionId === null ? null : updated;
}

export function usualRank({ id }: Pick<Issue, 'id'>): string {
  return rankOf(Number(id));
}

/** What has been logged; null where nothing has. */
export function usualTimeSpent(worklogs: readonly number[]): number | null {
  return worklogs.length === 0 ? null : worklogs.reduce((sum, seconds) => sum + seconds, 0);
}

export function usualRemaining({
  originalEstimateSeconds,
  timeSpentSeconds,
}: Pick<Issue, 'originalEstimateSeconds' | 'timeSpentSeconds'>): number | null {
  return originalEstimateSeconds === null
    ? null
    : Math.max(0, originalEstimateSeconds - (timeSpentSeconds ?? 0));
}
