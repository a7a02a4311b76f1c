import type { Hono } from 'hono';
import { priorityJson, resolutionJson } from '../../jira/json.ts';
import type { Priority, Resolution } from '../../jira/types.ts';
import { jiraError } from '../../product-error.ts';
import type { InstanceEnv } from '../env.ts';
import { idIn, isIn, jsonContext, pageBean, paramOf, requireAdministrator } from './administration.ts';
import { movedIds, optionalText, requiredText } from './configuration-input.ts';
import {
  explainIgnored,
  type JiraContext,
  type JiraRestDeps,
  pageOf,
  readRecord,
  splitList,
} from './shared.ts';
import { doneTask } from './tasks.ts';

const MAX_NAME = 60;
const MAX_DESCRIPTION = 255;

/** Priorities and resolutions. */
export function addPriorityRoutes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  addPriorities(app, deps);
  addPriorityChanges(app, deps);
  addResolutions(app, deps);
  addResolutionChanges(app, deps);
}

function addPriorities(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { configuration } = deps.store;
  const toJson = (c: JiraContext, priority: Priority) => ({
    ...priorityJson(priority, jsonContext(c, deps)),
    description: priority.description ?? '',
    statusColor: priority.statusColor ?? COLORS[priority.icon] ?? '#707070',
    isDefault: priority.id === configuration.defaultPriorityId,
  });

  app.get('/priority', (c) => c.json(configuration.priorities.map((priority) => toJson(c, priority))));

  app.get('/priority/search', (c) => {
    const ids = splitList(c.req.queries('id'));
    const found = configuration.priorities
      .filter(({ id }) => ids.length === 0 || ids.includes(id))
      .filter(({ id }) => c.req.query('onlyDefault') !== 'true' || id === configuration.defaultPriorityId)
      .filter(({ name }) => isIn(c.req.query('priorityName'), name));
    const page = pageOf(c, found, ['id', 'onlyDefault', 'priorityName', 'projectId']);
    return c.json(pageBean(c, deps, page, (priority) => toJson(c, priority)));
  });

  app.get('/priority/:id', (c) => c.json(toJson(c, findPriority(c, deps))));
}

const COLORS: Readonly<Record<string, string>> = {
  highest: '#d04437',
  high: '#f15C75',
  medium: '#f79232',
  low: '#707070',
  lowest: '#999999',
};

function addPriorityChanges(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { store } = deps;
  const { configuration } = store;
  const { priorityList } = configuration;

  app.post('/priority', async (c) => {
    requireAdministrator(c, deps);
    const body = await readRecord(c);
    const name = requiredText(body, 'name', MAX_NAME);
    const statusColor = readColor(requiredText(body, 'statusColor', 7));
    requireFree(name, priorityList.isTaken(name, nameOf), 'priority');
    const description = optionalText(body, 'description', MAX_DESCRIPTION) ?? '';
    explainPictures(c, body);
    const id = priorityList.nextId();
    priorityList.put({ id, name, description, statusColor, icon: 'medium' });
    return c.json({ id }, 201);
  });

  // Before `/priority/:id`, which takes their paths as well.
  app.put('/priority/default', async (c) => {
    requireAdministrator(c, deps);
    const id = idIn((await readRecord(c))['id']) ?? null;
    if (id !== null && priorityList.find(id) === undefined) throw noneWith('priority', id);
    configuration.defaultPriorityId = id;
    return c.body(null, 204);
  });

  app.put('/priority/move', async (c) => {
    requireAdministrator(c, deps);
    priorityList.reorder(
      movedIds(
        await readRecord(c),
        configuration.priorities.map(({ id }) => id),
      ),
    );
    return c.body(null, 204);
  });

  app.put('/priority/:id', async (c) => {
    requireAdministrator(c, deps);
    const priority = findPriority(c, deps);
    const body = await readRecord(c);
    explainPictures(c, body);
    const name = body['name'] === undefined ? priority.name : requiredText(body, 'name', MAX_NAME);
    requireFree(name, priorityList.isTaken(name, nameOf, priority.id), 'priority');
    const description = optionalText(body, 'description', MAX_DESCRIPTION);
    const color = optionalText(body, 'statusColor', 7);
    priorityList.put({
      ...priority,
      name,
      ...(description === undefined ? {} : { description }),
      ...(color === undefined ? {} : { statusColor: readColor(color) }),
    });
    return c.body(null, 204);
  });

  app.delete('/priority/:id', (c) => {
    c.set('honoured', ['replaceWith']);
    requireAdministrator(c, deps);
    const { id, name } = findPriority(c, deps);
    const replaceWith = c.req.query('replaceWith');
    const other = replaceWith ?? configuration.defaultPriorityId;
    if (id === configuration.defaultPriorityId)
      throw jiraError(400, ['The default priority cannot be deleted.']);
    if (other === id || (other !== null && priorityList.find(other) === undefined))
      throw noneWith('priority', other);
    store.configurationAdmin.deletePriority(id, other);
    return doneTask(c, deps, `Delete priority ${name}`, null);
  });
}

