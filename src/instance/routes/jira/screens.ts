import type { Hono } from 'hono';
import { stringAt } from '../../../core/json.ts';
import type { CustomField } from '../../jira/custom-fields.ts';
import { customFieldDefinition, SYSTEM_FIELD_DEFINITIONS } from '../../jira/json/field-definitions.ts';
import { jiraError } from '../../product-error.ts';
import type { InstanceEnv } from '../env.ts';
import { isIn, pageBean, paramOf, requireAdministrator } from './administration.ts';
import { isSettable } from './field-meta.ts';
import { knownIds, requiredIds } from './schemes.ts';
import { type JiraContext, type JiraRestDeps, pageOf, readRecord, splitList } from './shared.ts';

/** The only screen, with the only tab. Custom fields are put on it and taken off it; everything else of it stays. */
export const SCREEN = {
  id: 1,
  name: 'Default Screen',
  description: 'Allows to update all system fields.',
} as const;
const TAB = { id: 10_000, name: 'Field Tab' } as const;
const SCREEN_SCHEME = {
  id: 1,
  name: 'Default Screen Scheme',
  description: 'Default Screen Scheme',
  screens: { default: SCREEN.id },
} as const;
const TYPE_SCREEN_SCHEME = {
  id: '1',
  name: 'Default Issue Type Screen Scheme',
  description: 'The default issue type screen scheme',
} as const;

export function addScreenRoutes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  addScreens(app, deps);
  addFieldsOfScreen(app, deps);
  addScreenSchemes(app, deps);
}

function addScreens(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  app.get('/screens', (c) => {
    requireAdministrator(c, deps);
    const ids = splitList(c.req.queries('id'));
    const found = [SCREEN].filter(
      ({ id, name }) =>
        (ids.length === 0 || ids.includes(String(id))) && isIn(c.req.query('queryString'), name),
    );
    const page = pageOf(c, found, ['id', 'queryString', 'scope', 'orderBy']);
    return c.json(pageBean(c, deps, page, (screen) => screen));
  });

  app.get('/screens/:screen/tabs', (c) => {
    c.set('honoured', ['projectKey']);
    findScreen(c, deps);
    return c.json([TAB]);
  });

  app.get('/screens/:screen/availableFields', (c) => {
    findScreen(c, deps);
    const off = deps.store.customFields.list().filter(({ isOffScreen }) => isOffScreen === true);
    return c.json(off.map(fieldJson));
  });
}

function addFieldsOfScreen(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { store } = deps;
  const path = '/screens/:screen/tabs/:tab/fields';
  const findTab = (c: JiraContext) => {
    findScreen(c, deps);
    if (paramOf(c, 'tab') !== String(TAB.id)) throw jiraError(404, ['The screen tab does not exist.']);
  };
  const findOff = (id: string): CustomField => {
    const field = store.customFields.find(id);
    if (field === undefined) throw jiraError(404, [`The field with id '${id}' was not found.`]);
    if (field.isOffScreen !== true)
      throw jiraError(400, [`The field with id '${id}' is on the screen already.`]);
    return field;
  };

  app.get(path, (c) => {
    c.set('honoured', ['projectKey']);
    findTab(c);
    const system = SYSTEM_FIELD_DEFINITIONS.filter(isSettable).map(({ id, name }) => ({ id, name }));
    const on = store.customFields.list().filter(({ isOffScreen }) => isOffScreen !== true);
    return c.json([...system, ...on.map(fieldJson)]);
  });

  app.post(path, async (c) => {
    findTab(c);
    const field = findOff(stringAt(await readRecord(c), 'fieldId') ?? '');
    store.fieldAdmin.setOnScreen(field, true);
    return c.json(fieldJson(field));
  });

  app.delete(`${path}/:field`, (c) => {
    findTab(c);
    const field = store.customFields.find(paramOf(c, 'field'));
    if (field === undefined || field.isOffScreen === true) {
      throw jiraError(404, [
        `The field with id '${paramOf(c, 'field')}' is not on the screen, or stays there.`,
      ]);
    }
    store.fieldAdmin.setOnScreen(field, false);
    return c.body(null, 204);
  });

  app.post('/screens/addToDefault/:field', (c) => {
    requireAdministrator(c, deps);
    store.fieldAdmin.setOnScreen(findOff(paramOf(c, 'field')), true);
    return c.json({});
  });
}

function addScreenSchemes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  app.get('/screenscheme', (c) => {
    requireAdministrator(c, deps);
    const page = pageOf(c, [SCREEN_SCHEME], ['id', 'expand', 'queryString', 'orderBy']);
    return c.json(pageBean(c, deps, page, (scheme) => scheme));
  });

  app.get('/issuetypescreenscheme', (c) => {
    requireAdministrator(c, deps);
    const page = pageOf(c, [TYPE_SCREEN_SCHEME], ['id', 'expand', 'queryString', 'orderBy']);
    return c.json(pageBean(c, deps, page, (scheme) => scheme));
  });

  app.get('/issuetypescreenscheme/mapping', (c) => {
    requireAdministrator(c, deps);
    const { id } = TYPE_SCREEN_SCHEME;
    const mapping = {
      issueTypeScreenSchemeId: id,
      issueTypeId: 'default',
      screenSchemeId: String(SCREEN_SCHEME.id),
    };
    const page = pageOf(c, [mapping], ['issueTypeScreenSchemeId']);
    return c.json(pageBean(c, deps, page, (one) => one));
  });

  app.get('/issuetypescreenscheme/project', (c) => {
    requireAdministrator(c, deps);
    const projectIds = knownIds(deps, requiredIds(c, 'projectId'));
    const page = pageOf(c, projectIds.length === 0 ? [] : [projectIds], ['projectId']);
    return c.json(
      pageBean(c, deps, page, (ids) => ({ issueTypeScreenScheme: TYPE_SCREEN_SCHEME, projectIds: ids })),
    );
  });
}

function findScreen(c: JiraContext, deps: JiraRestDeps): void {
  requireAdministrator(c, deps);
  if (paramOf(c, 'screen') !== String(SCREEN.id)) {
    throw jiraError(404, [`The screen with id '${paramOf(c, 'screen')}' does not exist.`]);
  }
}

function fieldJson(field: CustomField) {
  const { id, name } = customFieldDefinition(field);
  return { id, name };
}
