import type { Hono } from 'hono';
import { inSprint } from '../../jira/agile/board-query.ts';
import { isSubtask } from '../../jira/agile/epics.ts';
import { sprintJson } from '../../jira/agile/json.ts';
import { ofSubtask } from '../../jira/agile/sprint-input.ts';
import { jiraError } from '../../product-error.ts';
import type { InstanceEnv } from '../env.ts';
import { addPropertyRoutes } from '../jira/properties.ts';
import { actorOf, type JiraContext, type JiraRestDeps, readRecord } from '../jira/shared.ts';
import { issuePage } from './issue-lists.ts';
import {
  findBoard,
  findSprint,
  readIssues,
  readRankTarget,
  requireManagement,
  requireSprints,
} from './shared.ts';
import { readNewSprint, readSprintChange } from './sprint-body.ts';

/** Sprints. */
export function addSprintRoutes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { host, store } = deps;
  const { agile } = store;

  app.post('/sprint', async (c) => {
    const body = await readRecord(c);
    const boardId = body['originBoardId'];
    if (typeof boardId !== 'number')
      throw jiraError(400, [], { originBoardId: 'The origin board id must be set.' });
    const board = findBoard(c, deps, String(boardId));
    requireSprints(board);
    if (!agile.mayManageSprints(actorOf(c), board)) {
      throw jiraError(403, ['You do not have the Manage Sprints permission for all projects of the board.']);
    }
    const sprint = agile.sprints.create({ boardId: board.id, ...readNewSprint(body) }, actorOf(c));
    return c.json(sprintJson(sprint, host), 201);
  });

  app.get('/sprint/:sprintId', (c) => c.json(sprintJson(findSprint(c, deps), host)));
  app.put('/sprint/:sprintId', async (c) => update(c, await readRecord(c), 'full'));
  app.post('/sprint/:sprintId', async (c) => update(c, await readRecord(c), 'partial'));

  app.delete('/sprint/:sprintId', (c) => {
    const sprint = findSprint(c, deps);
    requireManagement(c, deps, sprint);
    agile.deleteSprint(sprint, actorOf(c));
    return c.body(null, 204);
  });

  app.get('/sprint/:sprintId/issue', (c) => {
    const sprint = findSprint(c, deps);
    return c.json(issuePage(c, deps, '', [inSprint(sprint.id)]));
  });

  app.post('/sprint/:sprintId/issue', async (c) => {
    const body = await readRecord(c);
    const sprint = findSprint(c, deps);
    if (sprint.state === 'closed') {
      throw jiraError(400, ['You must specify a sprint which has not been completed.']);
    }
    const issues = readIssues(c, deps, body, ['EDIT_ISSUES', 'SCHEDULE_ISSUES']);
    const subtask = issues.find((issue) => isSubtask(issue, store.configuration));
    if (subtask !== undefined) throw jiraError(400, [ofSubtask(subtask.key)]);
    const target = readRankTarget(c, deps, body);
    store.changes.run(() => {
      const moved = issues.map((issue) => agile.planning.moveTo(sprint, issue, actorOf(c)));
      if (target !== undefined) agile.planning.rank(moved, target, actorOf(c));
    });
    return c.body(null, 204);
  });

  app.post('/sprint/:sprintId/swap', async (c) => {
    const { sprintToSwapWith } = await readRecord(c);
    const sprint = findSprint(c, deps);
    const other = findSprint(c, deps, String(sprintToSwapWith ?? ''));
    for (const one of [sprint, other]) requireManagement(c, deps, one);
    agile.sprints.swap(sprint, other, actorOf(c));
    return c.body(null, 204);
  });

  addPropertyRoutes(
    app,
    { host, properties: store.properties },
    {
      path: '/sprint/:sprintId/properties',
      find: (c, access) => {
        const sprint = findSprint(c, deps);
        if (access === 'write') requireManagement(c, deps, sprint);
        return { type: 'sprint', id: String(sprint.id) };
      },
    },
  );

  function update(c: JiraContext, body: Readonly<Record<string, unknown>>, extent: 'full' | 'partial') {
    const sprint = findSprint(c, deps);
    requireManagement(c, deps, sprint);
    const change = readSprintChange(sprint, body, extent);
    if (change.state === 'active' && sprint.state === 'future') {
      const active = agile.sprints.activeOn(sprint.boardId);
      if (active !== undefined) {
        throw jiraError(400, [
          `The sprint '${active.name}' is active already; complete it before another one of the board is started.`,
        ]);
      }
    }
    return c.json(sprintJson(agile.sprints.update(sprint, change, actorOf(c)), host));
  }
}
