import type { Json, JsonObject } from '../../../core/json.ts';
import type { Database } from '../../store/database.ts';

/** The kinds of things of Jira's that have entity properties. */
export const PROPERTY_OWNERS = [
  'user',
  'issuetype',
  'project',
  'board',
  'sprint',
  'issue',
  'comment',
  'worklog',
] as const;

/** The entity properties of everything in Jira, by what they belong to. */
export interface SiteProperties {
  /** Undefined where there are none. */
  of(type: (typeof PROPERTY_OWNERS)[number], id: string): JsonObject | undefined;
}

export function readAllProperties(database: Database): SiteProperties {
  const found = new Map<string, Record<string, Json>>();
  const rows = database.iterate(
    `SELECT entity_type, entity_id, key, value FROM entity_property
     WHERE entity_type IN (SELECT value FROM json_each(?)) ORDER BY entity_type, entity_id, key`,
    [JSON.stringify(PROPERTY_OWNERS)],
  );
  for (const row of rows) {
    const owner = `${String(row['entity_type'])}:${String(row['entity_id'])}`;
    const values = found.get(owner) ?? {};
    values[String(row['key'])] = JSON.parse(String(row['value']));
    found.set(owner, values);
  }
  return { of: (type, id) => found.get(`${type}:${id}`) };
}
