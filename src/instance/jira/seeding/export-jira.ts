import type { Json, JsonObject } from '../../../core/json.ts';
import { People } from '../../people/people.ts';
import { compact, momentText, unless, unlessEmpty } from '../../seed/seed-object.ts';
import type { Database } from '../../store/database.ts';
import { usualFeatures } from '../agile/boards.ts';
import type { Board, Sprint } from '../agile/types.ts';
import { JiraStore } from '../jira-store.ts';
import type { Shelved } from '../types.ts';
import { exportIssues } from './export-issues.ts';
import { fieldsOf } from './seed-fields.ts';
import { filtersOf } from './seed-filters.ts';
import { nameIn, SeedNames } from './seed-names.ts';
import { configurationOf } from './site-configuration.ts';
import { readAllProperties, type SiteProperties } from './site-properties.ts';

export interface ExportContext {
  readonly database: Database;
  readonly store: JiraStore;
  readonly names: SeedNames;
  readonly properties: SiteProperties;
}

/** Everything of Jira's in a site; nothing where the site has never been started. */
export function exportJira(database: Database): Json | undefined {
  if (database.get('SELECT 1 FROM jira_project LIMIT 1') === undefined) return undefined;
  const people = new People(database, []);
  const store = new JiraStore({
    database,
    people,
    now: () => 0,
    seed: () => ({ projects: [], issues: [] }),
  });
  const context: ExportContext = {
    database,
    store,
    names: new SeedNames(store.configuration, people, store.customFields),
    properties: readAllProperties(database),
  };
  return compact({
    configuration: configurationOf(context),
    fields: unlessEmpty(fieldsOf(context)),
    projects: projectsOf(context),
    filters: unlessEmpty(filtersOf(context)),
    boards: unlessEmpty(boardsOf(context)),
    sprints: unlessEmpty(store.agile.sprints.list().map((sprint) => sprintOf(sprint, context))),
    issues: unlessEmpty(exportIssues(context)),
    userProperties: unlessEmpty(userPropertiesOf(context)),
  });
}

/** By people, app users too. */
function userPropertiesOf({ database, names, properties }: ExportContext): JsonObject {
  const owners = database
    .all("SELECT DISTINCT entity_id FROM entity_property WHERE entity_type = 'user' ORDER BY entity_id")
    .map((row) => String(row['entity_id']));
  return Object.fromEntries(owners.map((id) => [names.personText(id), properties.of('user', id)]));
}

function projectsOf({ database, store, names, properties }: ExportContext): readonly JsonObject[] {
  return database.all('SELECT id, scheme, last_number FROM jira_project ORDER BY id').flatMap((row) => {
    const project = store.project(String(row['id']));
    if (project === undefined) return [];
    const { id, key, name, leadAccountId, description, categoryId, formerKeys, shelved, ...more } = project;
    const scheme = String(row['scheme']);
    const highest = database.get('SELECT max(number) AS n FROM jira_issue WHERE project = ?', [Number(id)]);
    return [
      compact({
        key,
        id: Number(id),
        name: unless(key, name),
        lead: leadAccountId === '' ? undefined : names.personText(leadAccountId),
        description: unless('', description),
        scheme: unless('open', scheme),
        category: categoryId === undefined ? undefined : nameIn(store.categories.items, categoryId),
        formerKeys: formerKeys === undefined ? undefined : [...formerKeys],
        shelved: shelved && shelvedOf(shelved, names),
        lastNumber: unless(Number(highest?.['n'] ?? 0), Number(row['last_number'])),
        roles: unlessEmpty(rolesOf(id, store, names)),
        components: unlessEmpty(
          store.catalog
            .components(id)
            .map(
              ({
                id: componentId,
                projectId: _project,
                description: says,
                leadAccountId: lead,
                ...component
              }) =>
                compact({
                  id: Number(componentId),
                  ...component,
                  description: unless('', says),
                  lead: lead === undefined ? undefined : names.personText(lead),
                }),
            ),
        ),
        versions: unlessEmpty(
          store.catalog
            .versions(id)
            .map(
              ({ id: versionId, projectId: _project, description: says, released, archived, ...version }) =>
                compact({
                  id: Number(versionId),
                  ...version,
                  description: unless('', says),
                  released: unless(false, released),
                  archived: unless(false, archived),
                }),
            ),
        ),
        properties: properties.of('project', id),
        ...more,
      }),
    ];
  });
}

function shelvedOf({ state, at, by }: Shelved, names: SeedNames): JsonObject {
  return compact({ state, at: momentText(at), by: by === null ? undefined : names.personText(by) });
}

function rolesOf(projectId: string, store: JiraStore, names: SeedNames): JsonObject {
  const roles: Record<string, Json[]> = {};
  for (const { role, kind, actor } of store.permissions.actors(projectId)) {
    const actors = roles[role] ?? [];
    actors.push(kind === 'group' ? { group: actor } : names.personText(actor));
    roles[role] = actors;
  }
  return roles;
}

function boardsOf(context: ExportContext): readonly JsonObject[] {
  const { database, store, properties } = context;
  return store.agile.boards.list().map((board) => {
    const placed = database.all(
      'SELECT i.key FROM jira_board_issue b JOIN jira_issue i ON i.id = b.issue WHERE b.board = ? ORDER BY i.id',
      [board.id],
    );
    return compact({
      ...boardOf(board, context),
      placed: unlessEmpty(placed.map(({ key }) => String(key))),
      properties: properties.of('board', String(board.id)),
    });
  });
}

function boardOf(board: Board, { store, names }: ExportContext): Readonly<Record<string, Json | undefined>> {
  const {
    id,
    name,
    type,
    projectId,
    ownerAccountId,
    filterId,
    jql,
    columns,
    quickFilters,
    features,
    ...more
  } = board;
  const key = projectId === null ? undefined : store.project(projectId)?.key;
  return {
    id,
    name,
    type: unless('scrum', type),
    project: key,
    owner: ownerAccountId === null ? undefined : names.personText(ownerAccountId),
    filterId: filterId ?? undefined,
    jql: unless(usualJql(key), jql),
    columns:
      columns?.map((column) => ({
        name: column.name,
        statuses: column.statusIds.map((status) => nameIn(names.configuration.statuses, status)),
      })) ?? undefined,
    quickFilters: unlessEmpty(
      quickFilters.map((filter) => compact({ ...filter, description: unless('', filter.description) })),
    ),
    features: unless([...usualFeatures(type)], [...features]),
    ...more,
  };
}

/** The query of a board that nobody has given another. */
export function usualJql(projectKey: string | undefined): string {
  return projectKey === undefined ? '' : `project = ${projectKey} ORDER BY Rank ASC`;
}

function sprintOf(sprint: Sprint, { store, properties }: ExportContext): JsonObject {
  const { id, boardId, name, state, goal, startDate, endDate, completeDate, createdDate, position, ...more } =
    sprint;
  const moment = (ms: number | null) => (ms === null ? undefined : momentText(ms));
  const boards = store.agile.boards.list().map((board) => ({ id: String(board.id), name: board.name }));
  const isNamed = boards.filter(
    (board) => board.name === boards.find((one) => one.id === String(boardId))?.name,
  );
  return compact({
    id,
    board: isNamed.length === 1 ? isNamed[0]?.name : boardId,
    name,
    state: unless('future', state),
    goal: unless('', goal),
    startDate: moment(startDate),
    endDate: moment(endDate),
    completeDate: moment(completeDate),
    createdDate: momentText(createdDate),
    position: unless(id, position),
    properties: properties.of('sprint', String(id)),
    ...more,
  });
}
