import type { Issue, Visibility } from './types.ts';

/** How a restriction to a group, or to a role in a project, is written where queries look at it. */

export function groupLevel(group: string): string {
  return `group:${group}`;
}

export function roleLevel(projectId: string, role: string): string {
  return `role:${projectId}:${role}`;
}

/** @returns null where everybody may see it who sees the issue */
export function levelOf(
  visibility: Visibility | null,
  { projectId }: Pick<Issue, 'projectId'>,
): string | null {
  if (visibility === null) return null;
  return visibility.type === 'group' ? groupLevel(visibility.value) : roleLevel(projectId, visibility.value);
}

/** Whose eyes something is looked up for: the levels that they see, or `all`, for what looks at everything. */
export type Viewer = readonly string[] | 'all';

/** The condition on a column `level`, and what it binds. */
export function levelCondition(viewer: Viewer, column = 'level'): readonly [string, readonly string[]] {
  if (viewer === 'all') return ['1', []];
  return [`(${column} IS NULL OR ${column} IN (SELECT value FROM json_each(?)))`, [JSON.stringify(viewer)]];
}
