import type { Hono } from 'hono';
import { boardJson, configurationJson } from '../../jira/agile/json.ts';
import type { Board } from '../../jira/agile/types.ts';
import { personJson } from '../../jira/json.ts';
import type { InstanceEnv } from '../env.ts';
import { addPropertyRoutes } from '../jira/properties.ts';
import {
  actorOf,
  authorOf,
  issueContext,
  type JiraRestDeps,
  readExpand,
  readRecord,
  splitList,
} from '../jira/shared.ts';
import { readBoard } from './board-body.ts';
import { LIST_PARAMETERS, listBoards, seenBoards } from './board-list.ts';
import { findBoard, requireBoardAdmin, valuesOf } from './shared.ts';

/** Boards themselves. */
export function addBoardRoutes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { host, people, store } = deps;
  const { agile } = store;

  app.get('/board', (c) => {
    const expand = readExpand(c, splitList(c.req.queries('expand')), ['admins', 'permissions']);
    const page = valuesOf(c, listBoards(c, deps), LIST_PARAMETERS);
    return c.json({
      ...page,
      values: page.values.map((board) => ({
        ...boardJson(board, issueContext(c, deps)),
        ...(expand.has('permissions') ? { canEdit: agile.mayAdminister(actorOf(c), board) } : {}),
        ...(expand.has('admins') ? { admins: adminsOf(board) } : {}),
      })),
    });
  });

  app.post('/board', async (c) => {
    const board = agile.boards.create(readBoard(c, deps, await readRecord(c)), authorOf(c));
    return c.json(boardJson(board, issueContext(c, deps)), 201);
  });

  app.get('/board/filter/:filterId', (c) => {
    const boards = seenBoards(c, deps).filter(({ filterId }) => filterId === c.req.param('filterId'));
    const page = valuesOf(c, boards);
    const values = page.values.map(({ id, name }) => ({
      id,
      self: `${host.baseUrl}/rest/agile/1.0/board/${id}`,
      name,
    }));
    return c.json({ ...page, values });
  });

  app.get('/board/:boardId', (c) => c.json(boardJson(findBoard(c, deps), issueContext(c, deps))));

  app.delete('/board/:boardId', (c) => {
    const board = findBoard(c, deps);
    requireBoardAdmin(c, deps, board);
    agile.deleteBoard(board, actorOf(c));
    return c.body(null, 204);
  });

  app.get('/board/:boardId/configuration', (c) =>
    c.json(configurationJson(findBoard(c, deps), issueContext(c, deps))),
  );

  addPropertyRoutes(
    app,
    { host, properties: store.properties },
    {
      path: '/board/:boardId/properties',
      find: (c, access) => {
        const board = findBoard(c, deps);
        if (access === 'write') requireBoardAdmin(c, deps, board);
        return { type: 'board', id: String(board.id) };
      },
    },
  );

  function adminsOf({ ownerAccountId }: Board) {
    const owner = people.find(ownerAccountId);
    return { users: owner === undefined ? [] : [personJson(owner, host)], groups: [] };
  }
}
