import type { Hono } from 'hono';
import { isRecord, stringAt } from '../../../core/json.ts';
import { statusCategoriesJson, statusJson } from '../../jira/json.ts';
import type { Status, StatusCategoryKey } from '../../jira/types.ts';
import { jiraError } from '../../product-error.ts';
import type { InstanceEnv } from '../env.ts';
import { isAdministrator, isIn, jsonContext, mayAdminister, pageBean, paramOf } from './administration.ts';
import { optionalText, requiredText } from './configuration-input.ts';
import { type JiraContext, type JiraRestDeps, readRange, readRecord, splitList } from './shared.ts';

const CATEGORIES = { new: 'TODO', indeterminate: 'IN_PROGRESS', done: 'DONE' } as const;
const CATEGORY_KEYS: readonly StatusCategoryKey[] = ['new', 'indeterminate', 'done'];

/** Statuses and their categories. */
export function addStatusRoutes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  addReading(app, deps);
  addBulk(app, deps);
}

function addReading(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { store } = deps;

  // Those of no workflow are not seen here, as in Jira.
  app.get('/status', (c) => {
    const inUse = store.configuration.statuses.filter(({ id }) => store.configuration.isInWorkflow(id));
    return c.json(inUse.map((status) => statusJson(status, jsonContext(c, deps))));
  });

  app.get('/status/:idOrName', (c) => {
    const wanted = paramOf(c, 'idOrName');
    const { statuses, statusList } = store.configuration;
    const named = (status: Status) => status.name.toLowerCase() === wanted.toLowerCase();
    const status = statusList.find(wanted) ?? statuses.find(named);
    if (status === undefined) {
      throw jiraError(404, [`The status with id or name '${wanted}' does not exist.`]);
    }
    return c.json(statusJson(status, jsonContext(c, deps)));
  });

  app.get('/statuscategory', (c) => c.json(statusCategoriesJson(jsonContext(c, deps))));

  app.get('/statuscategory/:idOrKey', (c) => {
    const wanted = paramOf(c, 'idOrKey');
    const found = statusCategoriesJson(jsonContext(c, deps)).find(
      ({ id, key }) => String(id) === wanted || key === wanted,
    );
    if (found === undefined) throw jiraError(404, [`The status category '${wanted}' does not exist.`]);
    return c.json(found);
  });
}

/** The newer operations, which take several at once. */
function addBulk(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { store } = deps;
  const { configuration } = store;

  app.get('/statuses/search', (c) => {
    requireStatusAdministrator(c, deps, 'any');
    const category = c.req.query('statusCategory');
    // Every status is one of the site; none belongs to a project alone.
    const all = c.req.query('projectId') === undefined ? configuration.statuses : [];
    const found = all
      .filter(({ name }) => isIn(c.req.query('searchString'), name))
      .filter(({ categoryKey }) => category === undefined || CATEGORIES[categoryKey] === category);
    const range = readRange(c, ['searchString', 'statusCategory', 'projectId'], { usual: 200, most: 200 });
    const values = found.slice(range.startAt, range.startAt + range.maxResults);
    return c.json(pageBean(c, deps, { ...range, total: found.length, values }, bulkJson));
  });

  app.get('/statuses', (c) => {
    c.set('honoured', ['id']);
    requireStatusAdministrator(c, deps, 'any');
    const ids = splitList(c.req.queries('id'));
    if (ids.length === 0) throw jiraError(400, ['The ids of the statuses are required.']);
    return c.json(ids.flatMap((id) => configuration.statusList.find(id) ?? []).map(bulkJson));
  });

  app.post('/statuses', async (c) => {
    const body = await readRecord(c);
    const scope = stringAt(body['scope'], 'type');
    requireStatusAdministrator(c, deps, 'site');
    if (scope !== 'GLOBAL') {
      throw jiraError(400, [
        'Only statuses with the scope GLOBAL can be made: no project here is team-managed.',
      ]);
    }
    const given = recordsIn(body['statuses']).map((status) => readStatus(status));
    const names = given.map(({ name }) => name.toLowerCase());
    const isDouble = names.some((name, index) => names.indexOf(name) !== index);
    const taken = given.find(({ name }) => configuration.statusList.isTaken(name, (status) => status.name));
    if (isDouble || taken !== undefined) throw nameTaken(taken?.name ?? given[0]?.name ?? '');
    const made = store.changes.run(() =>
      given.map((status) => configuration.putStatus({ ...status, id: configuration.statusList.nextId() })),
    );
    return c.json(made.map(bulkJson));
  });

  app.put('/statuses', async (c) => {
    const body = await readRecord(c);
    requireStatusAdministrator(c, deps, 'site');
    const changed = recordsIn(body['statuses']).map((given) => {
      const known = configuration.statusList.find(stringAt(given, 'id') ?? '');
      if (known === undefined)
        throw jiraError(400, [`The status '${stringAt(given, 'id')}' does not exist.`]);
      const status: Status = { ...known, ...readStatus(given) };
      if (configuration.statusList.isTaken(status.name, (one) => one.name, known.id))
        throw nameTaken(status.name);
      return status;
    });
    store.changes.run(() => {
      for (const status of changed) configuration.putStatus(status);
    });
    return c.body(null, 204);
  });

  app.delete('/statuses', (c) => {
    c.set('honoured', ['id']);
    requireStatusAdministrator(c, deps, 'site');
    const ids = splitList(c.req.queries('id'));
    for (const id of ids) {
      if (configuration.statusList.find(id) === undefined) {
        throw jiraError(400, [`The status '${id}' does not exist.`]);
      }
      if (configuration.isInWorkflow(id) || store.configurationAdmin.isUsed('status', id)) {
        throw jiraError(400, [`The status '${id}' is in use.`]);
      }
    }
    store.changes.run(() => {
      for (const id of ids) configuration.statusList.delete(id);
    });
    return c.body(null, 204);
  });
}

/** Jira answers 401 here to whoever is signed in and may not. */
function requireStatusAdministrator(c: JiraContext, deps: JiraRestDeps, where: 'site' | 'any'): void {
  const isAllowed =
    isAdministrator(c, deps) ||
    (where === 'any' && deps.store.projects().some((project) => mayAdminister(c, deps, project)));
  if (!isAllowed) throw jiraError(401, ['You do not have permission to administer statuses.']);
}

function readStatus(given: Readonly<Record<string, unknown>>): Omit<Status, 'id'> {
  const name = requiredText(given, 'name', 255);
  const category = stringAt(given, 'statusCategory');
  const categoryKey = CATEGORY_KEYS.find((key) => CATEGORIES[key] === category);
  if (categoryKey === undefined) {
    throw jiraError(400, [`The status category '${category}' is none of TODO, IN_PROGRESS and DONE.`]);
  }
  return { name, categoryKey, description: optionalText(given, 'description', 5000) ?? '' };
}

function nameTaken(name: string) {
  return jiraError(400, [`The status name '${name}' is already used.`]);
}

/** @throws {ProductError} 400 */
function recordsIn(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  if (Array.isArray(value) && value.length > 0 && value.every(isRecord)) return value;
  throw jiraError(400, ['statuses must be a list of at least one status.']);
}

function bulkJson({ id, name, categoryKey, description = '' }: Status) {
  return {
    id,
    name,
    statusCategory: CATEGORIES[categoryKey],
    scope: { type: 'GLOBAL' },
    description,
    usages: [],
  };
}
