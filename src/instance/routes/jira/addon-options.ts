import type { Hono } from 'hono';
import { isRecord, type Json } from '../../../core/json.ts';
import type { CustomField, CustomFieldOption } from '../../jira/custom-fields.ts';
import { jiraError } from '../../product-error.ts';
import type { InstanceEnv } from '../env.ts';
import { idIn, isAdministrator, notEmulated, pageBean, paramOf, visibleProject } from './administration.ts';
import { requiredText } from './configuration-input.ts';
import { readPropertyValue } from './property-input.ts';
import { type JiraContext, type JiraRestDeps, pageOf, readRecord } from './shared.ts';
import { doneTask } from './tasks.ts';

const PATH = '/field/:fieldKey/option';

/**
 * What can be chosen in the select fields that add-ons declare (`jiraIssueFields`). It is the business of the add-on itself,
 * whatever its scopes, and of administrators.
 */
export function addAddonOptionRoutes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  addReading(app, deps);
  addSuggestions(app, deps);
  addChanges(app, deps);
}

/** @param status of the answer where there is no such field */
function findOptionField(c: JiraContext, { store }: JiraRestDeps, status: 400 | 404): CustomField {
  const key = paramOf(c, 'fieldKey');
  const field = store.customFields.find(key);
  const isSelect = field?.type === 'select' || field?.type === 'multiselect';
  if (field?.addonKey !== undefined && isSelect) return field;
  throw jiraError(status, [
    `The field '${key}' does not exist, or has no options that an app takes care of.`,
  ]);
}

/** @throws {ProductError} 403 for other add-ons, and for people who are no administrators */
function requireOwner(c: JiraContext, deps: JiraRestDeps, { addonKey = '' }: CustomField): void {
  const caller = c.get('caller');
  const isOwner = caller.kind === 'addon' && addonKey.startsWith(`${caller.installation.descriptor.key}__`);
  if (isOwner || isAdministrator(c, deps)) return;
  throw jiraError(403, [
    'Only the app that provides the field, and administrators, can take care of its options.',
  ]);
}

function optionJson({ id, value, properties, config }: CustomFieldOption) {
  return {
    id: Number(id),
    value,
    ...(properties === undefined ? {} : { properties }),
    config: config ?? { scope: { projects: [], projects2: [], global: {} }, attributes: [] },
  };
}

function addReading(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  app.get(PATH, (c) => {
    const field = findOptionField(c, deps, 400);
    requireOwner(c, deps, field);
    return c.json(pageBean(c, deps, pageOf(c, field.options), optionJson));
  });

  app.get(`${PATH}/:id`, (c) => {
    const field = findOptionField(c, deps, 404);
    requireOwner(c, deps, field);
    return c.json(optionJson(findOption(c, field)));
  });
}

/** For those who choose: `edit` has what they may choose, `search` what issues that they see may have. */
function addSuggestions(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  for (const kind of ['edit', 'search'] as const) {
    app.get(`${PATH}/suggestions/${kind}`, (c) => {
      const field = findOptionField(c, deps, 404);
      const projectId = c.req.query('projectId');
      const seen = (id: string) => visibleProject(c, deps, id) !== undefined;
      if (projectId !== undefined && !seen(projectId)) throw jiraError(404, ['The project was not found.']);
      const found = field.options
        .filter(({ disabled }) => kind === 'search' || disabled !== true)
        .filter(({ projectIds }) =>
          projectId === undefined
            ? projectIds === undefined || projectIds.some(seen)
            : projectIds === undefined || projectIds.includes(projectId),
        );
      const page = pageOf(c, found, ['projectId']);
      return c.json(pageBean(c, deps, page, optionJson));
    });
  }
}

