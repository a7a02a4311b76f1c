import type { Hono } from 'hono';
import { isRecord } from '../../../core/json.ts';
import { type CustomField, type CustomFieldOption, contextsOf } from '../../jira/custom-fields.ts';
import { jiraError } from '../../product-error.ts';
import type { InstanceEnv } from '../env.ts';
import { idIn, jsonContext, notEmulated, pageBean, paramOf, requireAdministrator } from './administration.ts';
import { movedIds, requiredText } from './configuration-input.ts';
import { findContext } from './field-contexts.ts';
import { findField } from './fields.ts';
import { type JiraContext, type JiraRestDeps, readRange, readRecord } from './shared.ts';
import { doneTask } from './tasks.ts';

const PATH = '/field/:field/context/:context/option';

/** What can be chosen in the select fields that people have made. */
export function addFieldOptionRoutes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  addReading(app, deps);
  addChanges(app, deps);
  addDeletion(app, deps);
}

/** @throws {ProductError} 400 for a field of another kind, 404 */
function findSelect(c: JiraContext, deps: JiraRestDeps) {
  requireAdministrator(c, deps);
  const field = findField(c, deps);
  const context = findContext(c, field);
  if (field.type !== 'select' && field.type !== 'multiselect') {
    throw jiraError(400, ['The custom field does not support options.']);
  }
  return { field, context, options: optionsIn(field, context.id) };
}

function optionsIn(field: CustomField, wantedId: string): readonly CustomFieldOption[] {
  const first = contextsOf(field)[0]?.id;
  return field.options.filter(({ contextId = first }) => contextId === wantedId);
}

function contextOptionJson({ id, value, disabled = false }: CustomFieldOption) {
  return { id, value, disabled };
}

function addReading(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { store } = deps;

  app.get(PATH, (c) => {
    const { options } = findSelect(c, deps);
    const wanted = c.req.query('optionId');
    const found = options.filter(({ id }) => wanted === undefined || id === wanted);
    const range = readRange(c, ['optionId', 'onlyOptions'], { usual: 100, most: 100 });
    const values = found.slice(range.startAt, range.startAt + range.maxResults);
    return c.json(pageBean(c, deps, { ...range, total: found.length, values }, contextOptionJson));
  });

  app.get('/customFieldOption/:id', (c) => {
    const id = paramOf(c, 'id');
    const option = store.customFields
      .list()
      .filter(({ addonKey }) => addonKey === undefined)
      .flatMap(({ options }) => options)
      .find((one) => one.id === id);
    if (option === undefined) throw jiraError(404, [`A custom field option with id '${id}' does not exist`]);
    const { baseUrl, apiVersion } = jsonContext(c, deps);
    return c.json({ self: `${baseUrl}/rest/api/${apiVersion}/customFieldOption/${id}`, value: option.value });
  });
}

function addChanges(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { store } = deps;

  app.post(PATH, async (c) => {
    const { field, context, options } = findSelect(c, deps);
    const given = readOptions(await readRecord(c)).map((option) => {
      if (option['optionId'] !== undefined) throw notEmulated('options of options');
      return { value: requiredText(option, 'value', 255), disabled: option['disabled'] === true };
    });
    requireUnique([...options, ...given].map(({ value }) => value));
    const added = store.fieldAdmin.addOptions(field, context.id, given);
    return c.json({ options: added.map(contextOptionJson) });
  });

  app.put(PATH, async (c) => {
    const { field, options } = findSelect(c, deps);
    const given = readOptions(await readRecord(c));
    const changed = given.map((option): CustomFieldOption => {
      const known = options.find(({ id }) => id === idIn(option['id']));
      if (known === undefined) throw noOption(idIn(option['id']) ?? '');
      const value = option['value'] === undefined ? known.value : requiredText(option, 'value', 255);
      const disabled =
        typeof option['disabled'] === 'boolean' ? option['disabled'] : (known.disabled ?? false);
      return { ...known, value, disabled };
    });
    const after = (one: CustomFieldOption) => changed.find(({ id }) => id === one.id) ?? one;
    requireUnique(options.map(after).map(({ value }) => value));
    store.fieldAdmin.put({ ...field, options: field.options.map(after) });
    return c.json({ options: changed.map(contextOptionJson) });
  });

  app.put(`${PATH}/move`, async (c) => {
    const { field, options } = findSelect(c, deps);
    const body = await readRecord(c);
    const order = movedIds(
      { ...body, ids: body['customFieldOptionIds'] },
      options.map(({ id }) => id),
    );
    const others = field.options.filter((option) => !options.includes(option));
    const sorted = order.flatMap((id) => options.find((option) => option.id === id) ?? []);
    store.fieldAdmin.put({ ...field, options: [...others, ...sorted] });
    return c.body(null, 204);
  });
}

function addDeletion(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { store } = deps;

  app.delete(`${PATH}/:option`, (c) => {
    const { field, options } = findSelect(c, deps);
    const id = paramOf(c, 'option');
    if (!options.some((option) => option.id === id)) throw noOption(id);
    store.fieldAdmin.deleteOption(field, id);
    return c.body(null, 204);
  });

  // Out of the issues, which get another one instead or none.
  app.delete(`${PATH}/:option/issue`, (c) => {
    c.set('honoured', ['replaceWith', 'jql']);
    const { field, options } = findSelect(c, deps);
    if (c.req.query('jql') !== undefined) throw notEmulated('replacements that go by JQL');
    const id = paramOf(c, 'option');
    if (!options.some((option) => option.id === id)) throw noOption(id);
    const replaceWith = c.req.query('replaceWith');
    const replacement = options.find((option) => option.id === replaceWith);
    if (replaceWith !== undefined && replacement === undefined) throw noOption(replaceWith);
    const modifiedIssues = store.fieldAdmin.deselect(field, id, replacement);
    return doneTask(c, deps, 'Remove option from issues', { modifiedIssues, unmodifiedIssues: [] });
  });
}

function readOptions(body: Readonly<Record<string, unknown>>): readonly Readonly<Record<string, unknown>>[] {
  const options = body['options'];
  if (Array.isArray(options) && options.length > 0 && options.length <= 1000 && options.every(isRecord))
    return options;
  throw jiraError(400, ['options must be a list of at least one and at most 1000 options.']);
}

/** @throws {ProductError} 400 */
function requireUnique(values: readonly string[]): void {
  const lower = values.map((value) => value.toLowerCase());
  const double = values.find((value, index) => lower.indexOf(value.toLowerCase()) !== index);
  if (double !== undefined) throw jiraError(400, [`An option with the value '${double}' exists already.`]);
}

function noOption(id: string) {
  return jiraError(404, [`The custom field option with id '${id}' was not found.`]);
}
