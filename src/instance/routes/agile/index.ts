import { Hono } from 'hono';
import type { InstanceEnv } from '../env.ts';
import type { JiraRestDeps } from '../jira/shared.ts';
import { addBacklogRoutes } from './backlog.ts';
import { addBoardIssueRoutes } from './board-issues.ts';
import { addBoardPartRoutes } from './board-parts.ts';
import { addBoardRoutes } from './boards.ts';
import { addEpicRoutes } from './epics.ts';
import { addAgileIssueRoutes } from './issues.ts';
import { addSprintRoutes } from './sprints.ts';

const PARTS = [
  addBoardRoutes,
  addBoardIssueRoutes,
  addBoardPartRoutes,
  addSprintRoutes,
  addBacklogRoutes,
  addEpicRoutes,
  addAgileIssueRoutes,
] as const;

/**
 * Jira Software's API, below `/rest/agile/1.0`. What it changes in the platform's data it changes through the store of
 * the platform, so changelogs, permissions and events are those of any edit.
 * @see https://developer.atlassian.com/cloud/jira/software/rest/
 */
export function createAgileRest(deps: JiraRestDeps): Hono<InstanceEnv> {
  const app = new Hono<InstanceEnv>();
  for (const addRoutes of PARTS) addRoutes(app, deps);
  return app;
}