function addChanges(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { store } = deps;

  app.post(PATH, async (c) => {
    const field = findOptionField(c, deps, 404);
    requireOwner(c, deps, field);
    const option = readOption(await readRecord(c), deps);
    return c.json(optionJson(store.fieldAdmin.addAddonOption(field, option)));
  });

  // An option with an id of one's own is made this way as well.
  app.put(`${PATH}/:id`, async (c) => {
    const field = findOptionField(c, deps, 404);
    requireOwner(c, deps, field);
    const body = await readRecord(c);
    const id = paramOf(c, 'id');
    if (body['id'] !== undefined && idIn(body['id']) !== id) {
      throw jiraError(400, ['The id of the option is another one than that of the path.']);
    }
    const option = { ...readOption(body, deps), id };
    store.fieldAdmin.putOption(field, option);
    return c.json(optionJson(option));
  });

  app.delete(`${PATH}/:id`, (c) => {
    const field = findOptionField(c, deps, 404);
    requireOwner(c, deps, field);
    const { id } = findOption(c, field);
    if (store.fieldAdmin.isUsed(field, id)) throw jiraError(409, ['The option is selected in issues.']);
    store.fieldAdmin.deleteOption(field, id);
    return c.body(null, 204);
  });

  app.delete(`${PATH}/:id/issue`, (c) => {
    c.set('honoured', ['replaceWith', 'jql', 'overrideScreenSecurity', 'overrideEditableFlag']);
    const field = findOptionField(c, deps, 404);
    requireOwner(c, deps, field);
    if (c.req.query('jql') !== undefined) throw notEmulated('replacements that go by JQL');
    const { id } = findOption(c, field);
    const replaceWith = c.req.query('replaceWith');
    const replacement = field.options.find((option) => option.id === replaceWith);
    if (replaceWith !== undefined && replacement === undefined) throw noOption(replaceWith);
    const modifiedIssues = store.fieldAdmin.deselect(field, id, replacement);
    return doneTask(c, deps, 'Remove option from issues', { modifiedIssues, unmodifiedIssues: [] });
  });
}

/** @throws {ProductError} 400 */
function readOption(
  body: Readonly<Record<string, unknown>>,
  { store }: JiraRestDeps,
): Omit<CustomFieldOption, 'id'> {
  const value = requiredText(body, 'value', 255);
  const properties = isRecord(body['properties']) ? jsonOf(body['properties']) : undefined;
  const given = body['config'];
  if (given !== undefined && !isRecord(given)) throw jiraError(400, ['config must be an object.']);
  const scope = isRecord(given?.['scope']) ? given['scope'] : undefined;
  const projectIds = scope === undefined ? undefined : projectsIn(scope);
  const unknown = projectIds?.find((id) => store.catalog.find(id)?.id !== id);
  if (unknown !== undefined) throw jiraError(400, [`The project with id '${unknown}' does not exist.`]);
  const attributes = [given?.['attributes'], attributesAt(scope?.['global'])].flat();
  return {
    value,
    ...(properties === undefined ? {} : { properties }),
    ...(given === undefined ? {} : { config: jsonOf(given) }),
    ...(projectIds === undefined ? {} : { projectIds }),
    ...(attributes.includes('notSelectable') ? { disabled: true } : {}),
  };
}

/** Undefined for everywhere. */
function projectsIn(scope: Readonly<Record<string, unknown>>): readonly string[] | undefined {
  if (isRecord(scope['global'])) return undefined;
  const [plain, detailed] = [scope['projects'], scope['projects2']];
  const ids = [
    ...(Array.isArray(plain) ? plain : []),
    ...(Array.isArray(detailed) ? detailed.map((one) => (isRecord(one) ? one['id'] : undefined)) : []),
  ].flatMap((id) => idIn(id) ?? []);
  return ids.length === 0 ? undefined : ids;
}

function attributesAt(value: unknown): readonly unknown[] {
  const attributes = isRecord(value) ? value['attributes'] : undefined;
  return Array.isArray(attributes) ? attributes : [];
}

function jsonOf(value: unknown): Json {
  return readPropertyValue(JSON.stringify(value));
}

function findOption(c: JiraContext, field: CustomField): CustomFieldOption {
  const id = paramOf(c, 'id');
  const option = field.options.find((one) => one.id === id);
  if (option === undefined) throw noOption(id);
  return option;
}

function noOption(id: string) {
  return jiraError(404, [`The option with id '${id}' was not found.`]);
}
