import type { Hono } from 'hono';
import { boardTree, onBoard } from '../../jira/agile/board-query.ts';
import { BOARD_FEATURES, type Board, type BoardFeature } from '../../jira/agile/types.ts';
import { sql } from '../../jira/jql/sql.ts';
import { projectJson } from '../../jira/json.ts';
import type { Project } from '../../jira/types.ts';
import { jiraError } from '../../product-error.ts';
import type { InstanceEnv } from '../env.ts';
import { withJqlErrors } from '../jira/jql-errors.ts';
import { actorOf, type JiraContext, type JiraRestDeps, readRecord, searcherOf } from '../jira/shared.ts';
import { findBoard, requireBoardAdmin, valuesOf } from './shared.ts';

const FEATURE_KEY = 'jsw.agility.';
const FEATURE_NAMES: Readonly<Record<BoardFeature, string>> = {
  backlog: 'Backlog',
  sprints: 'Sprints',
  estimation: 'Estimation',
};

/** What belongs to a board besides its issues: projects, versions, features, quick filters, reports. */
export function addBoardPartRoutes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { host, store } = deps;

  app.get('/board/:boardId/project', (c) => {
    const board = findBoard(c, deps);
    const projects = new Set([
      ...namedProjects(c, board),
      ...withJqlErrors(() => projectsWithIssues(c, board)),
    ]);
    const page = valuesOf(c, byName([...projects]));
    return c.json({ ...page, values: page.values.map((project) => projectJson(project, host)) });
  });

  app.get('/board/:boardId/project/full', (c) => {
    const page = valuesOf(c, byName(namedProjects(c, findBoard(c, deps))));
    return c.json({ ...page, values: page.values.map((project) => projectJson(project, host)) });
  });

  app.get('/board/:boardId/version', (c) => {
    const board = findBoard(c, deps);
    const released = c.req.query('released');
    const versions = byName(namedProjects(c, board))
      .flatMap(({ id }) => store.catalog.versions(id))
      .filter((version) => released === undefined || version.released === (released === 'true'));
    const page = valuesOf(c, versions, ['released']);
    return c.json({
      ...page,
      values: page.values.map(({ id, projectId, ...version }) => ({
        self: `${host.baseUrl}/rest/agile/1.0/version/${id}`,
        id: Number(id),
        projectId: Number(projectId),
        ...version,
      })),
    });
  });

  app.get('/board/:boardId/quickfilter', (c) => {
    const board = findBoard(c, deps);
    return c.json(valuesOf(c, quickFilters(board)));
  });

  app.get('/board/:boardId/quickfilter/:quickFilterId', (c) => {
    const wanted = c.req.param('quickFilterId');
    const found = quickFilters(findBoard(c, deps)).find(({ id }) => String(id) === wanted);
    if (found === undefined)
      throw jiraError(404, [`The quick filter ${wanted} does not exist on this board.`]);
    return c.json(found);
  });

  // There are none here, and what they look like is not documented.
  app.get('/board/:boardId/reports', (c) => {
    findBoard(c, deps);
    return c.json({ reports: [] });
  });

  app.get('/board/:boardId/features', (c) => c.json(featuresJson(findBoard(c, deps))));

  app.put('/board/:boardId/features', async (c) => {
    const body = await readRecord(c);
    const board = findBoard(c, deps);
    requireBoardAdmin(c, deps, board);
    const { enabling } = body;
    const feature = BOARD_FEATURES.find((one) => FEATURE_KEY + one === body['feature']);
    if (feature === undefined || typeof enabling !== 'boolean') {
      const known = BOARD_FEATURES.map((one) => FEATURE_KEY + one).join(', ');
      throw jiraError(400, [`feature must be one of ${known}, and enabling true or false.`]);
    }
    if (board.type !== 'simple') throw jiraError(400, ['The features of this board cannot be changed.']);
    return c.json(featuresJson(store.agile.boards.toggle(board, feature, enabling, actorOf(c))));
  });

  function namedProjects(c: JiraContext, board: Board): readonly Project[] {
    return (store.agile.projectsOf(board) ?? []).filter(({ id }) =>
      store.permissions.may(actorOf(c), 'BROWSE_PROJECTS', id),
    );
  }

  function projectsWithIssues(c: JiraContext, board: Board): readonly Project[] {
    const jql = store.agile.jqlOf(board);
    if (jql === undefined) return [];
    const { where } = store.search.compile(boardTree(jql, undefined), searcherOf(c));
    const within = sql`${where} AND ${onBoard(board, store.configuration)}`;
    return store
      .projects()
      .filter(({ id }) => store.search.hasAny(sql`${within} AND i.project = ${Number(id)}`));
  }
}

function byName(projects: readonly Project[]): readonly Project[] {
  return [...projects].sort((a, b) => a.name.localeCompare(b.name, 'en'));
}

function quickFilters({ id: boardId, quickFilters: filters }: Board) {
  return filters.map((filter, position) => ({ boardId, ...filter, position }));
}

function featuresJson({ id, type, features }: Board) {
  return {
    features: BOARD_FEATURES.map((feature) => ({
      boardFeature: feature.toUpperCase(),
      boardId: id,
      feature: FEATURE_KEY + feature,
      featureId: FEATURE_KEY + feature,
      featureType: feature === 'estimation' ? 'ESTIMATION' : 'BASIC',
      localisedName: FEATURE_NAMES[feature],
      state: features.includes(feature) ? 'ENABLED' : 'DISABLED',
      toggleLocked: type !== 'simple',
    })),
  };
}
