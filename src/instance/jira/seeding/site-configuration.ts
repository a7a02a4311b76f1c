import type { JsonObject } from '../../../core/json.ts';
import { compact, type SeedObject, unless, unlessEmpty } from '../../seed/seed-object.ts';
import type { SeedPeople } from '../../seed/seed-people.ts';
import type { Database } from '../../store/database.ts';
import { type ConfigKind, ConfigList } from '../admin/config-list.ts';
import { type StoredRole, USUAL_ROLES } from '../admin/project-roles.ts';
import { CONFIGURATION } from '../configuration.ts';
import type { JiraStore } from '../jira-store.ts';
import type { IssueType, LinkType, Priority, ProjectCategory, Resolution, Status } from '../types.ts';
import type { ExportContext } from './export-jira.ts';
import { importProperties } from './import-projects.ts';
import { actorsOf, readActors } from './seed-actors.ts';
import type { SeedNames } from './seed-names.ts';
import { importSettings, settingsOf } from './seed-settings.ts';

/** What administrators configure, as far as a site has other things than every site begins with. */

type Item = JsonObject & { readonly id: string };

interface ConfiguredList {
  /** Its property in the seed. */
  readonly name: string;
  readonly kind: ConfigKind;
  readonly usual: readonly unknown[];
  readonly of: (store: JiraStore) => readonly { readonly id: string }[];
  readonly read: (item: SeedObject, id: string) => Item;
  /** What entity properties of the items belong to. */
  readonly owner?: 'issuetype';
}

const CATEGORIES = ['new', 'indeterminate', 'done'] as const;

const LISTS: readonly ConfiguredList[] = [
  {
    name: 'issueTypes',
    kind: 'issue-type',
    owner: 'issuetype',
    usual: CONFIGURATION.issueTypes,
    of: ({ configuration }) => configuration.issueTypes,
    read: (item, id) => {
      const subtask = item.flag('subtask', false);
      const level = item.take('hierarchyLevel') ?? (subtask ? -1 : 0);
      if (level !== -1 && level !== 0 && level !== 1) item.fail('hierarchyLevel', 'it must be -1, 0 or 1.');
      return {
        ...{ id, name: item.text('name'), description: item.anyText('description'), subtask },
        ...{
          hierarchyLevel: level === -1 || level === 1 ? level : 0,
          icon: item.optionalText('icon') ?? 'task',
        },
      } satisfies IssueType;
    },
  },
  {
    name: 'statuses',
    kind: 'status',
    usual: CONFIGURATION.statuses,
    of: ({ configuration }) => configuration.statuses,
    read: (item, id) => {
      const categoryKey = item.oneOf('categoryKey', CATEGORIES) ?? 'new';
      const status = { id, name: item.text('name'), categoryKey, ...optional(item, ['description']) };
      return status satisfies Status;
    },
  },
  {
    name: 'priorities',
    kind: 'priority',
    usual: CONFIGURATION.priorities,
    of: ({ configuration }) => configuration.priorities,
    read: (item, id) => {
      const more = optional(item, ['description', 'statusColor']);
      const priority = { id, name: item.text('name'), icon: item.optionalText('icon') ?? 'medium', ...more };
      return priority satisfies Priority;
    },
  },
  {
    name: 'resolutions',
    kind: 'resolution',
    usual: CONFIGURATION.resolutions,
    of: ({ configuration }) => configuration.resolutions,
    read: (item, id) =>
      ({ id, name: item.text('name'), description: item.anyText('description') }) satisfies Resolution,
  },
  {
    name: 'linkTypes',
    kind: 'link-type',
    usual: CONFIGURATION.linkTypes,
    of: ({ configuration }) => configuration.linkTypes,
    read: (item, id) =>
      ({
        ...{ id, name: item.text('name') },
        ...{ inward: item.text('inward'), outward: item.text('outward') },
      }) satisfies LinkType,
  },
  {
    name: 'categories',
    kind: 'project-category',
    usual: [],
    of: ({ categories }) => categories.items,
    read: (item, id) =>
      ({ id, name: item.text('name'), description: item.anyText('description') }) satisfies ProjectCategory,
  },
];

