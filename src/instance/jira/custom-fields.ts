import { isRecord, type Json, stringAt } from '../../core/json.ts';
import type { Database, SqlValue } from '../store/database.ts';
import { nextId } from '../store/sequences.ts';
import { adfToText, isAdfDocument } from './adf.ts';
import type { Issue } from './types.ts';

/** What a custom field holds: text in a line or in ADF, a number, a day, one or several of its options, a person. */
export type CustomFieldType =
  | 'text'
  | 'textarea'
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
}

/** The custom fields of a site: read once, written through. */
export class CustomFields {
  readonly #database: Database;
  readonly #fields = new Map<string, CustomField>();

  constructor(database: Database) {
    this.#database = database;
    for (const row of database.all('SELECT id, name, type, body FROM jira_custom_field ORDER BY id')) {
      const field: CustomField = { ...JSON.parse(String(row['body'])), id: String(row['id']) };
      this.#fields.set(field.id, field);
    }
  }

  list(): readonly CustomField[] {
    return [...this.#fields.values()];
  }

  /** @param id `10010` or `customfield_10010` */
  find(id: string): CustomField | undefined {
    return this.#fields.get(id.replace(/^customfield_/, ''));
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
      const field = this.find(name);
      if (field === undefined) continue;
      for (const [position, [text, number]] of searchValues(value).entries()) {
        this.#database.run(
          'INSERT INTO jira_custom_value (field, issue, position, text, number) VALUES (?, ?, ?, ?, ?)',
          [Number(field.id), Number(issue.id), position, text, number],
        );
      }
    }
  }
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
