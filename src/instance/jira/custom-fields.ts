import { isRecord, type Json, stringAt } from '../../core/json.ts';
import type { Database, SqlValue } from '../store/database.ts';
import { nextId } from '../store/sequences.ts';
import { adfToText, isAdfDocument } from './adf.ts';
import type { Issue } from './types.ts';

/** What a custom field holds: text in a line or in ADF, a number, a day, one or several of its options, a person. */
export type CustomFieldType =
  | 'text'
  | 'textarea'
  /** Text that is searched for as a whole; add-ons have fields of this kind. */
  | 'string'
  | 'number'
  | 'date'
  | 'select'
  | 'multiselect'
  | 'labels'
  | 'user'
  | AgileFieldType;

/** What Jira Software keeps in fields: the ids of sprints, the epic that is the parent, the rank. */
export type AgileFieldType = 'sprint' | 'epic-link' | 'rank';

export interface CustomFieldOption {
  readonly id: string;
  readonly value: string;
  /** Kept where it is, and chosen no more. */
  readonly disabled?: boolean;
  /** The context that it is an option in; in the field's first one where nothing is said. */
  readonly contextId?: string;
  /** Of an add-on's option: the projects where it is one; everywhere where nothing is said. */
  readonly projectIds?: readonly string[];
  /** Of an add-on's option: what the add-on keeps with it, and where it holds, as they came. */
  readonly properties?: Json;
  readonly config?: Json;
}

/** Where a field is one, with options and a default of its own. */
export interface FieldContext {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** Empty for all projects. */
  readonly projectIds: readonly string[];
  /** Empty for all issue types. */
  readonly issueTypeIds: readonly string[];
  /** What issues get that are made without a value. */
  readonly defaultValue?: Json;
}

export interface CustomField {
  /** `10010` of `customfield_10010`. */
  readonly id: string;
  readonly name: string;
  readonly type: CustomFieldType;
  /** Jira's key of the type where it is not the usual one for what the field holds. */
  readonly typeKey?: string;
  readonly description: string;
  /** Of selects. */
  readonly options: readonly CustomFieldOption[];
  /** One for everything where nothing is said. */
  readonly contexts?: readonly FieldContext[];
  /** On no screen, so that issues cannot be given a value. */
  readonly isOffScreen?: boolean;
  readonly trashed?: { readonly at: number; readonly by: string | null };
  /** Of a field that an add-on has declared: `{add-on}__{module}`. */
  readonly addonKey?: string;
}

/** A field that an add-on declares. */
export type AddonField = Required<Pick<CustomField, 'addonKey' | 'name' | 'type' | 'description'>>;

/** Where a field is looked at. */
export interface FieldPlace {
  readonly projectId: string;
  readonly issueTypeId?: string;
}

/** The custom fields of a site: read once, written through. Fields of add-ons come and go with them. */
export class CustomFields {
  readonly #database: Database;
  readonly #addonFields: () => readonly AddonField[];
  readonly #fields = new Map<string, CustomField>();

  constructor(database: Database, addonFields: () => readonly AddonField[] = () => []) {
    this.#database = database;
    this.#addonFields = addonFields;
    for (const row of database.all('SELECT id, name, type, body FROM jira_custom_field ORDER BY id')) {
      const field: CustomField = { ...JSON.parse(String(row['body'])), id: String(row['id']) };
      this.#fields.set(field.id, field);
    }
  }

