import type { Shareable, ShareableKind } from '../../../jira/access/shares.ts';
import { jiraError } from '../../../product-error.ts';
import type { JiraContext, JiraRestDeps } from '../shared.ts';

/**
 * What is shared with the group or the project that a search names; everything where it names none.
 * @throws {ProductError} 400
 */
export function sharedWith(
  c: JiraContext,
  { store, people }: JiraRestDeps,
  kind: ShareableKind,
): (thing: Shareable) => boolean {
  const [groupName, groupId] = [c.req.query('groupname'), c.req.query('groupId')];
  const projectId = c.req.query('projectId');
  if (groupName !== undefined && groupId !== undefined) {
    throw jiraError(400, ["Only one of 'groupname' and 'groupId' can be provided."]);
  }
  const idOrName = groupId ?? groupName;
  const group = idOrName === undefined ? undefined : people.groups.find(idOrName);
  return ({ id }) => {
    const targets = store.shares.list(kind, id).map(({ target }) => target);
    const isOfGroup = targets.some((one) => one.type === 'group' && one.groupId === group?.id);
    const isOfProject = targets.some((one) => one.type === 'project' && one.projectId === projectId);
    return (idOrName === undefined || isOfGroup) && (projectId === undefined || isOfProject);
  };
}

/**
 * The order that `orderBy` asks for: a key, with a minus for the other way round.
 * @throws {ProductError} 400 for a key that there is not
 */
export function comparison<T extends { readonly name: string }>(
  c: JiraContext,
  keys: Readonly<Record<string, (thing: T) => string | number>>,
): (a: T, b: T) => number {
  const given = c.req.query('orderBy') ?? 'name';
  const name = given.trim().replace(/^[+-]/, '');
  const key = Object.hasOwn(keys, name) ? keys[name] : undefined;
  if (key === undefined) throw jiraError(400, [`Nothing can be ordered by '${given}'.`]);
  const direction = given.startsWith('-') ? -1 : 1;
  return (a, b) => {
    const [one, other] = [key(a), key(b)];
    if (one === other) return 0;
    return one < other ? -direction : direction;
  };
}
