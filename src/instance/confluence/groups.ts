import { createHash } from 'node:crypto';
import type { Person } from '../people/people.ts';

export interface Group {
  readonly id: string;
  readonly name: string;
}

/** The groups of a new site, by the names that they have in the cloud. */
export const ADMINS = group('site-admins');
export const CONFLUENCE_USERS = group('confluence-users');
export const APPS = group('atlassian-addons');

export const GROUPS: readonly Group[] = [ADMINS, CONFLUENCE_USERS, APPS];

/** By id or name. */
export function findGroup(idOrName: string): Group | undefined {
  return GROUPS.find(({ id, name }) => id === idOrName || name === idOrName);
}

/** Who is in which group follows from who somebody is. */
export function groupsOf({
  accountType,
  isAdmin,
}: Pick<Person, 'accountType' | 'isAdmin'>): readonly Group[] {
  if (accountType === 'app') return [APPS];
  return isAdmin ? [ADMINS, CONFLUENCE_USERS] : [CONFLUENCE_USERS];
}

function group(name: string): Group {
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
