import type { Hono } from 'hono';
import {
  boardTree,
  inBacklog,
  inEpic,
  inNoEpic,
  inSprint,
  isDoneEpicRow,
  isEpicRow,
  onBoard,
} from '../../jira/agile/board-query.ts';
import { epicJson, sprintJson } from '../../jira/agile/json.ts';
import { type Board, SPRINT_STATES, type Sprint } from '../../jira/agile/types.ts';
import { join, not, sql } from '../../jira/jql/sql.ts';
import { jiraError } from '../../product-error.ts';
import type { InstanceEnv } from '../env.ts';
import { withJqlErrors } from '../jira/jql-errors.ts';
import { type JiraContext, type JiraRestDeps, readRange, searcherOf, splitList } from '../jira/shared.ts';
import { boardIssues } from './issue-lists.ts';
import { findBoard, findEpic, findSprint, requireSprints, valuesOf } from './shared.ts';

/** What is on a board: issues, backlog, epics and sprints. */
export function addBoardIssueRoutes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { host, store } = deps;
  const { agile, configuration } = store;

  app.get('/board/:boardId/issue', (c) => c.json(boardIssues(c, deps, findBoard(c, deps), [])));

  app.get('/board/:boardId/backlog', (c) => {
    const board = findBoard(c, deps);
    return c.json(boardIssues(c, deps, board, [inBacklog(board, configuration)]));
  });

  app.get('/board/:boardId/epic', (c) => {
    const board = findBoard(c, deps);
    const { startAt, maxResults } = readRange(c, ['done']);
    const done = c.req.query('done');
    const isWanted = done === undefined ? [] : [done === 'true' ? isDoneEpicRow() : not(isDoneEpicRow())];
    const within = join([isEpicRow(configuration), ...isWanted], 'AND');
    const tree = withJqlErrors(() => boardTree(agile.jqlOf(board) ?? 'key is EMPTY', undefined));
    const page = { startAt, maxResults, within };
    const { ids } = withJqlErrors(() => store.search.page(tree, searcherOf(c), page));
    const total = withJqlErrors(() => store.search.count(tree, searcherOf(c), within));
    const values = store.table.list(ids).map((epic) => epicJson(epic, host));
    return c.json({ maxResults, startAt, total, isLast: startAt + values.length >= total, values });
  });

  app.get('/board/:boardId/epic/none/issue', (c) =>
    c.json(boardIssues(c, deps, findBoard(c, deps), [inNoEpic(configuration)])),
  );

  app.get('/board/:boardId/epic/:epic/issue', (c) => {
    const board = findBoard(c, deps);
    return c.json(boardIssues(c, deps, board, [inEpic(findEpic(c, deps).id)]));
  });

  app.get('/board/:boardId/sprint', (c) => {
    const board = findBoard(c, deps);
    requireSprints(board);
    const states = splitList(c.req.queries('state'));
    const unknown = states.find((state) => !SPRINT_STATES.some((one) => one === state));
    if (unknown !== undefined) throw jiraError(400, [`'${unknown}' is no state of a sprint.`]);
    const sprints = sprintsOn(c, board).filter(({ state }) => states.length === 0 || states.includes(state));
    const page = valuesOf(c, sprints, ['state']);
    return c.json({ ...page, values: page.values.map((sprint) => sprintJson(sprint, host)) });
  });

  app.get('/board/:boardId/sprint/:sprintId/issue', (c) => {
    const board = findBoard(c, deps);
    return c.json(boardIssues(c, deps, board, [inSprint(findSprint(c, deps).id)]));
  });

  /** Those that were made on the board, and those of other boards that issues on it are in. */
  function sprintsOn(c: JiraContext, board: Board): readonly Sprint[] {
    const jql = agile.jqlOf(board);
    const isShown =
      jql === undefined
        ? () => false
        : withJqlErrors(() => {
            const { where } = store.search.compile(boardTree(jql, undefined), searcherOf(c));
            const within = sql`${where} AND ${onBoard(board, configuration)}`;
            return ({ id }: Sprint) => store.search.hasAny(sql`${within} AND ${inSprint(id)}`);
          });
    return agile.sprints.list().filter((sprint) => sprint.boardId === board.id || isShown(sprint));
  }
}
