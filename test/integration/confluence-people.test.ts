import { describe, expect, it } from 'vitest';
import { at, resultsOf, startConfluence } from '../support/confluence-client.ts';
import { startInstalled } from '../support/installed-addon.ts';
import { accountOf as jiraAccountOf, jiraClientOf } from '../support/jira-client.ts';

const V1 = '/rest/api';
const V2 = '/api/v2';

type Call = (method: string, path: string, body?: unknown) => Promise<{ status: number; json: unknown }>;

async function accountOf(call: Call): Promise<string> {
  return String(at((await call('GET', `${V1}/user/current`)).json, 'accountId'));
}

describe('groups', () => {
  it('are made, joined, left and removed by administrators of the site', async () => {
    const { admin, as, takeEvents } = await startConfluence();
    const tomas = await accountOf(as('tomas'));
    const made = await admin('POST', `${V1}/group`, { name: 'editors' });
    expect(made).toMatchObject({ status: 201, json: { type: 'group', name: 'editors' } });
    const id = String(at(made.json, 'id'));
    expect((await admin('POST', `${V1}/group`, { name: 'editors' })).status).toBe(400);
    expect((await as('tomas')('POST', `${V1}/group`, { name: 'mine' })).status).toBe(403);
    expect(
      (await admin('POST', `${V1}/group/userByGroupId?groupId=${id}`, { accountId: tomas })).status,
    ).toBe(201);
    const members = async () =>
      resultsOf((await admin('GET', `${V1}/group/${id}/membersByGroupId`)).json, 'accountId');
    expect(await members()).toEqual([tomas]);
    const groups = async () =>
      resultsOf((await admin('GET', `${V1}/user/memberof?accountId=${tomas}`)).json, 'name');
    expect(await groups()).toContain('editors');
    expect((await admin('DELETE', `${V1}/group/user?name=editors&accountId=${tomas}`)).status).toBe(204);
    expect(await members()).toEqual([]);
    await admin('POST', `${V1}/group/user?name=editors`, { accountId: tomas });
    expect((await admin('DELETE', `${V1}/group/by-id?id=${id}`)).status).toBe(204);
    expect((await admin('DELETE', `${V1}/group/by-id?id=${id}`)).status).toBe(404);
    expect(await groups()).not.toContain('editors');
    expect(takeEvents()).toEqual(['group_created', 'group_removed']);
    expect((await admin('DELETE', `${V1}/group?name=site-admins`)).status).toBe(400);
    expect((await admin('POST', `${V1}/group/user?name=none`, { accountId: tomas })).status).toBe(404);
    expect((await admin('POST', `${V1}/group/user?name=atlassian-addons`, { accountId: tomas })).status).toBe(
      400,
    );
  });

  it('let people in, also into a space, from the moment that they join', async () => {
    const { admin, as } = await startConfluence();
    const tomas = await accountOf(as('tomas'));
    await admin('POST', `${V1}/group`, { name: 'insiders' });
    const subject = { type: 'group', identifier: 'insiders' };
    const operation = { key: 'read', target: 'space' };
    expect((await admin('POST', `${V1}/space/PRIV/permission`, { subject, operation })).status).toBe(200);
    const seen = async () => (await as('tomas')('GET', `${V2}/pages/65611`)).status;
    expect(await seen()).toBe(404);
    await admin('POST', `${V1}/group/user?name=insiders`, { accountId: tomas });
    expect(await seen()).toBe(200);
    await admin('DELETE', `${V1}/group?name=insiders`);
    expect(await seen()).toBe(404);
    // Out of the last group that has Confluence, somebody is out of Confluence.
    await admin('DELETE', `${V1}/group/user?name=confluence-users&accountId=${tomas}`);
    expect(await as('tomas')('GET', `${V1}/space`)).toMatchObject({
      status: 403,
      json: { message: 'Current user not permitted to use Confluence', statusCode: 403 },
    });
    expect((await as('tomas')('GET', `${V2}/pages`)).status).toBe(403);
    const check = { subject: { type: 'user', identifier: tomas }, operation: 'read' };
    expect((await admin('POST', `${V1}/content/65602/permission/check`, check)).json).toMatchObject({
      hasPermission: false,
      errors: [{ translation: 'User is not allowed to use Confluence' }],
    });
  });
});

describe('groups that Jira makes and removes', () => {
  it('are told of by Confluence to its add-ons', async () => {
    const webhooks = [
      { event: 'group_created', url: '/created' },
      { event: 'group_removed', url: '/removed' },
    ];
    const { addon, instance } = await startInstalled({ modules: { webhooks } }, { product: 'confluence' });
    const { admin } = jiraClientOf(instance);
    await admin('POST', '/group', { name: 'designers' });
    await admin('DELETE', '/group?groupname=designers');
    await instance.services.settled();
    for (const path of ['/created', '/removed']) {
      const bodies = addon.receivedAt(path).map(({ body }) => JSON.parse(body));
      expect(bodies, path).toMatchObject([{ groupName: 'designers', userAccountId: jiraAccountOf('admin') }]);
    }
  });

  it('leave no permissions behind, and no events where Jira refuses', async () => {
    const { admin, as, instance, takeEvents } = await startConfluence();
    const tomas = await accountOf(as('tomas'));
    const jira = jiraClientOf(instance);
    const { groupId } = (await jira.admin('POST', '/group', { name: 'insiders' })).body;
    const subject = { type: 'group', identifier: groupId };
    const operation = { key: 'read', target: 'space' };
    expect((await admin('POST', `${V1}/space/PRIV/permission`, { subject, operation })).status).toBe(200);
    await jira.admin('POST', `/group/user?groupId=${groupId}`, { accountId: tomas });
    const granted = async () =>
      resultsOf((await admin('GET', `${V2}/spaces/65538/permissions?limit=250`)).json, 'principal', 'id');
    expect(await granted()).toContain(groupId);
    expect((await jira.tomas('DELETE', `/group?groupId=${groupId}`)).status).toBe(403);
    expect((await jira.admin('DELETE', `/group?groupId=${groupId}`)).status).toBe(200);
    expect(await granted()).not.toContain(groupId);
    expect((await jira.admin('POST', '/group', { name: 'site-admins' })).status).toBe(400);
    expect(takeEvents()).toEqual(['group_created', 'space_permissions_updated', 'group_removed']);
  });
});

