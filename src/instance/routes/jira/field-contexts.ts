import type { Hono } from 'hono';
import { isRecord, type Json, stringAt } from '../../../core/json.ts';
import { type CustomField, contextsOf, type FieldContext } from '../../jira/custom-fields.ts';
import { jiraError } from '../../product-error.ts';
import type { InstanceEnv } from '../env.ts';
import { idIn, pageBean, paramOf, requireAdministrator } from './administration.ts';
import { requiredText } from './configuration-input.ts';
import { findField } from './fields.ts';
import { type JiraContext, type JiraRestDeps, pageOf, readRecord, splitList } from './shared.ts';

/** Where custom fields hold: in which projects, for which issue types, with which default. */
export function addFieldContextRoutes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  // Before the changes of contexts, whose paths take any word for a context's id.
  addReading(app, deps);
  addMappings(app, deps);
  addDefaults(app, deps);
  addChanges(app, deps);
  addPlaces(app, deps);
}

/** The contexts of the field of the path that the query asks for. */
function wantedContexts(c: JiraContext, deps: JiraRestDeps): readonly FieldContext[] {
  requireAdministrator(c, deps);
  const ids = splitList(c.req.queries('contextId'));
  return contextsOf(findField(c, deps)).filter(({ id }) => ids.length === 0 || ids.includes(id));
}

export function findContext(c: JiraContext, field: CustomField): FieldContext {
  const id = paramOf(c, 'context');
  const context = contextsOf(field).find((one) => one.id === id);
  if (context === undefined)
    throw jiraError(404, [`The context with id '${id}' was not found for the field.`]);
  return context;
}

function contextJson({ id, name, description, projectIds, issueTypeIds }: FieldContext) {
  return {
    id,
    name,
    description,
    isGlobalContext: projectIds.length === 0,
    isAnyIssueType: issueTypeIds.length === 0,
  };
}

function addReading(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  app.get('/field/:field/context', (c) => {
    const is = (name: string, value: boolean) => (c.req.query(name) ?? String(value)) === String(value);
    const found = wantedContexts(c, deps).filter(
      ({ projectIds, issueTypeIds }) =>
        is('isGlobalContext', projectIds.length === 0) && is('isAnyIssueType', issueTypeIds.length === 0),
    );
    const page = pageOf(c, found, ['contextId', 'isGlobalContext', 'isAnyIssueType']);
    return c.json(pageBean(c, deps, page, contextJson));
  });
}

function addMappings(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { store } = deps;

  app.get('/field/:field/context/issuetypemapping', (c) => {
    const found = wantedContexts(c, deps).flatMap(({ id: contextId, issueTypeIds }): readonly object[] =>
      issueTypeIds.length === 0
        ? [{ contextId, isAnyIssueType: true }]
        : issueTypeIds.map((issueTypeId) => ({ contextId, issueTypeId })),
    );
    return c.json(pageBean(c, deps, pageOf(c, found, ['contextId']), (one) => one));
  });

  app.get('/field/:field/context/projectmapping', (c) => {
    const found = wantedContexts(c, deps).flatMap(({ id: contextId, projectIds }): readonly object[] =>
      projectIds.length === 0
        ? [{ contextId, isGlobalContext: true }]
        : projectIds.map((projectId) => ({ contextId, projectId })),
    );
    return c.json(pageBean(c, deps, pageOf(c, found, ['contextId']), (one) => one));
  });

  // Which context holds for pairs of a project and an issue type.
  app.post('/field/:field/context/mapping', async (c) => {
    requireAdministrator(c, deps);
    const field = findField(c, deps);
    const body = await readRecord(c);
    const pairs = Array.isArray(body['mappings']) ? body['mappings'].filter(isRecord) : [];
    const values = pairs.map((pair) => {
      const [projectId, issueTypeId] = [idIn(pair['projectId']) ?? '', idIn(pair['issueTypeId']) ?? ''];
      if (store.catalog.find(projectId)?.id !== projectId) throw jiraError(404, ['A project was not found.']);
      const contextId = contextIdIn(field, projectId, issueTypeId);
      return { projectId, issueTypeId, contextId };
    });
    return c.json(pageBean(c, deps, pageOf(c, values), (one) => one));
  });
}

