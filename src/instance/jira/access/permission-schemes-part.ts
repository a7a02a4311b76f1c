import type { Json } from '../../../core/json.ts';
import { Groups } from '../../people/groups.ts';
import { People, type Person, SEED_PEOPLE } from '../../people/people.ts';
import { SeedObject } from '../../seed/seed-object.ts';
import { SeedError, type SeedPart } from '../../seed/seed-part.ts';
import { SeedPeople } from '../../seed/seed-people.ts';
import type { Database } from '../../store/database.ts';
import { INITIAL_SCHEMES } from '../permissions.ts';
import { SeedIds } from '../seeding/seed-ids.ts';
import {
  HOLDER_TYPES,
  type NewScheme,
  type PermissionHolder,
  PermissionSchemes,
} from './permission-schemes.ts';

const NAME = 'permissionSchemes';

/** Permission schemes, once somebody has changed them: for each permission, who has it, as `type` or `type:who`. */
export const PERMISSION_SCHEMES_PART: SeedPart = {
  name: NAME,
  export: (database) => {
    const rows = database.all('SELECT id FROM jira_permission_scheme');
    if (rows.length === 0) return undefined;
    const write = new HolderText(database, []);
    const toJson = ({ grants, ...scheme }: NewScheme & { readonly id: string; readonly code: string }) => ({
      id: Number(scheme.id),
      code: scheme.code,
      name: scheme.name,
      description: scheme.description,
      permissions: Object.fromEntries(
        [...new Set(grants.map(({ permission }) => permission))].sort().map((permission) => [
          permission,
          grants
            .filter((grant) => grant.permission === permission)
            .map(({ holder }) => write.toText(holder))
            .sort(),
        ]),
      ),
    });
    const schemes = new PermissionSchemes(database, []).list().map(toJson);
    const isAsNew = JSON.stringify(schemes) === JSON.stringify(INITIAL_SCHEMES.map(toJson));
    return isAsNew ? undefined : schemes;
  },
  import: (database, value) => {
    const read = new HolderText(database, SEED_PEOPLE);
    database.run('DELETE FROM jira_permission_scheme');
    const entries = [...SeedObject.all(value, `/${NAME}`, 'name')];
    const ids = new SeedIds(10_000, 0);
    for (const entry of entries) ids.claim(entry);
    const schemes = entries.map((entry) => {
      const id = String(ids.of(entry));
      const scheme = {
        id,
        code: entry.optionalText('code') ?? id,
        name: entry.text('name'),
        description: entry.anyText('description'),
        grants: entry
          .entries('permissions')
          .flatMap(([permission, holders]) => read.grants(permission, holders, entry)),
      };
      entry.end();
      return scheme;
    });
    for (const field of ['code', 'name'] as const) {
      const values = schemes.map((scheme) => scheme[field].toLowerCase());
      const index = values.findIndex((one, at) => values.indexOf(one) < at);
      if (index !== -1) entries[index]?.fail(field, 'another scheme has it.');
    }
    if (schemes.length === 0) throw new SeedError(`/${NAME}`, 'a site has at least one.');
    new PermissionSchemes(database, schemes);
  },
};

/** Holders as text: `applicationRole`, `group:designers`, `user:mia`, `projectRole:10002`. */
class HolderText {
  readonly #groups: Groups;
  readonly #people: SeedPeople;

  constructor(database: Database, people: readonly Person[]) {
    this.#groups = new Groups(database);
    this.#people = new SeedPeople(new People(database, people));
  }

  toText({ type, parameter }: PermissionHolder): string {
    if (parameter === '') return type;
    if (type === 'group') return `group:${this.#groups.find(parameter)?.name ?? parameter}`;
    return `${type}:${type === 'user' ? this.#people.personText(parameter) : parameter}`;
  }

  grants(permission: string, holders: Json, from: SeedObject) {
    const place = `permissions/${permission}`;
    if (!Array.isArray(holders)) return from.fail(place, 'it must be a list.');
    return [...new Set(holders.map(String))].map((text, index) => ({
      permission,
      holder: this.#read(text, from, `${place}/${index}`),
    }));
  }

  #read(text: string, from: SeedObject, place: string): PermissionHolder {
    const [, name, who = ''] = /^(\w+)(?::(.*))?$/.exec(text) ?? [];
    const type = HOLDER_TYPES.find((one) => one === name);
    if (type === undefined) {
      return from.fail(place, `it must be one of ${HOLDER_TYPES.join(', ')}, with whom after a colon.`);
    }
    if (type === 'group') return { type, parameter: this.#groups.find(who)?.id ?? who };
    return { type, parameter: type === 'user' ? this.#people.personOf(who, from, place) : who };
  }
}
