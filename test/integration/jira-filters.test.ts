import { describe, expect, it } from 'vitest';
import { startInstalled } from '../support/installed-addon.ts';
import { accountOf, type JiraAnswer, jiraClientOf, startJira } from '../support/jira-client.ts';
import { createTempDir } from '../support/temp-dir.ts';

const [mia, tomas] = [accountOf('mia'), accountOf('tomas')];
const UNAVAILABLE =
  'The selected filter is not available to you, perhaps it has been deleted or had its permissions changed.';

const keysOf = ({ body }: JiraAnswer) => body.issues.map(({ key }: { key: string }) => key);
const namesOf = (list: readonly { name: string }[]) => list.map(({ name }) => name);

describe('a filter', () => {
  it('is made, read, changed and deleted by whoever owns it', async () => {
    const { mia: call, tomas: other, admin: boss, instance } = await startJira();
    const input = {
      name: 'Open bugs',
      description: 'All of them',
      jql: 'type = Bug AND resolution IS EMPTY',
    };
    const made = await call('POST', '/filter', { ...input, favourite: true });
    expect(made.status).toBe(200);
    const { id } = made.body;
    expect(made.body).toMatchObject({
      ...input,
      self: `${instance.origin}/rest/api/3/filter/${id}`,
      owner: { accountId: mia },
      viewUrl: `${instance.origin}/issues/?filter=${id}`,
      favourite: true,
      favouritedCount: 1,
      sharePermissions: [],
      editPermissions: [],
      sharedUsers: { size: 0, items: [] },
      subscriptions: { size: 0, items: [] },
    });
    expect((await call('GET', `/filter/${id}`)).body).toEqual(made.body);
    expect(await other('GET', `/filter/${id}`)).toMatchObject({
      status: 400,
      body: { errorMessages: [UNAVAILABLE] },
    });
    expect((await boss('GET', `/filter/${id}`)).status).toBe(400);
    expect((await boss('GET', `/filter/${id}?overrideSharePermissions=true`)).status).toBe(200);
    expect((await other('GET', `/filter/${id}?overrideSharePermissions=true`)).status).toBe(400);
    const changed = await call('PUT', `/filter/${id}`, { name: 'Bugs' });
    expect(changed.body).toMatchObject({ name: 'Bugs', jql: input.jql, description: 'All of them' });
    expect((await other('PUT', `/filter/${id}`, { name: 'x' })).status).toBe(400);
    expect((await call('DELETE', `/filter/${id}`)).status).toBe(204);
    expect((await call('GET', `/filter/${id}`)).status).toBe(400);
  });

  it.each([
    [{ jql: 'project = DEMO' }, 400],
    [{ name: 'taken' }, 400],
    [{ name: 'a', jql: 'nonsense = 1' }, 400],
    [{ name: 'a', jql: 'project = ' }, 400],
    [{ name: 'a', sharePermissions: [{ type: 'nonsense' }] }, 400],
    [{ name: 'a', sharePermissions: [{ type: 'group', group: { name: 'site-admins' } }] }, 400],
    [{ name: 'a', sharePermissions: [{ type: 'project', project: { id: '10001' } }] }, 404],
    [{ name: 'a', jql: '' }, 200],
  ])('is made of %j with %i', async (input, status) => {
    const { tomas: call } = await startJira();
    await call('POST', '/filter', { name: 'Taken' });
    expect((await call('POST', '/filter', input)).status).toBe(status);
  });

  it('is seen and changed by those with whom it is shared', async () => {
    const { mia: call, tomas: other, as } = await startJira();
    const { id } = (await call('POST', '/filter', { name: 'Shared', jql: 'project = DEMO' })).body;
    const share = (body: object) => call('POST', `/filter/${id}/permission`, body);
    const seen = async () => [
      (await other('GET', `/filter/${id}`)).status,
      (await as('yuki')('GET', `/filter/${id}`)).status,
    ];
    expect((await other('GET', `/filter/${id}/permission`)).status).toBe(404);
    expect((await share({ type: 'project', projectId: '10001' })).status).toBe(201);
    expect(await seen()).toEqual([400, 400]);
    const toTomas = await share({ type: 'user', accountId: tomas, rights: 3 });
    expect(toTomas.body).toMatchObject([
      { type: 'project', project: { key: 'PRIV' } },
      { id: expect.any(Number), type: 'user', user: { accountId: tomas } },
    ]);
    expect(await seen()).toEqual([200, 400]);
    expect((await other('PUT', `/filter/${id}`, { name: 'Better' })).body).toMatchObject({
      name: 'Better',
      owner: { accountId: mia },
    });
    expect((await other('POST', `/filter/${id}/permission`, { type: 'global' })).status).toBe(404);
    expect((await other('DELETE', `/filter/${id}`)).status).toBe(401);
    const [, { id: shareId }] = toTomas.body;
    expect((await call('GET', `/filter/${id}/permission/${shareId}`)).body.type).toBe('user');
    expect((await call('DELETE', `/filter/${id}/permission/${shareId}`)).status).toBe(204);
    expect((await call('DELETE', `/filter/${id}/permission/${shareId}`)).status).toBe(404);
    expect(await seen()).toEqual([400, 400]);
    // Shared with everybody, it needs to be shared with nobody else.
    expect((await share({ type: 'authenticated' })).body).toMatchObject([{ type: 'loggedin' }]);
    expect(await seen()).toEqual([200, 200]);
    const { sharedUsers } = (await call('GET', `/filter/${id}?expand=sharedUsers`)).body;
    expect([sharedUsers.size, sharedUsers.items.length]).toEqual([3, 3]);
    expect((await share({ type: 'group', groupname: 'jira-software-users' })).status).toBe(201);
  });

  it('is liked, listed and given away', async () => {
    const { mia: call, tomas: other, admin: boss } = await startJira();
    const make = async (name: string, share: readonly object[] = []) =>
      (await call('POST', '/filter', { name, jql: 'project = DEMO', sharePermissions: share })).body.id;
    const hidden = await make('Hidden');
    const shown = await make('Shown', [{ type: 'loggedin' }]);
    expect((await other('PUT', `/filter/${shown}/favourite`)).body).toMatchObject({
      favourite: true,
      favouritedCount: 1,
    });
    expect((await other('PUT', `/filter/${hidden}/favourite`)).status).toBe(400);
    expect(namesOf((await other('GET', '/filter/favourite')).body)).toEqual(['Shown']);
    expect((await other('GET', '/filter/my')).body).toEqual([]);
    expect(namesOf((await other('GET', '/filter/my?includeFavourites=true')).body)).toEqual(['Shown']);
    expect(namesOf((await call('GET', '/filter/my')).body)).toEqual(['Hidden', 'Shown']);
    // Whatever somebody likes is hidden from them when it is no longer shared.
    await call('PUT', `/filter/${shown}`, { name: 'Shown', sharePermissions: [] });
    expect((await other('GET', '/filter/favourite')).body).toEqual([]);
    await call('PUT', `/filter/${shown}`, { name: 'Shown', sharePermissions: [{ type: 'global' }] });
    expect((await other('DELETE', `/filter/${shown}/favourite`)).body.favourite).toBe(false);

    expect((await other('PUT', `/filter/${shown}/owner`, { accountId: tomas })).status).toBe(403);
    expect((await call('PUT', `/filter/${hidden}/owner`, { accountId: 'none' })).status).toBe(404);
    expect((await other('PUT', `/filter/${hidden}/owner`, { accountId: tomas })).status).toBe(404);
    await other('POST', '/filter', { name: 'hidden' });
    expect((await call('PUT', `/filter/${hidden}/owner`, { accountId: tomas })).status).toBe(400);
    expect((await boss('PUT', `/filter/${shown}/owner`, { accountId: tomas })).status).toBe(204);
    expect((await other('GET', `/filter/${shown}`)).body.owner.accountId).toBe(tomas);
  });

  it('is searched for, page by page', async () => {
    const { mia: call, tomas: other } = await startJira();
    const shares = [{ type: 'group', group: { name: 'jira-software-users' } }];
    for (const name of ['Bugs of mine', 'Old bugs', 'Stories']) {
      await call('POST', '/filter', {
        name,
        description: name,
        jql: 'project = DEMO',
        sharePermissions: shares,
      });
    }
    await call('POST', '/filter', { name: 'Secret bugs', jql: 'project = DEMO' });
    const search = async (query: string, as = call) => (await as('GET', `/filter/search?${query}`)).body;
    const page = await search('maxResults=2&orderBy=-name&expand=jql,isWritable', other);
    expect(page).toMatchObject({ startAt: 0, maxResults: 2, total: 3, isLast: false });
    expect(page.values).toEqual([
      expect.objectContaining({ name: 'Stories', jql: 'project = DEMO', isWritable: false }),
      expect.objectContaining({ name: 'Old bugs' }),
    ]);
    expect(page.values[0]).not.toHaveProperty('description');
    expect(namesOf((await search('startAt=2&maxResults=2&orderBy=-name', other)).values)).toEqual([
      'Bugs of mine',
    ]);
    expect(namesOf((await search('filterName=bugs')).values)).toEqual([
      'Bugs of mine',
      'Old bugs',
      'Secret bugs',
    ]);
    expect((await search('filterName=ug')).values).toEqual([]);
    expect((await search('filterName=ug&isSubstringMatch=true')).total).toBe(3);
    expect((await search('groupname=jira-software-users')).total).toBe(3);
    expect((await search('groupname=site-admins')).total).toBe(0);
    expect((await search(`accountId=${tomas}`)).total).toBe(0);
    expect((await search(`id=${page.values[0].id}&id=1`)).total).toBe(1);
    for (const wrong of ['orderBy=nonsense', 'expand=nonsense', 'owner=mia', 'groupname=a&groupId=b']) {
      expect((await call('GET', `/filter/search?${wrong}`)).status).toBe(400);
    }
  });

  it('has columns, and a scope that it is shared with unless somebody says otherwise', async () => {
    const { mia: call, tomas: other } = await startJira();
    expect((await call('GET', '/filter/defaultShareScope')).body).toEqual({ scope: 'PRIVATE' });
    expect((await call('PUT', '/filter/defaultShareScope', { scope: 'AUTHENTICATED' })).status).toBe(200);
    expect((await call('PUT', '/filter/defaultShareScope', { scope: 'nonsense' })).status).toBe(400);
    const { id } = (await call('POST', '/filter', { name: 'Mine' })).body;
    expect((await other('GET', `/filter/${id}`)).body.sharePermissions).toMatchObject([{ type: 'loggedin' }]);
    const path = `/filter/${id}/columns`;
    expect((await call('GET', path)).status).toBe(404);
    expect((await other('PUT', path, { columns: ['summary'] })).status).toBe(403);
    expect((await call('PUT', path, { columns: ['comment'] })).status).toBe(400);
    expect((await call('PUT', path, { columns: ['issuekey', 'summary'] })).status).toBe(200);
    expect((await other('GET', path)).body).toEqual([
      { label: 'Key', value: 'issuekey' },
      { label: 'Summary', value: 'summary' },
    ]);
    expect((await call('DELETE', path)).status).toBe(204);
    expect((await call('GET', path)).status).toBe(404);
  });

  it('is named in queries, for whoever sees it, and does not refer to itself', async () => {
    const { mia: call, tomas: other } = await startJira();
    const search = (jql: string, as = call) => as('POST', '/search/jql', { jql, fields: ['key'] });
    const { id } = (
      await call('POST', '/filter', { name: 'Hot', jql: 'priority in (Highest, High) ORDER BY key' })
    ).body;
    expect(keysOf(await search('filter = hot AND project = DEMO ORDER BY key'))).toEqual([
      'DEMO-1',
      'DEMO-2',
    ]);
    expect(keysOf(await search(`savedFilter in (${id}) ORDER BY key DESC`))).toEqual(['DEMO-2', 'DEMO-1']);
    expect(keysOf(await search('project = DEMO AND filter != Hot ORDER BY key'))).toEqual([
      'DEMO-3',
      'DEMO-4',
      'DEMO-5',
    ]);
    expect(await search(`filter = ${id}`, other)).toMatchObject({
      status: 400,
      body: { errorMessages: [`The value '${id}' does not exist for the field 'filter'.`] },
    });
    const nested = (await call('POST', '/filter', { name: 'Nested', jql: `filter = ${id} AND type = Bug` }))
      .body;
    expect(keysOf(await search('filter = Nested'))).toEqual(['DEMO-2']);
    const refused = await call('PUT', `/filter/${id}`, { name: 'Hot', jql: `filter = ${nested.id}` });
    expect(refused.status).toBe(400);
    expect((await call('GET', `/filter/${id}`)).body.jql).toBe('priority in (Highest, High) ORDER BY key');
  });

  it('is there after a restart, and told of to add-ons', async () => {
    const dataFolder = await createTempDir();
    const { mia: call, instance } = await startJira({ dataFolder });
    const webhooks = ['created', 'updated', 'deleted'].map((what) => ({
      event: `filter_${what}`,
      url: `/${what}`,
    }));
    const { addon } = await startInstalled({ scopes: ['READ'], modules: { webhooks } }, { instance });
    const { body } = await call('POST', '/filter', { name: 'Mine', jql: 'project = DEMO' });
    await call('PUT', `/filter/${body.id}/columns`, { columns: ['summary'] });
    await instance.services.settled();
    expect(JSON.parse(addon.receivedAt('/created')[0]?.body ?? '')).toMatchObject({
      webhookEvent: 'filter_created',
      filter: { id: body.id, name: 'Mine', jql: 'project = DEMO', owner: { accountId: mia } },
    });
    expect(addon.receivedAt('/updated')).toHaveLength(1);
    await instance.stop();
    const again = await startJira({ dataFolder });
    expect((await again.mia('GET', `/filter/${body.id}`)).body).toMatchObject({ name: 'Mine' });
    await again.mia('DELETE', `/filter/${body.id}`);
    await again.instance.services.settled();
    expect(addon.receivedAt('/deleted')).toHaveLength(1);
    const next = jiraClientOf(again.instance);
    expect((await next.mia('POST', '/filter', { name: 'Mine' })).body.id).not.toBe(body.id);
  });
});
