import type { Hono } from 'hono';
import { stringAt } from '../../../../core/json.ts';
import {
  ADMINS,
  departed,
  type Group,
  isBuiltIn,
  isInGroup,
  isOfApps,
  joined,
} from '../../../people/groups.ts';
import type { Person } from '../../../people/people.ts';
import { jiraError } from '../../../product-error.ts';
import type { InstanceEnv } from '../../env.ts';
import { actorOf, authorOf, type JiraContext, type JiraRestDeps, readRecord } from '../shared.ts';
import { groupJson, groupOfQuery } from './group-shared.ts';
import { personOfQuery, requireAdmin, requirePerson } from './shared.ts';

/** Making and deleting groups, and putting people into them. */
export function addGroupAdminRoutes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { people, store, groupChanged } = deps;
  const { groups } = people;

  app.post('/group', async (c) => {
    requireAdmin(c, deps);
    const name = stringAt(await readRecord(c), 'name')?.trim() ?? '';
    if (name === '') throw jiraError(400, ['The name of the group must be provided.']);
    if (groups.list().some((one) => one.name.toLowerCase() === name.toLowerCase())) {
      throw jiraError(400, ['A group or user with this name already exists.']);
    }
    const actor = authorOf(c);
    const group = store.changes.run(() => {
      const made = groups.add(name);
      groupChanged('group_created', made, actor);
      return made;
    });
    return c.json(groupJson(c, deps, group), 201);
  });

  app.delete('/group', (c) => {
    c.set('honoured', ['groupname', 'groupId', 'swapGroup', 'swapGroupId']);
    requireAdmin(c, deps);
    const group = groupOfQuery(c, deps);
    if (isBuiltIn(group)) throw jiraError(400, ['A group that the site comes with cannot be deleted.']);
    const swap = findGroup(c.req.query('swapGroupId') ?? c.req.query('swapGroup'));
    const actor = authorOf(c);
    store.changes.run((announce) => {
      if (swap !== undefined) store.moveRestrictions(group.name, swap.name);
      for (const person of people.all().filter((one) => isInGroup(one, group))) {
        const left = departed(person, group);
        people.put(left);
        announce({ type: 'user_updated', person: left, actor });
      }
      groups.remove(group);
      // At the end: Confluence tells of it at once.
      groupChanged('group_removed', group, actor);
    });
    return c.body(null, 200);
  });

  app.post('/group/user', async (c) => {
    c.set('honoured', ['groupname', 'groupId']);
    requireAdmin(c, deps);
    const accountId = stringAt(await readRecord(c), 'accountId') ?? '';
    const group = groupOfQuery(c, deps);
    if (accountId === '') throw jiraError(400, ["'accountId' must be provided."]);
    const person = requirePerson(people.find(accountId));
    if (isInGroup(person, group)) {
      throw jiraError(400, [`Cannot add user. User is already a member of '${group.name}'.`]);
    }
    change(c, group, joined(person, group));
    return c.json(groupJson(c, deps, group), 201);
  });

  app.delete('/group/user', (c) => {
    c.set('honoured', ['groupname', 'groupId', 'accountId']);
    requireAdmin(c, deps);
    const group = groupOfQuery(c, deps);
    const person = personOfQuery(c, deps);
    if (!isInGroup(person, group)) {
      throw jiraError(400, [`Cannot remove user: they are not a member of '${group.name}'.`]);
    }
    if (group.id === ADMINS.id && people.list().filter((one) => one.isAdmin).length === 1) {
      throw jiraError(400, ['The last administrator cannot leave the group of the administrators.']);
    }
    change(c, group, departed(person, group));
    return c.body(null, 200);
  });

  function change(c: JiraContext, group: Group, changed: Person): void {
    if (isOfApps(group)) throw jiraError(400, [`Nobody joins or leaves '${group.name}' by hand.`]);
    store.changes.run((announce) => {
      people.put(changed);
      announce({ type: 'user_updated', person: changed, actor: actorOf(c) });
    });
  }

  /** @throws {ProductError} 404 */
  function findGroup(idOrName: string | undefined): Group | undefined {
    if (idOrName === undefined) return undefined;
    const group = groups.find(idOrName);
    if (group === undefined) throw jiraError(404, [`The group '${idOrName}' does not exist.`]);
    return group;
  }
}
