import { describe, expect, it } from 'vitest';
import { startInstalled } from '../support/installed-addon.ts';
import { accountOf, jiraClientOf, read, startJira } from '../support/jira-client.ts';
import { createTempDir } from '../support/temp-dir.ts';

const names = (people: readonly { displayName: string }[]) => people.map(({ displayName }) => displayName);
const [admin, mia, tomas] = [accountOf('admin'), accountOf('mia'), accountOf('tomas')];

describe('a person', () => {
  it('is shown without what others should not know', async () => {
    const { mia: call, instance } = await startJira();
    const { status, body } = await call('GET', `/user?accountId=${tomas}&expand=groups,applicationRoles`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      self: `${instance.origin}/rest/api/3/user?accountId=${tomas}`,
      accountId: tomas,
      accountType: 'atlassian',
      displayName: 'Tomás Rivera',
      active: true,
      groups: { size: 2, items: [{ name: 'jira-software-users' }, { name: 'confluence-users' }] },
      applicationRoles: { size: 1, items: [{ key: 'jira-software' }] },
      expand: 'groups,applicationRoles',
    });
    for (const hidden of ['emailAddress', 'name', 'key', 'password']) expect(body).not.toHaveProperty(hidden);
    const own = (await call('GET', '/myself')).body;
    expect(own).toMatchObject({
      accountId: mia,
      emailAddress: 'mia@example.com',
      groups: { size: 2, items: [] },
    });
  });

  it('is shown by every version of the API, which each names itself', async () => {
    const { instance } = await startJira();
    for (const [version, named] of [
      ['2', '2'],
      ['3', '3'],
      ['latest', '2'],
    ] as const) {
      const { body } = await jiraClientOf(instance, version).mia('GET', `/user?accountId=${tomas}`);
      expect(body.self).toBe(`${instance.origin}/rest/api/${named}/user?accountId=${tomas}`);
    }
  });

  it.each([
    ['/user', 400],
    ['/user?username=mia', 400],
    ['/user?key=mia', 400],
    ['/user?accountId=nobody', 404],
    ['/user/bulk', 400],
    ['/user/search', 400],
    ['/user/search?username=mia', 400],
    [`/user/search?query=mia&accountId=${mia}`, 400],
    ['/user/search?property=nonsense', 400],
    ['/user/bulk/migration', 400],
    ['/user/bulk/migration?key=a&username=b', 400],
    ['/user/assignable/search?query=', 400],
    ['/user/assignable/search?query=&project=NONE', 404],
    ['/user/assignable/multiProjectSearch?query=', 400],
    ['/user/permission/search?query=&projectKey=DEMO', 400],
    ['/user/permission/search?query=&projectKey=DEMO&permissions=NONSENSE', 400],
    ['/user/viewissue/search?projectKey=DEMO', 400],
    ['/user/search/query?query=is+friend+of+DEMO', 400],
    ['/user/properties', 400],
    ['/groupuserpicker', 400],
    ['/mypreferences', 404],
    ['/mypreferences?key=none', 404],
  ])('is asked for by %s in vain', async (path, status) => {
    const { admin: call } = await startJira();
    const answer = await call('GET', path);
    expect(answer.status).toBe(status);
    expect(answer.body.errorMessages).toEqual([expect.any(String)]);
  });

  it('is found by account, several at a time, and by the names of old', async () => {
    const { admin: call, instance } = await startJira();
    const bulk = await call(
      'GET',
      `/user/bulk?accountId=${mia}&accountId=none&accountId=${tomas}&maxResults=1`,
    );
    expect(bulk.body).toMatchObject({ startAt: 0, maxResults: 1, total: 2, isLast: false });
    expect(names(bulk.body.values)).toEqual(['Mia Lindqvist']);
    expect(bulk.body.nextPage).toContain(`${instance.origin}/rest/api/3/user/bulk?`);
    const next = await call('GET', bulk.body.nextPage.split('/rest/api/3')[1]);
    expect(names(next.body.values)).toEqual(['Tomás Rivera']);
    expect(next.body.isLast).toBe(true);
    expect((await call('GET', '/user/bulk/migration?username=mia&username=none')).body).toEqual([
      { username: 'mia', accountId: mia },
    ]);
  });

  it.each([
    ['/user/search?query=lind', ['Mia Lindqvist']],
    ['/user/search?query=indqvist', []],
    ['/user/search?query=mia@example.com', ['Mia Lindqvist']],
    ['/user/search?query=mia@', []],
    [`/user/search?accountId=${tomas}`, ['Tomás Rivera']],
    ['/user/assignable/search?project=PRIV', ['Alex Morgan', 'Mia Lindqvist']],
    ['/user/assignable/search?issueKey=DEMO-1&maxResults=1&startAt=1', ['Mia Lindqvist']],
    ['/user/assignable/multiProjectSearch?projectKeys=DEMO,PRIV&query=', ['Alex Morgan', 'Mia Lindqvist']],
    ['/user/viewissue/search?issueKey=PRIV-1&query=', ['Alex Morgan', 'Mia Lindqvist']],
    [
      '/user/permission/search?projectKey=DEMO&permissions=ADMINISTER_PROJECTS,BROWSE_PROJECTS',
      ['Alex Morgan'],
    ],
    ['/users/search?startAt=2', ['Tomás Rivera', 'Yuki Tanaka']],
  ])('is searched for with %s', async (path, expected) => {
    const { admin: call } = await startJira();
    const { status, body } = await call('GET', path);
    expect([status, names(body)]).toEqual([200, expected]);
  });

  it('is found by what they have to do with issues that are seen', async () => {
    const { admin: call, tomas: other } = await startJira();
    const find = async (as: typeof call, query: string) =>
      names((await as('GET', `/user/search/query?query=${encodeURIComponent(query)}`)).body.values);
    expect(await find(call, 'is assignee of DEMO AND is reporter of (DEMO-1)')).toEqual(['Alex Morgan']);
    expect(await find(call, 'is assignee of PRIV')).toEqual(['Mia Lindqvist']);
    expect(await find(other, 'is assignee of PRIV OR is assignee of (PRIV-1)')).toEqual([]);
    await call('POST', '/issue/DEMO-4/transitions', { transition: { id: '31' } });
    expect(await find(call, 'is transitioner of (DEMO-4)')).toEqual(['Alex Morgan']);
    await call('PUT', `/user/properties/place?accountId=${tomas}`, { office: { city: 'Madrid' } });
    expect(await find(call, '[place].office.city is "Madrid"')).toEqual(['Tomás Rivera']);
    expect(names((await call('GET', '/user/search?property=place.office.city%3DMadrid')).body)).toEqual([
      'Tomás Rivera',
    ]);
    expect((await call('GET', '/user/search/query/key?query=is+assignee+of+PRIV')).body.values).toEqual([
      { accountId: mia },
    ]);
  });

  it('is picked, with what was found marked as HTML', async () => {
    const { admin: call } = await startJira();
    expect((await call('GET', `/user/picker?query=m&excludeAccountIds=${mia}`)).body).toEqual({
      users: [
        {
          accountId: admin,
          accountType: 'atlassian',
          html: 'Alex <strong>M</strong>organ',
          displayName: 'Alex Morgan',
        },
      ],
      total: 1,
      header: 'Showing 1 of 1 matching users',
    });
  });

  it('has properties of their own, which administrators see too', async () => {
    const { mia: own, tomas: other, admin: call, instance } = await startJira();
    const path = `/user/properties/a%20b?accountId=${mia}`;
    expect((await own('PUT', path, { a: 1 })).status).toBe(201);
    expect((await call('PUT', path, { a: 2 })).status).toBe(200);
    expect((await own('GET', path)).body).toEqual({ key: 'a b', value: { a: 2 } });
    expect((await own('GET', `/user/properties?accountId=${mia}`)).body.keys).toEqual([
      { key: 'a b', self: `${instance.origin}/rest/api/3/user/properties/a%20b?accountId=${mia}` },
    ]);
    expect((await other('GET', path)).status).toBe(403);
    expect((await own('DELETE', path)).status).toBe(204);
    expect((await own('GET', path)).status).toBe(404);
  });

  it('chooses columns, preferences and a language', async () => {
    const { mia: call, tomas: other } = await startJira();
    expect((await call('GET', '/user/columns')).body).toContainEqual({ label: 'Key', value: 'issuekey' });
    expect((await call('PUT', '/user/columns', { columns: ['issuekey', 'duedate'] })).status).toBe(200);
    expect((await call('GET', '/user/columns')).body).toEqual([
      { label: 'Key', value: 'issuekey' },
      { label: 'Due date', value: 'duedate' },
    ]);
    expect((await call('PUT', '/user/columns', { columns: ['nonsense'] })).status).toBe(400);
    expect((await other('GET', `/user/columns?accountId=${mia}`)).status).toBe(403);
    expect((await call('DELETE', '/user/columns')).status).toBe(204);
    expect((await call('GET', '/user/columns')).body).toHaveLength(11);

    expect((await call('PUT', '/mypreferences?key=my.key', 'on')).status).toBe(204);
    expect((await call('GET', '/mypreferences?key=my.key')).body).toBe('on');
    expect((await other('GET', '/mypreferences?key=my.key')).status).toBe(404);
    expect((await call('DELETE', '/mypreferences?key=my.key')).status).toBe(204);
    expect((await call('PUT', '/mypreferences/locale', { locale: 'de_DE' })).status).toBe(204);
    expect((await call('GET', '/mypreferences/locale')).body).toEqual({ locale: 'de_DE' });
    expect((await call('GET', '/myself')).body.locale).toBe('de_DE');
    expect((await call('PUT', '/mypreferences/locale', { locale: '??' })).status).toBe(400);
  });
});

