import type { Confluence } from '../confluence/confluence.ts';
import { type Viewer, viewerOf } from '../confluence/permissions.ts';
import type { SpaceSort } from '../confluence/spaces.ts';
import type { JiraStore } from '../jira/jira-store.ts';
import type { Person } from '../people/people.ts';

/** Where the products begin for a visitor: the project and the space of a new site, or else what there is to see. */

/** Sees what everybody sees. */
export const NOBODY: Viewer = { accountId: '', isApp: false, isAdmin: false, groupIds: [] };

const OLDEST_FIRST: SpaceSort = { column: 'id', isDescending: false };

/** @param person undefined for whoever has signed out */
export function visitorOf(person: Person | undefined): Viewer {
  return person === undefined ? NOBODY : viewerOf(person);
}

export function overviewPath(spaceKey: string): string {
  return `/wiki/spaces/${encodeURIComponent(spaceKey)}/overview`;
}

export function firstSpaceKey({ spaces }: Pick<Confluence, 'spaces'>, viewer: Viewer): string {
  return spaces.list(viewer, {}, OLDEST_FIRST, { limit: 1 })[0]?.key ?? 'DS';
}

/** @param person undefined for whoever has signed out: sees what is open to everybody who signs in */
export function firstProjectKey(jira: JiraStore, person: Person | undefined): string {
  const { permissions } = jira;
  const seen = jira
    .projects()
    .find(({ id }) =>
      person === undefined
        ? permissions.isOpen('BROWSE_PROJECTS', id)
        : permissions.may(person.accountId, 'BROWSE_PROJECTS', id),
    );
  return seen?.key ?? 'DEMO';
}
