import type { Hono } from 'hono';
import { stringAt } from '../../../core/json.ts';
import { type CustomField, contextsOf } from '../../jira/custom-fields.ts';
import {
  customFieldDefinition,
  type FieldDefinition,
  SYSTEM_FIELD_DEFINITIONS,
} from '../../jira/json/field-definitions.ts';
import { formatTime, personJson } from '../../jira/json.ts';
import { jiraError } from '../../product-error.ts';
import type { InstanceEnv } from '../env.ts';
import {
  isAdministrator,
  isIn,
  jsonContext,
  ordered,
  pageBean,
  paramOf,
  requireAdministrator,
} from './administration.ts';
import { optionalText } from './configuration-input.ts';
import { isSettable } from './field-meta.ts';
import { readFieldType } from './field-types.ts';
import { SCREEN } from './screens.ts';
import {
  actorOf,
  explainIgnored,
  type JiraContext,
  type JiraRestDeps,
  pageOf,
  readExpand,
  readRecord,
  splitList,
} from './shared.ts';
import { doneTask } from './tasks.ts';

/** The fields of issues: those that Jira has, those that people have made, and those of add-ons. */
export function addFieldRoutes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  addLists(app, deps);
  addSearch(app, deps);
  addChanges(app, deps);
}

const KEY_FIELD = { id: 'issuekey', name: 'Key', clauseNames: ['id', 'issue', 'issuekey', 'key'] } as const;

/** What JQL calls a field where it has another name for it. */
const CLAUSE_NAMES: Readonly<Record<string, readonly string[]>> = {
  issuetype: ['issuetype', 'type'],
  fixVersions: ['fixVersion'],
  versions: ['affectedVersion'],
  components: ['component'],
  created: ['created', 'createdDate'],
  updated: ['updated', 'updatedDate'],
  resolutiondate: ['resolutiondate', 'resolved'],
  duedate: ['due', 'duedate'],
  watches: ['watchers'],
  attachment: ['attachments'],
};

function clauseNamesOf({ id }: FieldDefinition, { store }: JiraRestDeps): readonly string[] {
  const names = Object.hasOwn(CLAUSE_NAMES, id) ? (CLAUSE_NAMES[id] ?? []) : [id];
  return names.filter((name) => store.search.fields.find(name) !== undefined);
}

function systemFieldJson(field: FieldDefinition, deps: JiraRestDeps) {
  const clauseNames = clauseNamesOf(field, deps);
  const { id, name, isNavigable, schema } = field;
  return {
    id,
    key: id,
    name,
    custom: false,
    orderable: isSettable(field),
    navigable: isNavigable,
    searchable: clauseNames.length > 0,
    clauseNames,
    schema,
  };
}

function customFieldJson(field: CustomField) {
  const { id, name, schema } = customFieldDefinition(field);
  return {
    id,
    key: field.addonKey ?? id,
    name,
    untranslatedName: name,
    custom: true,
    orderable: true,
    navigable: true,
    searchable: true,
    clauseNames: [`cf[${field.id}]`, name],
    schema,
  };
}

function addLists(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { store } = deps;

  app.get('/field', (c) => {
    const { id, name, clauseNames } = KEY_FIELD;
    const key = {
      id,
      key: id,
      name,
      custom: false,
      orderable: false,
      navigable: true,
      searchable: true,
      clauseNames,
    };
    return c.json([
      key,
      ...SYSTEM_FIELD_DEFINITIONS.map((field) => systemFieldJson(field, deps)),
      ...store.customFields.list().map(customFieldJson),
    ]);
  });

  app.get('/field/search/trashed', (c) => {
    requireAdministrator(c, deps);
    const ids = splitList(c.req.queries('id'));
    const found = store.customFields
      .trashed()
      .filter(({ id }) => ids.length === 0 || ids.includes(`customfield_${id}`))
      .filter(({ name, description }) => isIn(c.req.query('query'), name, description));
    const page = pageOf(c, found, ['id', 'query', 'expand', 'orderBy']);
    return c.json(
      pageBean(c, deps, page, (field) => {
        const { trashed } = field;
        const person = deps.people.find(trashed?.by);
        return {
          ...searchedFieldJson(field),
          ...(trashed === undefined ? {} : { trashedDate: formatTime(trashed.at) }),
          ...(person === undefined ? {} : { trashedBy: personJson(person, jsonContext(c, deps)) }),
        };
      }),
    );
  });

  // Of old; what it lists says as much as is known of contexts without their options.
  app.get('/field/:field/contexts', (c) => {
    requireAdministrator(c, deps);
    const page = pageOf(c, contextsOf(findField(c, deps)));
    return c.json(pageBean(c, deps, page, ({ id, name }) => ({ id: Number(id), name })));
  });

  app.get('/field/:field/screens', (c) => {
    requireAdministrator(c, deps);
    const field = store.customFields.find(paramOf(c, 'field'));
    const isOn = field === undefined ? isSystemSettable(paramOf(c, 'field')) : field.isOffScreen !== true;
    const page = pageOf(c, isOn ? [SCREEN] : [], ['expand']);
    return c.json(pageBean(c, deps, page, (screen) => screen));
  });
}

function isSystemSettable(id: string): boolean {
  return SYSTEM_FIELD_DEFINITIONS.some((field) => field.id === id && isSettable(field));
}

function searchedFieldJson(field: CustomField) {
  const { id, name, schema } = customFieldDefinition(field);
  return { id, name, schema, description: field.description, key: field.addonKey ?? id };
}

interface Searched {
  readonly id: string;
  readonly name: string;
  readonly isCustom: boolean;
  readonly isLocked: boolean;
  readonly description: string;
  readonly schema: unknown;
  readonly key: string;
  readonly screensCount: number;
  readonly contextsCount: number;
}