describe('people of a site', () => {
  it('are added and taken off by administrators, and stay so after a restart', async () => {
    const dataFolder = await createTempDir();
    const { admin: call, mia: other, as, instance } = await startJira({ dataFolder });
    const input = { emailAddress: 'zoe@example.com', products: ['jira-software'] };
    expect((await other('POST', '/user', input)).status).toBe(403);
    expect((await call('POST', '/user', { products: [] })).status).toBe(400);
    expect((await call('POST', '/user', { ...input, products: ['nonsense'] })).status).toBe(400);
    const made = await call('POST', '/user', input);
    expect(made).toMatchObject({
      status: 201,
      body: { displayName: 'zoe', active: true, groups: { size: 2 } },
    });
    expect((await as('zoe')('GET', '/myself')).body.accountId).toBe(made.body.accountId);
    expect((await call('POST', '/user', input)).body.accountId).toBe(made.body.accountId);

    expect((await other('DELETE', `/user?accountId=${tomas}`)).status).toBe(403);
    expect((await call('DELETE', `/user?accountId=${admin}`)).status).toBe(400);
    expect((await call('DELETE', `/user?accountId=${tomas}`)).status).toBe(204);
    await instance.stop();

    const again = jiraClientOf((await startJira({ dataFolder })).instance);
    expect((await again.tomas('GET', '/myself')).status).toBe(401);
    expect((await again.admin('GET', `/user?accountId=${tomas}`)).body).toMatchObject({
      displayName: 'Tomás Rivera',
      active: false,
    });
    expect((await again.admin('GET', '/user/search?query=tom')).body).toEqual([]);
    expect(names((await again.admin('GET', '/user/assignable/search?project=DEMO')).body)).toContain('zoe');
    expect(names((await again.admin('GET', '/user/assignable/search?project=DEMO')).body)).not.toContain(
      'Tomás Rivera',
    );
  });

  it('are told of to add-ons', async () => {
    const webhooks = ['user_created', 'user_updated', 'user_deleted'].map((event) => ({
      event,
      // biome-ignore lint/suspicious/noTemplateCurlyInString: so variables of URLs are written
      url: '/users?who=${modifiedUser.accountId}',
    }));
    const { addon, instance } = await startInstalled({ scopes: ['READ'], modules: { webhooks } });
    const { admin: call } = jiraClientOf(instance);
    const { body } = await call('POST', '/user', { emailAddress: 'zoe@example.com', products: [] });
    await call('POST', '/group/user?groupname=confluence-users', { accountId: body.accountId });
    await call('DELETE', `/user?accountId=${body.accountId}`);
    await instance.services.settled();
    const received = addon.receivedAt('/users');
    expect(received.map(({ url }) => url)).toEqual(
      Array.from({ length: 3 }, () => `/users?who=${body.accountId}`),
    );
    const bodies = received
      .map((one) => JSON.parse(one.body))
      .sort(
        (a, b) =>
          webhooks.findIndex(({ event }) => event === a.webhookEvent) -
          webhooks.findIndex(({ event }) => event === b.webhookEvent),
      );
    expect(bodies).toMatchObject([
      { webhookEvent: 'user_created', timestamp: expect.any(Number), user: { displayName: 'zoe' } },
      { webhookEvent: 'user_updated', user: { accountId: body.accountId, active: true } },
      { webhookEvent: 'user_deleted', user: { accountId: body.accountId } },
    ]);
    expect(bodies[2].user).not.toHaveProperty('displayName');
  });

  it('keep their e-mail addresses from all but those add-ons that may have them', async () => {
    const { call, instance } = await startInstalled({ scopes: ['READ', 'ACCESS_EMAIL_ADDRESSES'] });
    const path = `/rest/api/3/user/email?accountId=${mia}`;
    expect(await (await call('GET', path)).json()).toEqual({ accountId: mia, email: 'mia@example.com' });
    const bulk = await call('GET', `/rest/api/3/user/email/bulk?accountId=${mia}&accountId=none`);
    expect(await bulk.json()).toEqual([{ accountId: mia, email: 'mia@example.com' }]);
    expect((await jiraClientOf(instance).admin('GET', `/user/email?accountId=${mia}`)).status).toBe(401);
    const other = await startInstalled({ scopes: ['READ'] });
    expect((await other.call('GET', path)).status).toBe(403);
  });
});

