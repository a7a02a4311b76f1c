import type { Json, JsonObject } from '../../../core/json.ts';
import { Groups } from '../../people/groups.ts';
import { People } from '../../people/people.ts';
import { readList, readOptionalText, readText } from '../../seed/read.ts';
import { SeedError } from '../../seed/seed-part.ts';
import type { Database } from '../../store/database.ts';
import { nextId } from '../../store/sequences.ts';
import type { ShareableKind, ShareTarget } from './shares.ts';

/** Writes and reads with whom something is shared, and who likes it, in the form that people read. */
export class ShareSeed {
  readonly #database: Database;
  readonly #kind: ShareableKind;
  readonly #people: People;
  readonly #groups: Groups;

  constructor(database: Database, kind: ShareableKind) {
    this.#database = database;
    this.#kind = kind;
    this.#people = new People(database, []);
    this.#groups = new Groups(database);
  }

  /** `shares` and `favouriteOf`, where there are any. */
  export(id: number): JsonObject {
    const shares = this.#database
      .all('SELECT rights, body FROM jira_share WHERE kind = ? AND entity = ? ORDER BY id', [this.#kind, id])
      .map(({ rights, body }) => ({
        // The table is ours: what is in a body was a target when it was written.
        ...this.#targetJson(JSON.parse(String(body))),
        ...(rights === 'edit' ? { rights: 'edit' } : {}),
      }));
    const likedBy = this.#database
      .all('SELECT account FROM jira_favourite WHERE kind = ? AND entity = ? ORDER BY account', [
        this.#kind,
        id,
      ])
      .map(({ account }) => this.accountJson(String(account)));
    return {
      ...(shares.length === 0 ? {} : { shares }),
      ...(likedBy.length === 0 ? {} : { favouriteOf: likedBy }),
    };
  }

  clear(): void {
    this.#database.run('DELETE FROM jira_share WHERE kind = ?', [this.#kind]);
    this.#database.run('DELETE FROM jira_favourite WHERE kind = ?', [this.#kind]);
  }

  import(entry: Record<string, unknown>, id: number, pointer: string): void {
    const shares = readList(entry['shares'] ?? [], `${pointer}/shares`);
    shares.forEach((share, index) => {
      const at = `${pointer}/shares/${index}`;
      const rights = readOptionalText(share, 'rights', at) ?? 'view';
      if (rights !== 'view' && rights !== 'edit') {
        throw new SeedError(`${at}/rights`, 'it must be view or edit.');
      }
      this.#database.run('INSERT INTO jira_share (id, kind, entity, rights, body) VALUES (?, ?, ?, ?, ?)', [
        nextId(this.#database, 'share'),
        this.#kind,
        id,
        rights,
        JSON.stringify(this.#readTarget(share, at)),
      ]);
    });
    const likedBy = entry['favouriteOf'] ?? [];
    if (!Array.isArray(likedBy)) throw new SeedError(`${pointer}/favouriteOf`, 'it must be a list.');
    likedBy.forEach((name: unknown, index) => {
      this.#database.run('INSERT OR IGNORE INTO jira_favourite (kind, entity, account) VALUES (?, ?, ?)', [
        this.#kind,
        id,
        this.readAccount(String(name), `${pointer}/favouriteOf/${index}`),
      ]);
    });
  }

  /** The name of a person; the account of an app user, whose name is not in seeds. */
  accountJson(accountId: string): string {
    const person = this.#people.find(accountId);
    return person?.accountType === 'atlassian' ? person.username : accountId;
  }

  /** @throws {SeedError} for what is neither a name of somebody nor has the form of an account */
  readAccount(name: string, pointer: string): string {
    const person = this.#people.all().find(({ username }) => username === name);
    if (person !== undefined) return person.accountId;
    if (this.#people.find(name) !== undefined || /^[0-9a-f]{24}$/.test(name)) return name;
    throw new SeedError(pointer, 'there is nobody of this name.');
  }

  #targetJson(target: ShareTarget): Readonly<Record<string, Json>> {
    switch (target.type) {
      case 'global':
      case 'loggedin':
        return { with: target.type };
      case 'project': {
        const role = target.roleId === undefined ? {} : { role: target.roleId };
        return { with: 'project', project: target.projectId, ...role };
      }
      case 'group':
        return { with: 'group', group: this.#groups.find(target.groupId)?.name ?? target.groupId };
      case 'user':
        return { with: 'user', user: this.accountJson(target.accountId) };
      default:
        return target satisfies never;
    }
  }

  #readTarget(share: Record<string, unknown>, pointer: string): ShareTarget {
    const type = readText(share, 'with', pointer);
    switch (type) {
      case 'global':
        return { type: 'global' };
      case 'loggedin':
        return { type: 'loggedin' };
      case 'project': {
        const roleId = readOptionalText(share, 'role', pointer);
        const projectId = readText(share, 'project', pointer);
        return { type: 'project', projectId, ...(roleId === undefined ? {} : { roleId }) };
      }
      case 'group': {
        const name = readText(share, 'group', pointer);
        return { type: 'group', groupId: this.#groups.find(name)?.id ?? name };
      }
      case 'user':
        return {
          type: 'user',
          accountId: this.readAccount(readText(share, 'user', pointer), `${pointer}/user`),
        };
      default:
        throw new SeedError(`${pointer}/with`, 'it must be global, loggedin, project, group or user.');
    }
  }
}

/** The id of a thing in a seed; a new one where it has none. @throws {SeedError} */
export function readSeedId(
  database: Database,
  entry: Record<string, unknown>,
  sequence: string,
  pointer: string,
): number {
  const id = readOptionalText(entry, 'id', pointer);
  if (id === undefined) return nextId(database, sequence);
  if (!/^\d{1,15}$/.test(id)) throw new SeedError(`${pointer}/id`, 'it must be a number, as text.');
  return Number(id);
}
