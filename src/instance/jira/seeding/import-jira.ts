import { isRecord } from '../../../core/json.ts';
import { People, SEED_PEOPLE } from '../../people/people.ts';
import { EntityProperties } from '../../properties/entity-properties.ts';
import { SeedObject } from '../../seed/seed-object.ts';
import { SeedPeople } from '../../seed/seed-people.ts';
import type { Database } from '../../store/database.ts';
import { reserveId } from '../../store/sequences.ts';
import { SiteConfiguration } from '../admin/site-configuration.ts';
import { ensureAgileFields } from '../agile/agile.ts';
import { CustomFields } from '../custom-fields.ts';
import { JiraStore } from '../jira-store.ts';
import { markPlanted } from '../plant.ts';
import { Projects } from '../projects.ts';
import { importIssues } from './import-issues.ts';
import { importPlanning, placeOnBoards } from './import-planning.ts';
import { importProjects } from './import-projects.ts';
import { importFields } from './seed-fields.ts';
import { importFilters } from './seed-filters.ts';
import { SeedIds } from './seed-ids.ts';
import { SeedNames } from './seed-names.ts';
import { importConfiguration } from './site-configuration.ts';
import { PROPERTY_OWNERS } from './site-properties.ts';

export interface ImportContext {
  readonly database: Database;
  readonly store: JiraStore;
  readonly names: SeedNames;
  readonly ids: Ids;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Kinds of things that have ids, by the names of their sequences, and where those begin. */
const SEQUENCES = {
  project: 10_000,
  component: 10_000,
  version: 10_000,
  'custom-field': 10_030,
  'field-context': 10_400,
  'field-option': 10_030,
  filter: 10_000,
  board: 1,
  'quick-filter': 1,
  sprint: 1,
  issue: 10_000,
  comment: 10_000,
  worklog: 10_000,
  attachment: 10_000,
  'issue-link': 10_000,
  'remote-link': 10_000,
  change: 10_000,
} as const;
type Sequence = keyof typeof SEQUENCES;
export type Ids = Readonly<Record<Sequence, SeedIds>>;

/**
 * Puts a seed in the place of everything in Jira.
 * @throws {SeedError}
 */
export function importJira(database: Database, value: unknown, now: number): void {
  const seed = new SeedObject(value, '/jira');
  clear(database);
  const people = new People(database, SEED_PEOPLE);
  const ids = createIds();
  const fields = new CustomFields(database);
  ensureAgileFields(fields, database);
  importConfiguration(seed, database, new SeedPeople(people));
  const names = new SeedNames(new SiteConfiguration(database), people, fields);
  importProjects(seed, { database, names, ids });
  importFields(seed, { database, fields, names, ids, projects: new Projects(database) });
  // From here on there are projects, so it plants none of its own.
  const store = new JiraStore({
    database,
    people,
    now: () => now,
    seed: () => ({ projects: [], issues: [] }),
  });
  const context: ImportContext = {
    database,
    store,
    names: new SeedNames(store.configuration, people, store.customFields),
    ids,
    now,
  };
  markPlanted(store);
  importFilters(seed, context);
  importPlanning(seed, context);
  const keys = importIssues(seed, context);
  placeOnBoards(seed, keys, context);
  importUserProperties(seed, context);
  seed.end();
  for (const [name, sequence] of Object.entries(ids)) reserveId(database, name, sequence.last);
}

function importUserProperties(seed: SeedObject, { database, names }: ImportContext): void {
  const properties = new EntityProperties(database);
  for (const [person, values] of seed.entries('userProperties')) {
    const place = `userProperties/${person}`;
    const id = names.personOf(person, seed, place);
    if (!isRecord(values)) seed.fail(place, 'it must be an object.');
    for (const [key, value = null] of Object.entries(values))
      properties.set({ type: 'user', id }, key, value);
  }
}

function createIds(): Ids {
  const start = (name: Sequence) => new SeedIds(SEQUENCES[name]);
  return {
    project: start('project'),
    component: start('component'),
    version: start('version'),
    'custom-field': start('custom-field'),
    'field-context': start('field-context'),
    'field-option': start('field-option'),
    filter: start('filter'),
    board: start('board'),
    'quick-filter': start('quick-filter'),
    sprint: start('sprint'),
    issue: start('issue'),
    comment: start('comment'),
    worklog: start('worklog'),
    attachment: start('attachment'),
    'issue-link': start('issue-link'),
    'remote-link': start('remote-link'),
    change: start('change'),
  };
}

/** What belongs to issues and projects goes with them. */
function clear(database: Database): void {
  for (const table of ['jira_issue_text', 'jira_comment_text']) {
    database.run(`INSERT INTO ${table} (${table}) VALUES ('delete-all')`);
  }
  for (const table of ['jira_issue', 'jira_project', 'jira_custom_field', 'jira_board', 'jira_sprint']) {
    database.run(`DELETE FROM ${table}`);
  }
  database.run('DELETE FROM entity_property WHERE entity_type IN (SELECT value FROM json_each(?))', [
    JSON.stringify(PROPERTY_OWNERS),
  ]);
  database.run(
    "DELETE FROM sequence WHERE name IN (SELECT value FROM json_each(?)) OR name GLOB 'field-option-*'",
    [JSON.stringify(Object.keys(SEQUENCES))],
  );
}
