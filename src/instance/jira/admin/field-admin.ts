import { isRecord, type Json, stringAt } from '../../../core/json.ts';
import type { Database } from '../../store/database.ts';
import { nextId } from '../../store/sequences.ts';
import type { Changes } from '../changes.ts';
import {
  type CustomField,
  type CustomFieldOption,
  type CustomFields,
  contextsOf,
  type FieldContext,
} from '../custom-fields.ts';
import type { IssueTable } from '../issues/issue-table.ts';

export interface FieldAdminDeps {
  readonly database: Database;
  readonly changes: Changes;
  readonly fields: CustomFields;
  readonly table: IssueTable;
  readonly now: () => number;
}

/** Changes custom fields, where they hold, and what can be chosen in them. */
export class FieldAdmin {
  readonly #deps: FieldAdminDeps;

  constructor(deps: FieldAdminDeps) {
    this.#deps = deps;
  }

  /** On no screen at first, as in Jira. */
  create(fields: Pick<CustomField, 'name' | 'type' | 'description'> & Partial<CustomField>): CustomField {
    return this.#deps.changes.run(() => this.#deps.fields.add({ ...fields, options: [], isOffScreen: true }));
  }

  put(field: CustomField): CustomField {
    this.#deps.changes.run(() => this.#deps.fields.put(field));
    return field;
  }

  trash(field: CustomField, actor: string | null): void {
    this.put({ ...field, trashed: { at: this.#deps.now(), by: actor } });
  }

  restore({ trashed: _trashed, ...field }: CustomField): void {
    this.put(field);
  }

  delete(field: CustomField): void {
    this.#deps.changes.run(() => this.#deps.fields.delete(field.id));
  }

  setOnScreen({ isOffScreen: _isOffScreen, ...field }: CustomField, isOnScreen: boolean): void {
    this.put(isOnScreen ? field : { ...field, isOffScreen: true });
  }

  addContext(field: CustomField, context: Omit<FieldContext, 'id'>): FieldContext {
    return this.#deps.changes.run(() => {
      const id = String(nextId(this.#deps.database, 'field-context', 10_400));
      const added: FieldContext = { ...context, id };
      this.#deps.fields.put({ ...field, contexts: [...contextsOf(field), added] });
      return added;
    });
  }

  putContext(field: CustomField, context: FieldContext): void {
    const contexts = contextsOf(field).map((one) => (one.id === context.id ? context : one));
    this.put({ ...field, contexts });
  }

  /** With its options. */
  deleteContext(field: CustomField, contextId: string): void {
    const first = contextsOf(field)[0]?.id;
    const contexts = contextsOf(field).filter(({ id }) => id !== contextId);
    const options = field.options
      .map((option) => ({ ...option, contextId: option.contextId ?? first ?? '' }))
      .filter((option) => option.contextId !== contextId);
    this.put({ ...field, contexts, options });
  }

  addOptions(
    field: CustomField,
    contextId: string,
    options: readonly Pick<CustomFieldOption, 'value' | 'disabled'>[],
  ): readonly CustomFieldOption[] {
    return this.#deps.changes.run(() => {
      const added = options.map(
        (option): CustomFieldOption => ({
          ...option,
          id: String(nextId(this.#deps.database, 'field-option', 10_030)),
          contextId,
        }),
      );
      this.#deps.fields.put({ ...field, options: [...field.options, ...added] });
      return added;
    });
  }

  /** An option of an add-on's field: they are numbered for each field by itself. */
  addAddonOption(field: CustomField, option: Omit<CustomFieldOption, 'id'>): CustomFieldOption {
    return this.#deps.changes.run(() => {
      const id = String(nextId(this.#deps.database, `field-option-${field.id}`, 1));
      const added: CustomFieldOption = { ...option, id };
      this.#deps.fields.put({ ...field, options: [...field.options, added] });
      return added;
    });
  }

  /** Adds an option with the id that it has, or changes the one that has it. */
  putOption(field: CustomField, option: CustomFieldOption): void {
    const others = field.options.filter(({ id }) => id !== option.id);
    const place = field.options.findIndex(({ id }) => id === option.id);
    this.put({ ...field, options: others.toSpliced(place === -1 ? others.length : place, 0, option) });
  }

  /** Issues lose the option, or get another one instead; their history says nothing of it. @returns which */
  deleteOption(field: CustomField, optionId: string, replacement?: CustomFieldOption): readonly number[] {
    return this.#deps.changes.run(() => {
      const changed = this.deselect(field, optionId, replacement);
      this.#deps.fields.put({ ...field, options: field.options.filter(({ id }) => id !== optionId) });
      return changed;
    });
  }

  /** Takes an option out of issues. @returns the ids of those that had it */
  deselect(field: CustomField, optionId: string, replacement?: CustomFieldOption): readonly number[] {
    const { changes, table } = this.#deps;
    return changes.run(() => {
      const ids = this.#holders(field, optionId);
      for (const issue of table.list(ids)) {
        const name = `customfield_${field.id}`;
        const { [name]: value = null, ...others } = issue.custom;
        const left = replaced(value, optionId, replacement);
        table.update(issue, { ...issue, custom: left === null ? others : { ...others, [name]: left } });
      }
      return ids;
    });
  }

  isUsed(field: CustomField, optionId: string): boolean {
    return this.#holders(field, optionId).length > 0;
  }

  #holders(field: CustomField, optionId: string): readonly number[] {
    return this.#deps.database
      .all('SELECT DISTINCT issue FROM jira_custom_value WHERE field = ? AND text = ? ORDER BY issue', [
        Number(field.id),
        optionId,
      ])
      .map(({ issue }) => Number(issue));
  }
}

function replaced(value: Json, optionId: string, by: CustomFieldOption | undefined): Json {
  if (Array.isArray(value)) {
    const left = value.flatMap((one) => replaced(one, optionId, by) ?? []);
    return left.length === 0 ? null : left;
  }
  if (!isRecord(value) || stringAt(value, 'id') !== optionId) return value;
  return by === undefined ? null : { id: by.id, value: by.value };
}
