import { createHash, randomUUID } from 'node:crypto';
import type { Database } from '../store/database.ts';

export interface Group {
  readonly id: string;
  readonly name: string;
}

/** As far as somebody's groups follow from who they are. */
export interface GroupMember {
  readonly accountType: 'atlassian' | 'app';
  readonly isAdmin: boolean;
  /** Left out as long as nobody has changed them. */
  readonly groups?: readonly Group[];
}

/** The groups of a new site, by the names that they have in the cloud. */
export const ADMINS = newGroup('site-admins');
export const JIRA_USERS = newGroup('jira-software-users');
export const CONFLUENCE_USERS = newGroup('confluence-users');
export const APPS = newGroup('atlassian-addons');
export const APP_ADMINS = newGroup('atlassian-addons-admin');

export const DEFAULT_GROUPS: readonly Group[] = [
  ADMINS,
  JIRA_USERS,
  CONFLUENCE_USERS,
  APPS,
  APP_ADMINS,
] as const;

/** Those that people join and leave in no other way than by what they are: administrators, or app users. */
const BY_NATURE: ReadonlySet<string> = new Set([ADMINS.id, APPS.id, APP_ADMINS.id]);

/** What somebody is in whom nobody has put anywhere: new people may use both products. */
const OF_NEW_PEOPLE: readonly Group[] = [JIRA_USERS, CONFLUENCE_USERS];

export function groupsOf({ accountType, isAdmin, groups }: GroupMember): readonly Group[] {
  if (accountType === 'app') return [APPS, ...(isAdmin ? [APP_ADMINS] : []), ...(groups ?? [])];
  return [...(isAdmin ? [ADMINS] : []), ...(groups ?? OF_NEW_PEOPLE)];
}

export function isInGroup(member: GroupMember, { id }: Pick<Group, 'id'>): boolean {
  return groupsOf(member).some((group) => group.id === id);
}

/** Somebody after joining a group. To join the administrators is to become one. */
export function joined<T extends GroupMember>(member: T, group: Group): T {
  if (isInGroup(member, group)) return member;
  if (group.id === ADMINS.id) return { ...member, isAdmin: true };
  return { ...member, groups: [...chosenGroups(member), group] };
}

/** Somebody after leaving a group. */
export function departed<T extends GroupMember>(member: T, group: Pick<Group, 'id'>): T {
  if (!isInGroup(member, group)) return member;
  if (group.id === ADMINS.id) return { ...member, isAdmin: false };
  return { ...member, groups: chosenGroups(member).filter(({ id }) => id !== group.id) };
}

function chosenGroups(member: GroupMember): readonly Group[] {
  return groupsOf(member).filter(({ id }) => !BY_NATURE.has(id));
}

/** Whether a group is one that the site cannot do without. */
export function isBuiltIn({ id }: Pick<Group, 'id'>): boolean {
  return DEFAULT_GROUPS.some((group) => group.id === id);
}

/** Whether nobody joins or leaves a group, because the people in it are app users. */
export function isOfApps({ id }: Pick<Group, 'id'>): boolean {
  return id === APPS.id || id === APP_ADMINS.id;
}

/** The groups that a site has, of both of its products. Who is in them stands with the people. */
export class Groups {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** By name. */
  list(): readonly Group[] {
    return [...DEFAULT_GROUPS, ...this.#added()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  find(idOrName: string): Group | undefined {
    return this.list().find(({ id, name }) => id === idOrName || name === idOrName);
  }

  /** @param name one that no group has */
  add(name: string): Group {
    const group = { id: randomUUID(), name };
    this.put(group);
    return group;
  }

  put({ id, name }: Group): void {
    this.#database.run('INSERT INTO site_group (id, name) VALUES (?, ?)', [id, name]);
  }

  remove({ id }: Group): void {
    this.#database.run('DELETE FROM site_group WHERE id = ?', [id]);
  }

  #added(): readonly Group[] {
    return this.#database
      .all('SELECT id, name FROM site_group')
      .map(({ id, name }) => ({ id: String(id), name: String(name) }));
  }
}

/** A group with the id that follows from its name, which so is the same on each site. */
export function newGroup(name: string): Group {
  const digest = createHash('sha256').update(`group:${name}`).digest('hex');
  const id = [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `5${digest.slice(13, 16)}`,
    `8${digest.slice(17, 20)}`,
    digest.slice(20, 32),
  ].join('-');
  return { id, name };
}
