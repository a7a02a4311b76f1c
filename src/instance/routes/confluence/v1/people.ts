import type { Hono } from 'hono';
import { Fault } from '../../../confluence/fault.ts';
import { groupV1, personV1 } from '../../../confluence/json/v1-people.ts';
import { type Group, groupsOf, isInGroup } from '../../../people/groups.ts';
import type { Person } from '../../../people/people.ts';
import type { InstanceEnv } from '../../env.ts';
import { Query } from '../query.ts';
import { type ConfluenceRequest, type ConfluenceRestDeps, personOf } from '../shared.ts';
import { pageOf, wholeListV1 } from './paging.ts';

/** People, and the groups that they are in. */
export function addPeopleRoutes(app: Hono<InstanceEnv>, deps: ConfluenceRestDeps): void {
  const { host, people } = deps;

  app.get('/user/current', (c) => c.json(personV1(personOf(c, deps).accountId, deps)));

  app.get('/user', (c) => c.json(personV1(wanted(c).accountId, deps)));

  app.get('/user/anonymous', (c) =>
    c.json({
      type: 'anonymous',
      displayName: 'Anonymous',
      _expandable: { operations: '' },
      _links: {
        self: `${host.baseUrl}/rest/api/user/anonymous`,
        base: host.baseUrl,
        context: host.contextPath,
      },
    }),
  );

  app.get('/user/memberof', (c) => {
    const person = wanted(c);
    return c.json(
      wholeListV1(c, host, pageOf(new Query(c), 200), groupsOf(person), (group) => groupV1(group, host)),
    );
  });

  app.get('/group', (c) =>
    c.json(
      wholeListV1(c, host, pageOf(new Query(c), 200), people.groups.list(), (group) => groupV1(group, host)),
    ),
  );
  app.get('/group/by-name', (c) => c.json(groupV1(groupNamed(new Query(c).text('name')), host)));
  app.get('/group/by-id', (c) => c.json(groupV1(groupNamed(new Query(c).text('id')), host)));
  app.get('/group/picker', (c) => {
    const query = new Query(c);
    const part = (query.text('query') ?? '').toLowerCase();
    const found = people.groups.list().filter(({ name }) => name.toLowerCase().includes(part));
    return c.json({
      ...wholeListV1(c, host, pageOf(query, 200), found, (group) => groupV1(group, host)),
      totalSize: found.length,
    });
  });
  app.get('/group/member', (c) => {
    const query = new Query(c);
    return c.json(membersOf(c, groupNamed(query.text('name'))));
  });
  app.get('/group/:groupName', (c) => c.json(groupV1(groupNamed(c.req.param('groupName')), host)));
  app.get('/group/:groupName/member', (c) => c.json(membersOf(c, groupNamed(c.req.param('groupName')))));
  app.get('/group/:groupId/membersByGroupId', (c) =>
    c.json(membersOf(c, groupNamed(c.req.param('groupId')))),
  );

  function wanted(c: ConfluenceRequest): Person {
    const accountId = new Query(c).text('accountId');
    if (accountId === undefined) throw new Fault('invalid', 'An accountId is required.');
    const person = people.find(accountId);
    if (person === undefined) throw new Fault('not-found', `No user found with account id: ${accountId}`);
    return person;
  }

  function membersOf(c: ConfluenceRequest, group: Group) {
    const members = people.list().filter((person) => isInGroup(person, group));
    return wholeListV1(c, host, pageOf(new Query(c), 200), members, ({ accountId }) =>
      personV1(accountId, deps),
    );
  }

  function groupNamed(name: string | undefined): Group {
    const group = people.groups.find(name ?? '');
    if (group === undefined) throw new Fault('not-found', `No group found with name: ${name ?? ''}`);
    return group;
  }
}