function addResolutions(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { configuration } = deps.store;
  const toJson = (c: JiraContext, resolution: Resolution) => resolutionJson(resolution, jsonContext(c, deps));

  app.get('/resolution', (c) => c.json(configuration.resolutions.map((resolution) => toJson(c, resolution))));

  app.get('/resolution/search', (c) => {
    const ids = splitList(c.req.queries('id'));
    const found = configuration.resolutions
      .filter(({ id }) => ids.length === 0 || ids.includes(id))
      .filter(({ id }) => c.req.query('onlyDefault') !== 'true' || id === configuration.defaultResolutionId);
    const page = pageOf(c, found, ['id', 'onlyDefault']);
    const withDefault = (resolution: Resolution) => ({
      ...toJson(c, resolution),
      isDefault: resolution.id === configuration.defaultResolutionId,
    });
    return c.json(pageBean(c, deps, page, withDefault));
  });

  app.get('/resolution/:id', (c) => c.json(toJson(c, findResolution(c, deps))));
}

function addResolutionChanges(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { store } = deps;
  const { configuration } = store;
  const { resolutionList } = configuration;

  app.post('/resolution', async (c) => {
    requireAdministrator(c, deps);
    const body = await readRecord(c);
    const name = requiredText(body, 'name', MAX_NAME);
    requireFree(name, resolutionList.isTaken(name, nameOf), 'resolution');
    const description = optionalText(body, 'description', MAX_DESCRIPTION) ?? '';
    const id = resolutionList.nextId();
    resolutionList.put({ id, name, description });
    return c.json({ id }, 201);
  });

  app.put('/resolution/default', async (c) => {
    requireAdministrator(c, deps);
    const id = idIn((await readRecord(c))['id']) ?? null;
    if (id !== null && resolutionList.find(id) === undefined) throw noneWith('resolution', id);
    configuration.defaultResolutionId = id;
    return c.body(null, 204);
  });

  app.put('/resolution/move', async (c) => {
    requireAdministrator(c, deps);
    resolutionList.reorder(
      movedIds(
        await readRecord(c),
        configuration.resolutions.map(({ id }) => id),
      ),
    );
    return c.body(null, 204);
  });

  app.put('/resolution/:id', async (c) => {
    requireAdministrator(c, deps);
    const resolution = findResolution(c, deps);
    const body = await readRecord(c);
    const name = requiredText(body, 'name', MAX_NAME);
    requireFree(name, resolutionList.isTaken(name, nameOf, resolution.id), 'resolution');
    const description = optionalText(body, 'description', MAX_DESCRIPTION) ?? resolution.description;
    resolutionList.put({ ...resolution, name, description });
    return c.body(null, 204);
  });

  app.delete('/resolution/:id', (c) => {
    c.set('honoured', ['replaceWith']);
    requireAdministrator(c, deps);
    const { id, name } = findResolution(c, deps);
    const replaceWith = c.req.query('replaceWith');
    if (replaceWith === undefined) throw jiraError(400, ['replaceWith is required.']);
    if (replaceWith === id || resolutionList.find(replaceWith) === undefined) {
      throw noneWith('resolution', replaceWith);
    }
    store.configurationAdmin.deleteResolution(id, replaceWith);
    return doneTask(c, deps, `Delete resolution ${name}`, null);
  });
}

function nameOf({ name }: { readonly name: string }): string {
  return name;
}

/** @throws {ProductError} 400 */
function requireFree(name: string, isTaken: boolean, what: 'priority' | 'resolution'): void {
  if (isTaken) throw jiraError(400, [], { name: `A ${what} with the name '${name}' already exists.` });
}

/** @throws {ProductError} 400 */
function readColor(color: string): string {
  if (/^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i.test(color)) return color;
  throw jiraError(400, [], { statusColor: `'${color}' is no colour in hexadecimal notation.` });
}

function explainPictures(c: JiraContext, body: Readonly<Record<string, unknown>>): void {
  explainIgnored(
    c,
    ['iconUrl', 'avatarId'].filter((name) => body[name] !== undefined),
  );
}

function findPriority(c: JiraContext, { store }: JiraRestDeps): Priority {
  const priority = store.configuration.priorityList.find(paramOf(c, 'id'));
  if (priority !== undefined) return priority;
  throw jiraError(404, [`The priority with id '${paramOf(c, 'id')}' does not exist.`]);
}

function findResolution(c: JiraContext, { store }: JiraRestDeps): Resolution {
  const resolution = store.configuration.resolutionList.find(paramOf(c, 'id'));
  if (resolution !== undefined) return resolution;
  throw jiraError(404, [`The resolution with id '${paramOf(c, 'id')}' does not exist.`]);
}

function noneWith(what: 'priority' | 'resolution', id: string | null) {
  return jiraError(400, [`The ${what} with id '${id}' does not exist, or cannot be used.`]);
}