function contextIdIn(field: CustomField, projectId: string, issueTypeId: string): string | null {
  const fitting = contextsOf(field).filter(
    ({ issueTypeIds }) => issueTypeIds.length === 0 || issueTypeIds.includes(issueTypeId),
  );
  const own = fitting.find(({ projectIds }) => projectIds.includes(projectId));
  return (own ?? fitting.find(({ projectIds }) => projectIds.length === 0))?.id ?? null;
}

function addChanges(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { store } = deps;

  app.post('/field/:field/context', async (c) => {
    requireAdministrator(c, deps);
    const field = findField(c, deps);
    const body = await readRecord(c);
    const context = {
      name: requiredText(body, 'name', 255),
      description: stringAt(body, 'description') ?? '',
      projectIds: readIds(body, 'projectIds', (id) => store.catalog.find(id)?.id === id, 'project'),
      issueTypeIds: readIds(body, 'issueTypeIds', isIssueType(deps), 'issue type'),
    };
    requireRoom(field, context, undefined);
    const { id, name, description, projectIds, issueTypeIds } = store.fieldAdmin.addContext(field, context);
    return c.json({ id, name, description, projectIds, issueTypeIds }, 201);
  });

  app.put('/field/:field/context/:context', async (c) => {
    requireAdministrator(c, deps);
    const field = findField(c, deps);
    const context = findContext(c, field);
    const body = await readRecord(c);
    const name = body['name'] === undefined ? context.name : requiredText(body, 'name', 255);
    const description = stringAt(body, 'description') ?? context.description;
    store.fieldAdmin.putContext(field, { ...context, name, description });
    return c.body(null, 204);
  });

  app.delete('/field/:field/context/:context', (c) => {
    requireAdministrator(c, deps);
    const field = findField(c, deps);
    store.fieldAdmin.deleteContext(field, findContext(c, field).id);
    return c.body(null, 204);
  });
}

/** Adds projects and issue types to a context, and takes them out of it. */
function addPlaces(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { store } = deps;
  const kinds = [
    ['project', 'projectIds', (id: string) => store.catalog.find(id)?.id === id],
    ['issuetype', 'issueTypeIds', isIssueType(deps)],
  ] as const;

  for (const [path, name, isKnown] of kinds) {
    const change = async (
      c: JiraContext,
      apply: (before: readonly string[], given: readonly string[]) => readonly string[],
    ) => {
      requireAdministrator(c, deps);
      const field = findField(c, deps);
      const context = findContext(c, field);
      const given = readIds(await readRecord(c), name, isKnown, path);
      if (given.length === 0) throw jiraError(400, [`${name} must not be empty.`]);
      const changed: FieldContext = { ...context, [name]: apply(context[name], given) };
      requireRoom(field, changed, context.id);
      store.fieldAdmin.putContext(field, changed);
      return c.body(null, 204);
    };
    app.put(`/field/:field/context/:context/${path}`, (c) =>
      change(c, (before, given) => [...new Set([...before, ...given])]),
    );
    app.post(`/field/:field/context/:context/${path}/remove`, (c) =>
      change(c, (before, given) => before.filter((id) => !given.includes(id))),
    );
  }
}

function isIssueType({ store }: JiraRestDeps) {
  return (id: string) => store.configuration.issueTypeList.find(id) !== undefined;
}

/** @throws {ProductError} 404 for what there is not */
function readIds(
  body: Readonly<Record<string, unknown>>,
  name: string,
  isKnown: (id: string) => boolean,
  what: string,
): readonly string[] {
  const given = body[name];
  const ids = Array.isArray(given) ? given.flatMap((id) => idIn(id) ?? []) : [];
  const unknown = ids.find((id) => !isKnown(id));
  if (unknown !== undefined) throw jiraError(404, [`The ${what} with id '${unknown}' was not found.`]);
  return ids;
}

