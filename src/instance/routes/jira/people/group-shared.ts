import { groupNameJson, userJson } from '../../../jira/json/user-json.ts';
import { type Group, isInGroup } from '../../../people/groups.ts';
import { isActive, type Person } from '../../../people/people.ts';
import { jiraError } from '../../../product-error.ts';
import type { JiraContext, JiraRestDeps } from '../shared.ts';
import { userContext } from './shared.ts';

/** The most members that a page, or a group in full, shows. */
export const MOST_MEMBERS = 50;

export function groupJson(c: JiraContext, deps: JiraRestDeps, group: Group) {
  const context = userContext(c, deps);
  const members = membersOf(deps, group, false);
  const items = c.req.query('expand')?.startsWith('users') ? members.slice(0, MOST_MEMBERS) : [];
  return {
    ...groupNameJson(group, context),
    users: {
      size: members.length,
      items: items.map((person) => userJson(person, context)),
      'max-results': MOST_MEMBERS,
      'start-index': 0,
      'end-index': items.length === 0 ? 0 : items.length - 1,
    },
    expand: 'users',
  };
}

export function membersOf(
  { people }: Pick<JiraRestDeps, 'people'>,
  group: Group,
  isWithInactive: boolean,
): readonly Person[] {
  return people.all().filter((person) => isInGroup(person, group) && (isWithInactive || isActive(person)));
}

/** The group that a request is about. @throws {ProductError} 400, 404 */
export function groupOfQuery(c: JiraContext, { people }: Pick<JiraRestDeps, 'people'>): Group {
  const [name, id] = [c.req.query('groupname'), c.req.query('groupId')];
  if (name !== undefined && id !== undefined) {
    throw jiraError(400, ["Only one of 'groupname' and 'groupId' can be provided."]);
  }
  if (name === undefined && id === undefined) {
    throw jiraError(400, ["Either 'groupname' or 'groupId' must be provided."]);
  }
  const group = people.groups.list().find((one) => (id === undefined ? one.name === name : one.id === id));
  if (group !== undefined) return group;
  throw jiraError(404, [
    id === undefined
      ? `The group named '${name ?? ''}' does not exist.`
      : `The group with id '${id}' does not exist.`,
  ]);
}