describe('people', () => {
  it('are looked up by several, and by e-mail address', async () => {
    const { admin, as } = await startConfluence();
    const [mia, tomas] = [await accountOf(as('mia')), await accountOf(as('tomas'))];
    const bulk = await admin('GET', `${V1}/user/bulk?accountId=${mia}&accountId=${tomas}&accountId=nobody`);
    expect(resultsOf(bulk.json, 'displayName')).toEqual(['Mia Lindqvist', 'Tomás Rivera']);
    const emails = ['mia@example.com', 'Stranger@example.com', 'nonsense'];
    expect((await admin('POST', `${V2}/user/access/check-access-by-email`, { emails })).json).toEqual({
      emailsWithoutAccess: ['Stranger@example.com'],
      invalidEmails: ['nonsense'],
    });
  });

  it('have e-mail addresses for add-ons that may have them', async () => {
    const { as, instance } = await startConfluence();
    const tomas = await accountOf(as('tomas'));
    const product = 'confluence';
    const { call } = await startInstalled(
      { scopes: ['READ', 'ACCESS_EMAIL_ADDRESSES'] },
      { product, instance },
    );
    const email = await call('GET', `/wiki${V1}/user/email?accountId=${tomas}`);
    expect(await email.json()).toEqual({ accountId: tomas, email: 'tomas@example.com' });
    const bulk = await call('GET', `/wiki${V1}/user/email/bulk?accountId=${tomas}`);
    expect(await bulk.json()).toEqual([{ accountId: tomas, email: 'tomas@example.com' }]);
    expect((await call('GET', `/wiki${V1}/user/email?accountId=nobody`)).status).toBe(404);
    expect((await call('POST', `/wiki${V1}/group`, { name: 'x' })).status).toBe(403);
  });

  it('have properties, which add-ons keep with them', async () => {
    const { admin, as } = await startConfluence();
    const tomas = await accountOf(as('tomas'));
    const path = `${V1}/user/${tomas}/property`;
    expect((await admin('POST', `${path}/seen`, { value: { a: 1 } })).status).toBe(201);
    expect((await admin('POST', `${path}/seen`, { value: { a: 1 } })).status).toBe(409);
    expect((await admin('PUT', `${path}/seen`, { value: { a: 2 } })).status).toBe(204);
    expect((await admin('GET', `${path}/seen`)).json).toMatchObject({ key: 'seen', value: { a: 2 } });
    expect(resultsOf((await admin('GET', path)).json)).toEqual([{ key: 'seen' }]);
    expect((await admin('PUT', `${path}/other`, { value: 1 })).status).toBe(404);
    expect((await admin('POST', `${path}/a%20b`, { value: 1 })).status).toBe(400);
    expect((await admin('POST', `${path}/none`, {})).status).toBe(400);
    expect((await admin('DELETE', `${path}/seen`)).status).toBe(204);
    expect((await admin('GET', `${path}/seen`)).status).toBe(404);
    expect((await admin('GET', `${V1}/user/nobody/property`)).status).toBe(404);
  });
});

describe('an add-on', () => {
  it('is told of groups, relations and views', async () => {
    const { admin, instance } = await startConfluence();
    const events = ['group_created', 'relation_created', 'page_viewed'];
    const webhooks = events.map((event) => ({ event, url: `/${event}` }));
    const { addon } = await startInstalled(
      { modules: { webhooks }, scopes: ['READ'] },
      { product: 'confluence', instance },
    );
    const account = await accountOf(admin);
    await admin('POST', `${V1}/group`, { name: 'editors' });
    await admin('PUT', `${V1}/relation/favourite/from/user/current/to/content/65602`);
    await fetch(`${instance.origin}/wiki/spaces/DS/pages/65602`);
    await instance.services.settled();
    const bodyOf = (event: string): unknown =>
      JSON.parse(addon.receivedAt(`/${event}`).at(-1)?.body ?? 'null');
    expect(bodyOf('group_created')).toMatchObject({ userAccountId: account, group: { name: 'editors' } });
    expect(bodyOf('relation_created')).toMatchObject({
      relation: { name: 'favourite', source: { type: 'user' }, target: { type: 'content', key: '65602' } },
    });
    expect(bodyOf('page_viewed')).toMatchObject({ userAccountId: account, page: { id: '65602' } });
  });
});