/** A field has one context for all projects, and a project is in one context. @throws {ProductError} 400 */
function requireRoom(
  field: CustomField,
  { projectIds }: Pick<FieldContext, 'projectIds'>,
  exceptId: string | undefined,
): void {
  const others = contextsOf(field).filter(({ id }) => id !== exceptId);
  if (projectIds.length === 0 && others.some((other) => other.projectIds.length === 0)) {
    throw jiraError(400, ['The field has a context for all projects already.']);
  }
  const double = projectIds.find((id) => others.some((other) => other.projectIds.includes(id)));
  if (double !== undefined)
    throw jiraError(400, [`The project with id '${double}' is in another context of the field.`]);
}

function addDefaults(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { store } = deps;

  app.get('/field/:field/context/defaultValue', (c) => {
    const { type, typeKey } = findField(c, deps);
    const found = wantedContexts(c, deps).filter(({ defaultValue }) => defaultValue !== undefined);
    const page = pageOf(c, found, ['contextId']);
    return c.json(pageBean(c, deps, page, (context) => defaultJson(type, typeKey, context)));
  });

  app.put('/field/:field/context/defaultValue', async (c) => {
    requireAdministrator(c, deps);
    const field = findField(c, deps);
    const body = await readRecord(c);
    const given = Array.isArray(body['defaultValues']) ? body['defaultValues'].filter(isRecord) : [];
    if (given.length === 0) throw jiraError(400, ['defaultValues must not be empty.']);
    const changed = given.map((value): FieldContext => {
      const context = contextsOf(field).find(({ id }) => id === idIn(value['contextId']));
      if (context === undefined) throw jiraError(404, ['A context was not found for the field.']);
      const { defaultValue: _before, ...others } = context;
      const defaultValue = readDefault(field, value);
      return defaultValue === null ? others : { ...others, defaultValue };
    });
    const contexts = contextsOf(field).map((one) => changed.find(({ id }) => id === one.id) ?? one);
    store.fieldAdmin.put({ ...field, contexts });
    return c.body(null, 204);
  });
}

/** In which member of a default each type has its value. */
const DEFAULTS = {
  text: ['text', 'textfield'],
  string: ['text', 'textfield'],
  textarea: ['text', 'textarea'],
  number: ['number', 'float'],
  date: ['date', 'datepicker'],
  select: ['optionId', 'option.single'],
  multiselect: ['optionIds', 'option.multiple'],
  labels: ['labels', 'labels'],
  user: ['accountId', 'single.user.select'],
  // Jira Software's own have none.
  sprint: ['value', 'none'],
  'epic-link': ['value', 'none'],
  rank: ['value', 'none'],
} as const;

function defaultJson(
  type: CustomField['type'],
  typeKey: string | undefined,
  { id, defaultValue }: FieldContext,
) {
  const [member, kind] = DEFAULTS[type];
  const value = plainDefault(defaultValue ?? null);
  return { contextId: id, [member]: value, type: typeKey?.endsWith(':url') === true ? 'url' : kind };
}

/** Options and people by their ids. */
function plainDefault(value: Json): Json {
  if (Array.isArray(value)) return value.map(plainDefault);
  return isRecord(value) ? (stringAt(value, 'id') ?? stringAt(value, 'accountId') ?? null) : value;
}

/** @throws {ProductError} 400, 404 */
function readDefault(field: CustomField, given: Readonly<Record<string, unknown>>): Json {
  const [member] = DEFAULTS[field.type];
  const value = given[member];
  if (value === null || value === undefined) return null;
  const option = (id: unknown): Json => {
    const found = field.options.find((one) => one.id === idIn(id));
    if (found === undefined) throw jiraError(404, ['An option was not found for the field.']);
    return { id: found.id, value: found.value };
  };
  switch (field.type) {
    case 'select':
      return option(value);
    case 'multiselect':
      return Array.isArray(value) ? value.map(option) : null;
    case 'number':
      if (typeof value === 'number') return value;
      break;
    case 'labels':
      if (Array.isArray(value)) return value.flatMap((label) => (typeof label === 'string' ? [label] : []));
      break;
    case 'user':
      if (typeof value === 'string') return { accountId: value };
      break;
    default:
      if (typeof value === 'string') return field.type === 'textarea' ? paragraph(value) : value;
  }
  throw jiraError(400, [`The default value of ${member} is not valid.`]);
}

function paragraph(text: string): Json {
  return { type: 'doc', version: 1, content: [{ type: 'paragraph', content: [{ type: 'text', text }] }] };
}