  /** Those that are neither in the trash nor of an add-on that is gone. */
  list(): readonly CustomField[] {
    const declared = this.#declared();
    return [...this.#fields.values()].filter((field) => isThere(field, declared));
  }

  /** Whatever there is of fields, in the trash and of add-ons that are gone too. */
  all(): readonly CustomField[] {
    return [...this.#fields.values()];
  }

  trashed(): readonly CustomField[] {
    return [...this.#fields.values()].filter(({ trashed }) => trashed !== undefined);
  }

  /** @param id `10010`, `customfield_10010`, or the key of an add-on's field */
  find(id: string): CustomField | undefined {
    const declared = this.#declared();
    const field = this.#byKey(id);
    return field !== undefined && isThere(field, declared) ? field : undefined;
  }

  /** One in the trash as well. */
  findAny(id: string): CustomField | undefined {
    return this.#byKey(id);
  }

  /** The field as it is in a place, with the options that it has there; undefined where it is none. */
  findIn(id: string, place: FieldPlace): CustomField | undefined {
    const field = this.find(id);
    if (field === undefined) return undefined;
    const context = contextIn(field, place);
    if (context === undefined) return undefined;
    const first = contextsOf(field)[0]?.id;
    const options = field.options.filter(
      ({ contextId = first, projectIds }) =>
        contextId === context.id && (projectIds === undefined || projectIds.includes(place.projectId)),
    );
    return { ...field, options };
  }

  /** What an issue gets that is made without values. */
  defaultsIn(place: FieldPlace): Readonly<Record<string, Json>> {
    const values = this.list().flatMap((field) => {
      const value = contextIn(field, place)?.defaultValue;
      return value === undefined ? [] : [[`customfield_${field.id}`, value] as const];
    });
    return Object.fromEntries(values);
  }

  add(field: Omit<CustomField, 'id'>): CustomField {
    const added: CustomField = { ...field, id: String(nextId(this.#database, 'custom-field', 10_020)) };
    this.put(added);
    return added;
  }

  /** Adds a field, or changes the one with its id. */
  put(field: CustomField): void {
    this.#database.run(
      `INSERT INTO jira_custom_field (id, name, type, body) VALUES (?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET name = excluded.name, type = excluded.type, body = excluded.body`,
      [Number(field.id), field.name, field.type, JSON.stringify(field)],
    );
    this.#fields.set(field.id, field);
  }

  delete(id: string): void {
    this.#database.run('DELETE FROM jira_custom_value WHERE field = ?', [Number(id)]);
    this.#database.run('DELETE FROM jira_custom_field WHERE id = ?', [Number(id)]);
    this.#fields.delete(id);
  }

  /** Writes the values of an issue's fields to where queries look. */
  insertValues(issue: Issue): void {
    for (const [name, value] of Object.entries(issue.custom)) {
      const field = this.#byKey(name);
      if (field === undefined) continue;
      for (const [position, [text, number]] of searchValues(value).entries()) {
        this.#database.run(
          'INSERT INTO jira_custom_value (field, issue, position, text, number) VALUES (?, ?, ?, ?, ?)',
          [Number(field.id), Number(issue.id), position, text, number],
        );
      }
    }
  }

  #byKey(id: string): CustomField | undefined {
    return (
      this.#fields.get(id.replace(/^customfield_/, '')) ??
      (id.includes('__') ? [...this.#fields.values()].find(({ addonKey }) => addonKey === id) : undefined)
    );
  }

  /** The keys of the fields that add-ons declare. Those that are new get their ids, and names follow the descriptors. */
  #declared(): ReadonlySet<string> {
    const declared = this.#addonFields();
    if (declared.length === 0) return NONE;
    for (const { addonKey, name, type, description } of declared) {
      const known = [...this.#fields.values()].find((field) => field.addonKey === addonKey);
      if (known === undefined) this.add({ addonKey, name, type, description, options: [] });
      else if (known.name !== name || known.type !== type || known.description !== description) {
        this.put({ ...known, name, type, description });
      }
    }
    return new Set(declared.map(({ addonKey }) => addonKey));
  }
}

const NONE: ReadonlySet<string> = new Set();

function isThere({ trashed, addonKey }: CustomField, declared: ReadonlySet<string>): boolean {
  return trashed === undefined && (addonKey === undefined || declared.has(addonKey));
}

/** Every field has at least one context unless somebody has taken the last one away. */
export function contextsOf(field: CustomField): readonly FieldContext[] {
  const { id, name } = field;
  const everywhere: FieldContext = {
    id: `1${id.padStart(5, '0')}`,
    name: `Default Configuration Scheme for ${name}`,
    description: 'Default configuration scheme generated by Jira',
    projectIds: [],
    issueTypeIds: [],
  };
  return field.contexts ?? [everywhere];
}

/** The context that holds in a place: one that names the project goes before one for all. */
function contextIn(field: CustomField, { projectId, issueTypeId }: FieldPlace): FieldContext | undefined {
  const fitting = contextsOf(field).filter(
    ({ issueTypeIds }) =>
      issueTypeId === undefined || issueTypeIds.length === 0 || issueTypeIds.includes(issueTypeId),
  );
  return (
    fitting.find(({ projectIds }) => projectIds.includes(projectId)) ??
    fitting.find(({ projectIds }) => projectIds.length === 0)
  );
}

/** What is searched for: the id of an option or of a person, else the thing itself. */
function searchValues(value: Json): readonly (readonly [SqlValue, SqlValue])[] {
  if (value === null) return [];
  if (Array.isArray(value)) return value.flatMap(searchValues);
  if (typeof value === 'number') return [[null, value]];
  if (isAdfDocument(value)) return [[adfToText(value), null]];
  if (isRecord(value)) return [[stringAt(value, 'accountId') ?? stringAt(value, 'id') ?? '', null]];
  return [[String(value), null]];
}
