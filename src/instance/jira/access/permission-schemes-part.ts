import { Groups } from '../../people/groups.ts';
import { readList, readObject, readOptionalText, readText } from '../../seed/read.ts';
import { SeedError, type SeedPart } from '../../seed/seed-part.ts';
import type { Database } from '../../store/database.ts';
import { INITIAL_SCHEMES } from '../permissions.ts';
import {
  HOLDER_TYPES,
  type NewScheme,
  type PermissionHolder,
  PermissionSchemes,
} from './permission-schemes.ts';
import { ShareSeed } from './share-seed.ts';

const NAME = 'permissionSchemes';

/** Permission schemes, once somebody has changed them: for each permission, who has it, as `type` or `type:who`. */
export const PERMISSION_SCHEMES_PART: SeedPart = {
  name: NAME,
  export: (database) => {
    const rows = database.all('SELECT id FROM jira_permission_scheme');
    if (rows.length === 0) return undefined;
    const write = new HolderText(database);
    const toJson = ({ grants, ...scheme }: NewScheme & { readonly id: string; readonly code: string }) => ({
      id: scheme.id,
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
    const read = new HolderText(database);
    database.run('DELETE FROM jira_permission_scheme');
    const schemes = readList(value, `/${NAME}`).map((entry, index) => {
      const pointer = `/${NAME}/${index}`;
      const id = readText(entry, 'id', pointer);
      if (!/^\d{1,15}$/.test(id)) throw new SeedError(`${pointer}/id`, 'it must be a number, as text.');
      const permissions = readObject(entry['permissions'] ?? {}, `${pointer}/permissions`);
      return {
        id,
        code: readOptionalText(entry, 'code', pointer) ?? id,
        name: readText(entry, 'name', pointer),
        description:
          entry['description'] === '' ? '' : (readOptionalText(entry, 'description', pointer) ?? ''),
        grants: Object.entries(permissions).flatMap(([permission, holders]) =>
          read
            .holders(holders, `${pointer}/permissions/${permission}`)
            .map((holder) => ({ permission, holder })),
        ),
      };
    });
    for (const field of ['id', 'code', 'name'] as const) {
      const values = schemes.map((scheme) => scheme[field].toLowerCase());
      const index = values.findIndex((one, at) => values.indexOf(one) < at);
      if (index !== -1) throw new SeedError(`/${NAME}/${index}/${field}`, 'another scheme has it.');
    }
    if (schemes.length === 0) throw new SeedError(`/${NAME}`, 'a site has at least one.');
    new PermissionSchemes(database, schemes);
  },
};

/** Holders as text: `applicationRole`, `group:designers`, `user:mia`, `projectRole:10002`. */
class HolderText {
  readonly #groups: Groups;
  readonly #accounts: ShareSeed;

  constructor(database: Database) {
    this.#groups = new Groups(database);
    this.#accounts = new ShareSeed(database, 'filter');
  }

  toText({ type, parameter }: PermissionHolder): string {
    if (parameter === '') return type;
    if (type === 'group') return `group:${this.#groups.find(parameter)?.name ?? parameter}`;
    return `${type}:${type === 'user' ? this.#accounts.accountJson(parameter) : parameter}`;
  }

  holders(value: unknown, pointer: string): readonly PermissionHolder[] {
    if (!Array.isArray(value)) throw new SeedError(pointer, 'it must be a list.');
    return [...new Set(value.map(String))].map((text, index) => this.#read(text, `${pointer}/${index}`));
  }

  #read(text: string, pointer: string): PermissionHolder {
    const [, name, who = ''] = /^(\w+)(?::(.*))?$/.exec(text) ?? [];
    const type = HOLDER_TYPES.find((one) => one === name);
    if (type === undefined) {
      throw new SeedError(pointer, `it must be one of ${HOLDER_TYPES.join(', ')}, with whom after a colon.`);
    }
    if (type === 'group') return { type, parameter: this.#groups.find(who)?.id ?? who };
    return { type, parameter: type === 'user' ? this.#accounts.readAccount(who, pointer) : who };
  }
}