/** Undefined where everything is as usual. */
export function configurationOf({
  store,
  database,
  names,
  properties,
}: ExportContext): JsonObject | undefined {
  const lists = LISTS.flatMap(({ name, usual, of, owner }) => {
    const toSeed = (item: unknown): JsonObject => {
      const { id, ...more } = asItem(item);
      return compact({ id: Number(id), ...more, properties: owner && properties.of(owner, id) });
    };
    const items = of(store).map(toSeed);
    return JSON.stringify(items) === JSON.stringify(usual.map(asItem).map(numbered))
      ? []
      : [[name, items] as const];
  });
  return unlessEmpty(
    compact({
      ...Object.fromEntries(lists),
      roles: unlessEmpty(rolesOf(store, names)),
      settings: settingsOf(store, database),
    }),
  );
}

function numbered({ id, ...more }: Item): JsonObject {
  return { id: Number(id), ...more };
}

/** A copy of what is nothing but JSON. */
function asItem(item: unknown): Item {
  return JSON.parse(JSON.stringify(item));
}

/** Roles that people have added or changed, and those of a new site that are gone. */
function rolesOf({ roles }: JiraStore, names: SeedNames): readonly JsonObject[] {
  const toSeed = ({ id, name, description, defaultActors }: StoredRole) => {
    const usual = USUAL_ROLES.find((one) => one.id === id)?.defaultActors ?? [];
    return compact({
      id: Number(id),
      name,
      description: unless('', description),
      defaultActors: unless(actorsOf(usual, names), actorsOf(defaultActors, names)),
    });
  };
  const usual = USUAL_ROLES.map((role) => JSON.stringify(role));
  const changed = roles.list().filter((role) => !usual.includes(JSON.stringify(role)));
  const gone = USUAL_ROLES.filter(({ id }) => roles.find(id) === undefined);
  return [...changed.map(toSeed), ...gone.map(({ id, name }) => ({ id: Number(id), name, removed: true }))];
}

/**
 * Puts a configuration in the place of what is there; lists that it leaves out are as in a new site.
 * @throws {SeedError}
 */
export function importConfiguration(seed: SeedObject, database: Database, people: SeedPeople): void {
  database.run('DELETE FROM jira_configuration');
  database.run("DELETE FROM jira_setting WHERE name LIKE 'seeded.%'");
  const [configuration] = seed.only('configuration');
  for (const { name, kind, read, owner } of configuration === undefined ? [] : LISTS) {
    if (configuration?.has(name) !== true) continue;
    const items = [...configuration.objects(name)].map((item) => {
      const id = String(item.id('id') ?? item.fail('id', 'it must have one.'));
      const one = read(item, id);
      if (owner !== undefined) importProperties(item, { type: owner, id }, database);
      item.end();
      return one;
    });
    new ConfigList<Item>(database, kind, items);
  }
  if (configuration !== undefined) importRoles(configuration, database, people);
  importSettings(configuration, database);
  configuration?.end();
}

/** Roles beside those that every site has, and in their place. */
function importRoles(configuration: SeedObject, database: Database, people: SeedPeople): void {
  const given = [...configuration.objects('roles', 'name')];
  if (given.length === 0) return;
  const list = new ConfigList<StoredRole>(database, 'project-role', USUAL_ROLES);
  for (const role of given) {
    const name = role.text('name');
    const known = USUAL_ROLES.find((one) => one.name === name)?.id;
    const id = String(role.id('id') ?? known ?? list.nextId());
    if (list.isTaken(name, (one) => one.name, id)) role.fail('name', 'another role has it already.');
    const usual = USUAL_ROLES.find((one) => one.id === id)?.defaultActors ?? [];
    const defaultActors = role.has('defaultActors') ? readActors(role, 'defaultActors', people) : usual;
    const description = role.anyText('description');
    if (role.flag('removed', false)) list.delete(id);
    else list.put({ id, name, description, defaultActors });
    role.end();
  }
}

function optional(item: SeedObject, names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(names.flatMap((name) => (item.has(name) ? [[name, item.anyText(name)]] : [])));
}
