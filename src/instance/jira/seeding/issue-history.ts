import type { JsonObject } from '../../../core/json.ts';
import { compact, type SeedObject, unless } from '../../seed/seed-object.ts';
import type { ChangeItem } from '../types.ts';
import type { SeedNames } from './seed-names.ts';

/**
 * Changes of fields as seeds have them: the texts that people see, `{ "field": "status", "from": "To Do", "to": "Done" }`.
 * Ids stand beside them only where they do not follow from the texts.
 */

export function changeItemOf(
  { field, fieldId, from, fromText, to, toText }: ChangeItem,
  names: SeedNames,
): JsonObject {
  const shown = (id: string | null, text: string | null) => {
    const person =
      id !== null && isPerson(fieldId) && names.displayName(id) === text ? names.personText(id) : text;
    return idFor(fieldId, person, names) === id && textFor(fieldId, person, names) === text
      ? { text: person, id: undefined }
      : { text, id };
  };
  const [before, after] = [shown(from, fromText), shown(to, toText)];
  return compact({
    field,
    fieldId: unless(fieldIdFor(field, names), fieldId),
    from: unless(null, before.text),
    fromId: before.id,
    to: unless(null, after.text),
    toId: after.id,
  });
}

/** @throws {SeedError} */
export function readChangeItem(item: SeedObject, names: SeedNames): ChangeItem {
  const field = item.text('field');
  const fieldId = item.optionalText('fieldId') ?? fieldIdFor(field, names);
  const side = (name: 'from' | 'to') => {
    const given = item.take(name);
    const text = given === undefined || given === null ? null : item.anyText(name);
    const id = item.take(`${name}Id`);
    // With an id beside it, a text is what it says.
    if (id !== undefined) return { id: id === null ? null : item.anyText(`${name}Id`), text };
    return { id: idFor(fieldId, text, names), text: textFor(fieldId, text, names) };
  };
  const [before, after] = [side('from'), side('to')];
  item.end();
  return { field, fieldId, from: before.id, fromText: before.text, to: after.id, toText: after.text };
}

function fieldIdFor(field: string, names: SeedNames): string {
  const custom = names.findField(field);
  return custom === undefined || field.startsWith('customfield_') ? field : `customfield_${custom.id}`;
}

/** What the changelog keeps as an id where somebody has written a text. */
function idFor(fieldId: string, text: string | null, names: SeedNames): string | null {
  if (text === null) return null;
  if (isPerson(fieldId)) return names.findPerson(text) ?? null;
  return listFor(fieldId, names)?.find(({ name }) => name === text)?.id ?? null;
}

function textFor(fieldId: string, text: string | null, names: SeedNames): string | null {
  if (text === null || !isPerson(fieldId)) return text;
  const account = names.findPerson(text);
  return account === undefined ? text : names.displayName(account);
}

function isPerson(fieldId: string): boolean {
  return fieldId === 'assignee' || fieldId === 'reporter';
}

function listFor(fieldId: string, { configuration }: SeedNames) {
  switch (fieldId) {
    case 'status':
      return configuration.statuses;
    case 'priority':
      return configuration.priorities;
    case 'resolution':
      return configuration.resolutions;
    case 'issuetype':
      return configuration.issueTypes;
    default:
      return undefined;
  }
}
