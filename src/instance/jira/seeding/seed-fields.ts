import type { JsonObject } from '../../../core/json.ts';
import { compact, momentText, type SeedObject, unless, unlessEmpty } from '../../seed/seed-object.ts';
import type { Database } from '../../store/database.ts';
import { reserveId } from '../../store/sequences.ts';
import { AGILE_FIELDS } from '../agile/fields.ts';
import {
  type CustomField,
  type CustomFieldOption,
  type CustomFields,
  contextsOf,
  type FieldContext,
} from '../custom-fields.ts';
import type { Projects } from '../projects.ts';
import type { ExportContext } from './export-jira.ts';
import type { Ids } from './import-jira.ts';
import { SeedIds } from './seed-ids.ts';
import { idIn, nameIn, type SeedNames } from './seed-names.ts';

/** Custom fields, those in the trash and those of add-ons too, with where they hold and what can be chosen in them. */

const TYPES = [
  'text',
  'textarea',
  'string',
  'number',
  'date',
  'select',
  'multiselect',
  'labels',
  'user',
] as const;

const ID = /^\d{1,15}$/;

/** Those of Jira Software only as far as somebody has changed them. */
export function fieldsOf(context: ExportContext): readonly JsonObject[] {
  const usual = new Set(AGILE_FIELDS.map((field) => JSON.stringify(field)));
  return context.store.customFields
    .all()
    .filter((field) => !usual.has(JSON.stringify(field)))
    .map((field) => fieldOf(field, context));
}

function fieldOf(field: CustomField, context: ExportContext): JsonObject {
  const { trashed } = field;
  return compact({
    id: Number(field.id),
    name: field.name,
    type: unless('text', field.type),
    typeKey: field.typeKey,
    description: unless('', field.description),
    options: unlessEmpty(field.options.map((option) => optionOf(option, field, context))),
    contexts: field.contexts?.map((one) => contextOf(one, context)),
    isOffScreen: unless(false, field.isOffScreen === true),
    trashed:
      trashed &&
      compact({
        at: momentText(trashed.at),
        by: trashed.by === null ? undefined : context.names.personText(trashed.by),
      }),
    addonKey: field.addonKey,
  });
}

function optionOf(option: CustomFieldOption, field: CustomField, { store }: ExportContext): JsonObject {
  const first = contextsOf(field)[0]?.id;
  const { contextId = first, projectIds } = option;
  return compact({
    id: Number(option.id),
    value: option.value,
    disabled: unless(false, option.disabled === true),
    context: contextId === first || contextId === undefined ? undefined : Number(contextId),
    projects: projectIds?.map((id) => store.project(id)?.key ?? id),
    properties: option.properties,
    config: option.config,
  });
}

function contextOf(context: FieldContext, { store, names }: ExportContext): JsonObject {
  const { issueTypes } = names.configuration;
  return compact({
    id: Number(context.id),
    name: context.name,
    description: unless('', context.description),
    projects: unlessEmpty(context.projectIds.map((id) => store.project(id)?.key ?? id)),
    issueTypes: unlessEmpty(context.issueTypeIds.map((id) => nameIn(issueTypes, id))),
    default: context.defaultValue,
  });
}

export interface FieldsImport {
  readonly database: Database;
  readonly fields: CustomFields;
  readonly projects: Projects;
  readonly names: SeedNames;
  readonly ids: Ids;
}

/** @throws {SeedError} */
export function importFields(seed: SeedObject, context: FieldsImport): void {
  const { ids } = context;
  for (const field of seed.objects('fields', 'name')) {
    ids['custom-field'].claim(field);
    for (const one of field.objects('contexts'))
      if (!isFirstContext(one, field)) ids['field-context'].claim(one);
    if (field.has('addonKey')) continue;
    for (const option of field.objects('options', 'value')) ids['field-option'].claim(option);
  }
  for (const field of seed.objects('fields', 'name')) {
    context.fields.put(readField(field, context));
    field.end();
  }
}

