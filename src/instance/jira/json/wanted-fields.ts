import type { JiraStore } from '../jira-store.ts';
import {
  customFieldDefinition,
  type FieldDefinition,
  SYSTEM_FIELD_DEFINITIONS,
} from './field-definitions.ts';

export function allFields(store: JiraStore): readonly FieldDefinition[] {
  return [...SYSTEM_FIELD_DEFINITIONS, ...store.customFields.list().map(customFieldDefinition)];
}

/**
 * The fields that a request asks for.
 * @param wanted names as Jira takes them: `*all`, `*navigable`, ids, and ids with a leading `-` for all but those
 * @param otherwise what no name at all stands for
 */
export function wantedFields(
  store: JiraStore,
  wanted: readonly string[],
  otherwise: '*all' | '*navigable' | 'id',
): readonly FieldDefinition[] {
  const names = wanted.length === 0 ? [otherwise] : wanted;
  const excluded = new Set(names.filter((name) => name.startsWith('-')).map((name) => name.slice(1)));
  const included = names.filter((name) => !name.startsWith('-'));
  // Only exclusions: from what there is by default.
  const from: readonly string[] = included.length === 0 ? [otherwise] : included;
  return allFields(store).filter(
    ({ id, isNavigable }) =>
      !excluded.has(id) &&
      (from.includes('*all') || (from.includes('*navigable') && isNavigable) || from.includes(id)),
  );
}
