import type { Hono } from 'hono';
import { stringAt } from '../../../../core/json.ts';
import { Fault } from '../../../confluence/fault.ts';
import { groupV1 } from '../../../confluence/json/v1-people.ts';
import { departed, type Group, isBuiltIn, isInGroup, isOfApps, joined } from '../../../people/groups.ts';
import type { Person } from '../../../people/people.ts';
import type { InstanceEnv } from '../../env.ts';
import { readRecord } from '../body.ts';
import { Query } from '../query.ts';
import { type ConfluenceRequest, type ConfluenceRestDeps, personOf } from '../shared.ts';

const MAX_NAME = 255;

/** Groups made and removed, and people put into them: for administrators of the site. */
export function addGroupChangeRoutes(app: Hono<InstanceEnv>, deps: ConfluenceRestDeps): void {
  const { host, people, confluence } = deps;
  const { groups } = people;

  app.post('/group', async (c) => {
    const input = await readRecord(c);
    const actor = administrator(c);
    const name = (stringAt(input, 'name') ?? '').trim();
    if (name === '' || name.length > MAX_NAME)
      throw new Fault('invalid', 'The name of the group is missing or invalid.');
    if (groups.find(name) !== undefined)
      throw new Fault('invalid', `A group with the name ${name} already exists.`);
    const group = confluence.transaction(() => {
      const made = groups.add(name);
      confluence.groupChanged('group_created', made, actor);
      return made;
    });
    return c.json(groupV1(group, host), 201);
  });

  for (const [path, parameter] of [
    ['/group', 'name'],
    ['/group/by-id', 'id'],
  ] as const) {
    app.delete(path, (c) => {
      const actor = administrator(c);
      const group = groupOf(c, parameter);
      if (isBuiltIn(group)) throw new Fault('invalid', `The group ${group.name} is one of the site's own.`);
      confluence.transaction(() => {
        for (const person of people.all()) people.put(departed(person, group));
        groups.remove(group);
        confluence.groupChanged('group_removed', group, actor);
      });
      return c.body(null, 204);
    });
  }

  for (const [path, parameter] of [
    ['/group/user', 'name'],
    ['/group/userByGroupId', 'groupId'],
  ] as const) {
    app.post(path, async (c) => {
      const input = await readRecord(c);
      administrator(c);
      const group = joinable(c, parameter);
      people.put(joined(personAt(stringAt(input, 'accountId')), group));
      return c.body(null, 201);
    });
    app.delete(path, (c) => {
      administrator(c);
      const group = joinable(c, parameter);
      const person = personAt(new Query(c).text('accountId'));
      if (isInGroup(person, group)) people.put(departed(person, group));
      return c.body(null, 204);
    });
  }

  function administrator(c: ConfluenceRequest): string {
    const person = personOf(c, deps);
    if (!person.isAdmin) throw new Fault('forbidden', 'Only administrators of the site may change groups.');
    return person.accountId;
  }

  function groupOf(c: ConfluenceRequest, parameter: string): Group {
    const given = new Query(c).text(parameter);
    if (given === undefined || given === '')
      throw new Fault('invalid', `The ${parameter} of the group is missing.`);
    const group = groups.find(given);
    if (group === undefined) throw new Fault('not-found', `No group found with ${parameter}: ${given}`);
    return group;
  }

  function joinable(c: ConfluenceRequest, parameter: string): Group {
    const group = groupOf(c, parameter);
    if (isOfApps(group)) throw new Fault('invalid', `Nobody joins or leaves the group ${group.name}.`);
    return group;
  }

  function personAt(accountId: string | undefined): Person {
    if (accountId === undefined) throw new Fault('invalid', 'An accountId is required.');
    const person = people.find(accountId);
    if (person === undefined) throw new Fault('not-found', `No user found with account id: ${accountId}`);
    return person;
  }
}