describe('groups', () => {
  it('are made, joined, left and deleted by administrators', async () => {
    const { admin: call, mia: other, instance } = await startJira();
    expect((await other('POST', '/group', { name: 'designers' })).status).toBe(403);
    const made = await call('POST', '/group', { name: 'designers' });
    expect(made).toMatchObject({
      status: 201,
      body: { name: 'designers', users: { size: 0 }, expand: 'users' },
    });
    const id = made.body.groupId;
    expect(made.body.self).toBe(`${instance.origin}/rest/api/3/group?groupId=${id}`);
    for (const name of ['Designers', '', 'site-admins']) {
      expect((await call('POST', '/group', { name })).status).toBe(400);
    }
    const joinPath = `/group/user?groupId=${id}`;
    expect((await call('POST', joinPath, { accountId: 'none' })).status).toBe(404);
    expect((await other('POST', joinPath, { accountId: mia })).status).toBe(403);
    expect((await call('POST', joinPath, { accountId: mia })).status).toBe(201);
    expect((await call('POST', joinPath, { accountId: mia })).status).toBe(400);
    await call('POST', joinPath, { accountId: tomas });
    const page = await other('GET', '/group/member?groupname=designers&maxResults=1');
    expect(page.body).toMatchObject({ total: 2, isLast: false, values: [{ displayName: 'Mia Lindqvist' }] });
    expect((await other('GET', `/user/groups?accountId=${mia}`)).body).toContainEqual({
      name: 'designers',
      groupId: id,
      self: `${instance.origin}/rest/api/3/group?groupId=${id}`,
    });
    expect((await call('GET', `/group?groupId=${id}&expand=users`)).body.users).toMatchObject({
      size: 2,
      items: [{ accountId: mia }, { accountId: tomas }],
    });
    const jql = async () =>
      (await call('POST', '/search/jql', { jql: 'assignee in membersOf(designers)', fields: ['key'] })).body;
    expect((await jql()).issues.map(({ key }: { key: string }) => key).sort()).toEqual([
      'DEMO-1',
      'DEMO-2',
      'PRIV-1',
    ]);
    expect((await call('DELETE', `${joinPath}&accountId=${mia}`)).status).toBe(200);
    expect((await call('DELETE', `${joinPath}&accountId=${mia}`)).status).toBe(400);
    expect((await call('DELETE', `/group?groupId=${id}`)).status).toBe(200);
    expect((await call('GET', `/group/member?groupId=${id}`)).status).toBe(404);
    expect((await jql()).errorMessages).toEqual([expect.stringContaining('the group does not exist')]);
    expect((await call('DELETE', '/group?groupname=site-admins')).status).toBe(400);
    expect((await call('GET', '/group')).status).toBe(400);
  });

  it('are the same in both products', async () => {
    const { admin: call, client } = await startJira();
    const { body } = await call('POST', '/group', { name: 'designers' });
    await call('POST', '/group/user?groupname=designers', { accountId: mia });
    const members = await client.admin('GET', '/wiki/rest/api/group/designers/member');
    expect((await read(members)).results).toMatchObject([{ accountId: mia }]);
    const page = await read(
      await client.admin('POST', '/wiki/rest/api/content', {
        type: 'page',
        title: 'Hidden',
        space: { key: 'DS' },
        body: { storage: { value: '<p>a</p>', representation: 'storage' } },
      }),
    );
    const restricted = await client.admin('PUT', `/wiki/rest/api/content/${page.id}/restriction`, [
      {
        operation: 'read',
        restrictions: { user: [{ type: 'known', accountId: admin }], group: [{ id: body.groupId }] },
      },
    ]);
    expect(restricted.status).toBe(200);
    const seenBy = async (name: string) =>
      (
        await client.send('GET', `/wiki/rest/api/content/${page.id}`, {
          headers: { Authorization: `Basic ${Buffer.from(`${name}:${name}`).toString('base64')}` },
        })
      ).status;
    expect([await seenBy('mia'), await seenBy('tomas')]).toEqual([200, 404]);
  });

  it('make administrators, and no longer', async () => {
    const { admin: call, mia: other } = await startJira();
    expect((await call('DELETE', `/group/user?groupname=site-admins&accountId=${admin}`)).status).toBe(400);
    await call('POST', '/group/user?groupname=site-admins', { accountId: mia });
    expect((await other('POST', '/group', { name: 'mine' })).status).toBe(201);
    expect((await other('DELETE', `/group/user?groupname=site-admins&accountId=${admin}`)).status).toBe(200);
    expect((await call('POST', '/group', { name: 'yours' })).status).toBe(403);
  });

  it('are listed and picked', async () => {
    const { mia: call, admin: adminCall } = await startJira();
    const { body } = await call('GET', '/group/bulk?groupName=site-admins&groupName=confluence-users');
    expect(body.values).toEqual([
      { name: 'confluence-users', groupId: expect.any(String) },
      { name: 'site-admins', groupId: expect.any(String) },
    ]);
    expect((await call('GET', '/group/bulk?accessType=admin')).body.values).toMatchObject([
      { name: 'site-admins' },
    ]);
    expect((await call('GET', '/group/bulk?accessType=nonsense')).status).toBe(400);
    expect((await call('GET', '/groups/picker?query=addons&maxResults=1')).body).toMatchObject({
      header: 'Showing 1 of 2 matching groups',
      total: 2,
      groups: [{ name: 'atlassian-addons', html: 'atlassian-<b>addons</b>' }],
    });
    const both = (await call('GET', '/groupuserpicker?query=a')).body;
    expect(both.users.users).toMatchObject([{ displayName: 'Alex Morgan' }]);
    expect(both.groups.total).toBe(4);
    // Whoever is not among the users of Jira may not browse people and groups.
    await adminCall('DELETE', `/group/user?groupname=jira-software-users&accountId=${mia}`);
    expect((await call('GET', '/group/bulk')).status).toBe(403);
    expect((await call('GET', `/user?accountId=${tomas}`)).status).toBe(403);
    expect((await call('GET', '/user/search?query=tom')).body).toEqual([]);
    expect((await call('GET', '/user/picker?query=tom')).body.users).toEqual([]);
    expect((await call('GET', `/user/picker?query=${encodeURIComponent('Tomás Rivera')}`)).body.total).toBe(
      1,
    );
    expect((await call('GET', '/groups/picker?query=addons')).body.groups).toEqual([]);
  });
});
