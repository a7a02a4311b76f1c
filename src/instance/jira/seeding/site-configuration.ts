import type { JsonObject } from '../../../core/json.ts';
import { compact, type SeedObject, unlessEmpty } from '../../seed/seed-object.ts';
import type { Database } from '../../store/database.ts';
import { type ConfigKind, ConfigList } from '../admin/config-list.ts';
import type { StoredRole } from '../admin/project-roles.ts';
import { CONFIGURATION } from '../configuration.ts';
import type { JiraStore } from '../jira-store.ts';
import { PROJECT_ROLES } from '../permissions.ts';
import type { IssueType, LinkType, Priority, ProjectCategory, Resolution, Status } from '../types.ts';

/** What administrators configure, as far as a site has other things than every site begins with. */

type Item = JsonObject & { readonly id: string };

interface ConfiguredList {
  /** Its property in the seed. */
  readonly name: string;
  readonly kind: ConfigKind;
  readonly usual: readonly unknown[];
  readonly of: (store: JiraStore) => readonly { readonly id: string }[];
  readonly read: (item: SeedObject, id: string) => Item;
}

const CATEGORIES = ['new', 'indeterminate', 'done'] as const;

const LISTS: readonly ConfiguredList[] = [
  {
    name: 'issueTypes',
    kind: 'issue-type',
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
      const given = item.optionalText('categoryKey') ?? 'new';
      const categoryKey = CATEGORIES.find((one) => one === given);
      if (categoryKey === undefined)
        return item.fail('categoryKey', `it must be one of ${CATEGORIES.join(', ')}.`);
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
export function configurationOf(store: JiraStore): JsonObject | undefined {
  const lists = LISTS.flatMap(({ name, usual, of }) => {
    const items = of(store);
    return JSON.stringify(items) === JSON.stringify(usual) ? [] : [[name, items.map(numbered)] as const];
  });
  const roles = store.roles
    .list()
    .filter(({ id }) => !PROJECT_ROLES.some((usual) => usual.id === id))
    .map(({ id, name, description }) => compact({ id: Number(id), name, description }));
  return unlessEmpty(compact({ ...Object.fromEntries(lists), roles: unlessEmpty(roles) }));
}

function numbered(item: { readonly id: string }): JsonObject {
  const copy: JsonObject = JSON.parse(JSON.stringify(item));
  return { ...copy, id: Number(item.id) };
}

/**
 * Puts a configuration in the place of what is there; lists that it leaves out are as in a new site.
 * @throws {SeedError}
 */
export function importConfiguration(seed: SeedObject, database: Database): void {
  database.run('DELETE FROM jira_configuration');
  database.run("DELETE FROM jira_setting WHERE name LIKE 'seeded.%'");
  const [configuration] = seed.only('configuration');
  if (configuration === undefined) return;
  for (const { name, kind, read } of LISTS) {
    const items = [...configuration.objects(name)].map((item) => {
      const given = item.id('id') ?? item.fail('id', 'it must have one.');
      const one = read(item, String(given));
      item.end();
      return one;
    });
    if (items.length > 0) new ConfigList<Item>(database, kind, items);
  }
  importRoles(configuration, database);
  configuration.end();
}

/** Roles beside those that every site has. */
function importRoles(configuration: SeedObject, database: Database): void {
  const added = [...configuration.objects('roles', 'name')];
  if (added.length === 0) return;
  const usual = PROJECT_ROLES.map((role): StoredRole => ({ ...role, defaultActors: [] }));
  const list = new ConfigList<StoredRole>(database, 'project-role', usual);
  for (const role of added) {
    const given = role.id('id');
    const id = given === undefined ? list.nextId() : String(given);
    list.put({ id, name: role.text('name'), description: role.anyText('description'), defaultActors: [] });
    role.end();
  }
}

function optional(item: SeedObject, names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const text = item.optionalText(name);
      return text === undefined ? [] : [[name, text] as const];
    }),
  );
}