function addSearch(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  app.get('/field/search', (c) => {
    requireAdministrator(c, deps);
    const expand = readExpand(c, splitList(c.req.queries('expand')), [
      ...['key', 'stableId', 'isLocked', 'searcherKey', 'screensCount', 'contextsCount', 'lastUsed'],
    ]);
    const [types, ids] = [splitList(c.req.queries('type')), splitList(c.req.queries('id'))];
    const found = allSearched(deps)
      .filter(({ isCustom }) => types.length === 0 || types.includes(isCustom ? 'custom' : 'system'))
      .filter(({ id }) => ids.length === 0 || ids.includes(id))
      .filter(({ name, description }) => isIn(c.req.query('query'), name, description));
    const sorted = ordered(found, c.req.query('orderBy') ?? 'name', {
      name: ({ name }) => name,
      screensCount: ({ screensCount }) => screensCount,
      contextsCount: ({ contextsCount }) => contextsCount,
      lastUsed: ({ id }) => id,
    });
    const page = pageOf(c, sorted, ['type', 'id', 'query', 'orderBy', 'expand']);
    return c.json(
      pageBean(
        c,
        deps,
        page,
        ({ id, name, schema, description, key, screensCount, contextsCount, isLocked }) => ({
          id,
          name,
          schema,
          description,
          ...(expand.has('key') ? { key } : {}),
          ...(expand.has('isLocked') ? { isLocked } : {}),
          ...(expand.has('screensCount') ? { screensCount } : {}),
          ...(expand.has('contextsCount') ? { contextsCount } : {}),
          ...(expand.has('lastUsed') ? { lastUsed: { type: 'NOT_TRACKED' } } : {}),
        }),
      ),
    );
  });
}

function allSearched({ store }: JiraRestDeps): readonly Searched[] {
  return [
    ...SYSTEM_FIELD_DEFINITIONS.map((field) => ({
      id: field.id,
      name: field.name,
      schema: field.schema,
      key: field.id,
      description: '',
      isCustom: false,
      isLocked: false,
      screensCount: isSettable(field) ? 1 : 0,
      contextsCount: 0,
    })),
    ...store.customFields.list().map((field) => ({
      ...searchedFieldJson(field),
      isCustom: true,
      isLocked: isLocked(field),
      screensCount: field.isOffScreen === true ? 0 : 1,
      contextsCount: contextsOf(field).length,
    })),
  ];
}

function addChanges(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { store } = deps;

  app.post('/field', async (c) => {
    // Jira answers 400 here to whoever may not.
    if (!isAdministrator(c, deps))
      throw jiraError(400, ['You do not have permission to create custom fields.']);
    const body = await readRecord(c);
    explainIgnored(c, body['searcherKey'] === undefined ? [] : ['searcherKey']);
    const name = readName(stringAt(body, 'name'));
    const fieldType = readFieldType(stringAt(body, 'type') ?? '');
    const description = optionalText(body, 'description', 40_000) ?? '';
    return c.json(customFieldJson(store.fieldAdmin.create({ name, description, ...fieldType })), 201);
  });

  app.put('/field/:field', async (c) => {
    requireAdministrator(c, deps);
    const field = findField(c, deps);
    const body = await readRecord(c);
    explainIgnored(c, body['searcherKey'] === undefined ? [] : ['searcherKey']);
    const name = body['name'] === undefined ? field.name : readName(stringAt(body, 'name'));
    const description = optionalText(body, 'description', 40_000) ?? field.description;
    store.fieldAdmin.put({ ...field, name, description });
    return c.body(null, 204);
  });

  app.delete('/field/:field', (c) => {
    requireAdministrator(c, deps);
    const field = findField(c, deps, 'any');
    store.fieldAdmin.delete(field);
    return doneTask(c, deps, `Delete custom field ${field.name}`, null);
  });

  app.post('/field/:field/trash', (c) => {
    requireAdministrator(c, deps);
    store.fieldAdmin.trash(findField(c, deps), actorOf(c));
    return c.json({});
  });

  app.post('/field/:field/restore', (c) => {
    requireAdministrator(c, deps);
    const field = findField(c, deps, 'any');
    if (field.trashed === undefined) throw jiraError(400, ['The custom field is not in the trash.']);
    store.fieldAdmin.restore(field);
    return c.json({});
  });
}

function readName(given: string | undefined): string {
  const name = given?.trim() ?? '';
  if (name === '') throw jiraError(400, [], { name: 'You must specify a name for the custom field.' });
  if (name.length > 255)
    throw jiraError(400, [], { name: 'The name must not exceed 255 characters in length.' });
  return name;
}

/** Whether it is somebody else's business: an add-on's, or Jira Software's. */
function isLocked({ addonKey, type }: CustomField): boolean {
  return addonKey !== undefined || type === 'sprint' || type === 'epic-link' || type === 'rank';
}

/**
 * The custom field of the path, which people have made.
 * @param where `any` for one in the trash as well
 * @throws {ProductError} 404; 400 for what is no custom field, and for those that belong to an add-on
 */
export function findField(
  c: JiraContext,
  { store }: JiraRestDeps,
  where: 'live' | 'any' = 'live',
): CustomField {
  const id = paramOf(c, 'field');
  const field = where === 'any' ? store.customFields.findAny(id) : store.customFields.find(id);
  if (field === undefined) throw jiraError(404, [`The custom field with id '${id}' was not found.`]);
  if (!isLocked(field)) return field;
  throw jiraError(400, [`The custom field '${id}' is locked: it belongs to an app.`]);
}