/** The one that every field has is numbered after the field. */
function isFirstContext(context: SeedObject, field: SeedObject): boolean {
  return context.id('id') === firstContextId(String(field.id('id')));
}

function firstContextId(id: string): number {
  return Number(contextsOf({ id, name: '', type: 'text', description: '', options: [] })[0]?.id);
}

function readField(field: SeedObject, context: FieldsImport): CustomField {
  const id = String(context.ids['custom-field'].of(field));
  const own = AGILE_FIELDS.find((one) => one.id === id);
  const type = field.take('type') === own?.type ? own?.type : undefined;
  if (own !== undefined && type === undefined) field.fail('id', 'a field of Jira Software has it.');
  const typeKey = field.optionalText('typeKey');
  const addonKey = field.optionalText('addonKey');
  const bare: CustomField = {
    id,
    name: field.text('name'),
    type: type ?? field.oneOf('type', TYPES) ?? 'text',
    ...(typeKey === undefined ? {} : { typeKey }),
    description: field.anyText('description'),
    options: [],
    ...(field.has('contexts')
      ? { contexts: [...field.objects('contexts')].map((one) => readContext(one, context)) }
      : {}),
    ...(field.flag('isOffScreen', false) ? { isOffScreen: true } : {}),
    ...readTrashed(field, context),
    ...(addonKey === undefined ? {} : { addonKey }),
  };
  const ids = addonKey === undefined ? context.ids['field-option'] : new SeedIds(1);
  if (addonKey !== undefined) for (const option of field.objects('options', 'value')) ids.claim(option);
  const options = [...field.objects('options', 'value')].map((option) =>
    readOption(option, ids.of(option), bare, context),
  );
  if (addonKey !== undefined) reserveId(context.database, `field-option-${id}`, ids.last);
  return { ...bare, options };
}

function readTrashed(field: SeedObject, { names }: FieldsImport): Pick<CustomField, 'trashed'> {
  const [trashed] = field.only('trashed');
  if (trashed === undefined) return {};
  const at = trashed.moment('at') ?? trashed.fail('at', 'it must be said.');
  const by = names.readPerson(trashed, 'by') ?? null;
  trashed.end();
  return { trashed: { at, by } };
}

function readContext(context: SeedObject, { ids, names, projects }: FieldsImport): FieldContext {
  const { issueTypes } = names.configuration;
  const defaultValue = context.json('default');
  const read: FieldContext = {
    id: String(ids['field-context'].of(context)),
    name: context.text('name'),
    description: context.anyText('description'),
    projectIds: readProjects(context, projects),
    // A type that is gone is known by its id.
    issueTypeIds: context
      .texts('issueTypes')
      .map((text, index) => (ID.test(text) ? text : idIn(issueTypes, text, context, `issueTypes/${index}`))),
    ...(defaultValue === undefined ? {} : { defaultValue }),
  };
  context.end();
  return read;
}

function readOption(
  option: SeedObject,
  id: number,
  field: CustomField,
  { projects }: FieldsImport,
): CustomFieldOption {
  const context = option.id('context');
  const [properties, config] = [option.json('properties'), option.json('config')];
  if (context !== undefined && !contextsOf(field).some((one) => one.id === String(context))) {
    option.fail('context', 'the field has no such context.');
  }
  const read: CustomFieldOption = {
    id: String(id),
    value: option.text('value'),
    ...(option.flag('disabled', false) ? { disabled: true } : {}),
    ...(context === undefined ? {} : { contextId: String(context) }),
    ...(option.has('projects') ? { projectIds: readProjects(option, projects) } : {}),
    ...(properties === undefined ? {} : { properties }),
    ...(config === undefined ? {} : { config }),
  };
  option.end();
  return read;
}

/** Ids by keys; a project that is gone is known by its id. */
function readProjects(from: SeedObject, projects: Projects): readonly string[] {
  return from.texts('projects').map((text, index) => {
    const id = projects.find(text)?.id ?? (ID.test(text) ? text : undefined);
    return id ?? from.fail(`projects/${index}`, `there is no project ${text}.`);
  });
}
