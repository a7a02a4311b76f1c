import { describe, expect, it } from 'vitest';
import { startInstalled } from '../support/installed-addon.ts';
import { accountOf, jiraClientOf, read, startJira } from '../support/jira-client.ts';
import { createTempDir } from '../support/temp-dir.ts';

const [mia, tomas] = [accountOf('mia'), accountOf('tomas')];
const NONE = { sharePermissions: [], editPermissions: [] };
const EVERYBODY = { sharePermissions: [{ type: 'loggedin' }], editPermissions: [] };
const ITEM = {
  key: 'item',
  name: { value: 'An item' },
  description: { value: 'It shows something' },
  url: '/item?dashboard={dashboard.id}&item={dashboardItem.id}',
  thumbnailUrl: '/item.png',
};
const MODULE_KEY = 'com.atlassian.plugins.atlassian-connect-plugin:fake-addon__item';

const namesOf = (list: readonly { name: string }[]) => list.map(({ name }) => name);

async function startWithItem() {
  const installed = await startInstalled({
    scopes: ['READ', 'WRITE', 'DELETE'],
    modules: { jiraDashboardItems: [ITEM] },
  });
  return { ...installed, ...jiraClientOf(installed.instance) };
}

describe('a dashboard', () => {
  it('is made, changed, copied and deleted by whoever owns it', async () => {
    const { mia: call, tomas: other, instance } = await startJira();
    const made = await call('POST', '/dashboard', { name: 'Mine', description: 'For me', ...NONE });
    expect(made.status).toBe(200);
    const { id } = made.body;
    expect(made.body).toEqual({
      id,
      name: 'Mine',
      description: 'For me',
      isFavourite: false,
      owner: expect.objectContaining({ accountId: mia }),
      popularity: 0,
      self: `${instance.origin}/rest/api/3/dashboard/${id}`,
      sharePermissions: [],
      editPermissions: [],
      view: `${instance.origin}/secure/Dashboard.jspa?selectPageId=${id}`,
      isWritable: true,
      systemDashboard: false,
    });
    for (const wrong of [{ ...NONE }, { name: 'mine', ...NONE }, { name: 'Without shares' }]) {
      expect((await call('POST', '/dashboard', wrong)).status).toBe(400);
    }
    expect((await other('GET', `/dashboard/${id}`)).status).toBe(404);
    expect((await other('PUT', `/dashboard/${id}`, { name: 'x', ...NONE })).status).toBe(404);
    expect((await other('POST', `/dashboard/${id}/copy`, { ...NONE })).status).toBe(404);
    expect((await other('DELETE', `/dashboard/${id}`)).status).toBe(400);
    expect((await call('PUT', `/dashboard/${id}`, { name: 'Ours', ...EVERYBODY })).body).toMatchObject({
      name: 'Ours',
      sharePermissions: [{ type: 'loggedin' }],
    });
    const seen = await other('GET', `/dashboard/${id}`);
    expect([seen.status, seen.body.isWritable]).toEqual([200, false]);
    const copied = await other('POST', `/dashboard/${id}/copy`, { name: 'Copied', ...NONE });
    expect(copied.body).toMatchObject({ name: 'Copied', owner: { accountId: tomas } });
    expect((await call('DELETE', `/dashboard/${id}`)).status).toBe(204);
    expect((await call('GET', `/dashboard/${id}`)).status).toBe(404);
    expect((await call('DELETE', '/dashboard/10000')).status).toBe(400);
  });

  it('is listed and searched for', async () => {
    const { mia: call, tomas: other } = await startJira();
    for (const name of ['One', 'Two', 'Three']) await call('POST', '/dashboard', { name, ...EVERYBODY });
    await call('POST', '/dashboard', { name: 'Secret', ...NONE });
    const list = await other('GET', '/dashboard?maxResults=2&startAt=2');
    expect(list.body).toMatchObject({
      startAt: 2,
      maxResults: 2,
      total: 4,
      prev: expect.stringContaining('startAt=0'),
    });
    expect(namesOf(list.body.dashboards)).toEqual(['Two', 'Three']);
    expect(list.body).not.toHaveProperty('next');
    expect((await other('GET', '/dashboard?filter=my')).body.dashboards).toEqual([]);
    expect((await call('GET', '/dashboard?filter=my')).body.total).toBe(4);
    expect((await call('GET', '/dashboard')).body.dashboards[0]).toMatchObject({
      id: '10000',
      name: 'Default dashboard',
      systemDashboard: true,
      isWritable: false,
    });
    const search = async (query: string) => (await other('GET', `/dashboard/search?${query}`)).body;
    expect(namesOf((await search('dashboardName=t&orderBy=-id')).values)).toEqual([
      'Three',
      'Two',
      'Default dashboard',
    ]);
    expect((await search(`accountId=${mia}&maxResults=1`)).total).toBe(3);
    expect((await search('status=archived')).total).toBe(0);
    for (const wrong of ['orderBy=nonsense', 'expand=nonsense', 'owner=mia']) {
      expect((await call('GET', `/dashboard/search?${wrong}`)).status).toBe(400);
    }
  });

  it('is changed together with others', async () => {
    const { mia: call, tomas: other, admin: boss } = await startJira();
    const ids: number[] = [];
    for (const name of ['One', 'Two']) {
      ids.push(Number((await call('POST', '/dashboard', { name, ...EVERYBODY })).body.id));
    }
    const edit = (body: object, as = call) => as('PUT', '/dashboard/bulk/edit', { entityIds: ids, ...body });
    const share = { permissionDetails: { sharePermissions: [{ type: 'user', user: { accountId: tomas } }] } };
    expect((await edit({ action: 'nonsense' })).status).toBe(400);
    expect((await edit({ action: 'addPermission', ...share }, other)).body.entityErrors).toEqual(
      Object.fromEntries(
        ids.map((id) => [
          id,
          { errorMessages: ['Only owner or editors of the dashboard can change permissions.'], errors: {} },
        ]),
      ),
    );
    expect((await edit({ action: 'changePermission', ...share })).body).toEqual({
      action: 'changePermission',
      entityErrors: {},
    });
    expect((await other('GET', `/dashboard/${ids[0]}`)).status).toBe(200);
    expect((await boss('GET', `/dashboard/${ids[0]}`)).status).toBe(404);
    await edit({ action: 'removePermission', ...share });
    expect((await other('GET', `/dashboard/${ids[0]}`)).status).toBe(404);
    const give = { action: 'changeOwner', changeOwnerDetails: { newOwner: tomas, autofixName: false } };
    expect((await edit({ ...give, extendAdminPermissions: true })).status).toBe(400);
    await other('POST', '/dashboard', { name: 'one', ...NONE });
    const given = await edit({ ...give, extendAdminPermissions: true }, boss);
    expect(Object.keys(given.body.entityErrors)).toEqual([String(ids[0])]);
    expect((await other('GET', `/dashboard/${ids[1]}`)).body.owner.accountId).toBe(tomas);
  });
});

describe('gadgets', () => {
  it('of add-ons are available, put on dashboards, moved and removed', async () => {
    const { mia: call, tomas: other } = await startWithItem();
    expect((await call('GET', '/dashboard/gadgets')).body).toEqual({
      gadgets: [{ moduleKey: MODULE_KEY, title: 'An item' }],
    });
    const { id } = (await call('POST', '/dashboard', { name: 'Mine', ...EVERYBODY })).body;
    const path = `/dashboard/${id}/gadget`;
    const add = (more: object = {}) => call('POST', path, { moduleKey: MODULE_KEY, ...more });
    const first = await add({ color: 'red', position: { row: 0, column: 1 } });
    expect(first).toMatchObject({
      status: 200,
      body: {
        id: expect.any(Number),
        moduleKey: MODULE_KEY,
        title: 'An item',
        color: 'red',
        position: { row: 0, column: 1 },
      },
    });
    const second = await add({ title: 'Above', position: { row: 0, column: 1 } });
    const layout = async () =>
      (await other('GET', path)).body.gadgets.map(
        ({ title, position }: { title: string; position: { row: number; column: number } }) =>
          `${title} ${position.column}/${position.row}`,
      );
    expect(await layout()).toEqual(['Above 1/0', 'An item 1/1']);
    expect((await add({ position: { row: 3, column: 1 } })).body.errorMessages).toEqual([
      'The gadget cannot be placed in the selected row. The selected row does not exist on the dashboard.',
    ]);
    for (const wrong of [
      { color: 'pink' },
      { moduleKey: 'none' },
      { uri: 'both' },
      { position: { row: 0, column: 9 } },
    ]) {
      expect((await add(wrong)).status).toBe(400);
    }
    expect((await other('POST', path, { moduleKey: MODULE_KEY })).status).toBe(404);
    const move = { title: 'Moved', position: { row: 1, column: 1 } };
    expect((await call('PUT', `${path}/${second.body.id}`, move)).status).toBe(204);
    expect(await layout()).toEqual(['An item 1/0', 'Moved 1/1']);
    expect((await call('PUT', `${path}/1`, move)).status).toBe(404);
    expect((await other('DELETE', `${path}/${first.body.id}`)).status).toBe(404);
    expect((await call('DELETE', `${path}/${first.body.id}`)).status).toBe(204);
    expect(await layout()).toEqual(['Moved 1/0']);
    expect((await call('GET', `${path}?gadgetId=${second.body.id}&gadgetId=1`)).body.gadgets).toHaveLength(1);
    expect((await call('GET', `${path}?moduleKey=other`)).body.gadgets).toEqual([]);
    for (let count = 1; count < 20; count += 1) expect((await add()).status).toBe(200);
    expect((await add()).body.errorMessages[0]).toContain('The maximum number of gadgets');
  });

  it('have properties, which add-ons keep their settings in', async () => {
    const { mia: call, tomas: other, call: addon, instance } = await startWithItem();
    const { id } = (await call('POST', '/dashboard', { name: 'Mine', ...EVERYBODY })).body;
    const gadget = (await call('POST', `/dashboard/${id}/gadget`, { moduleKey: MODULE_KEY })).body;
    const path = `/dashboard/${id}/items/${gadget.id}/properties`;
    expect((await call('PUT', `${path}/config`, { deep: { er: 1 } })).status).toBe(201);
    expect((await call('PUT', `${path}/config`, { deep: { er: 2 } })).status).toBe(200);
    expect((await other('GET', `${path}/config`)).body).toEqual({
      key: 'config',
      value: { deep: { er: 2 } },
    });
    expect((await other('PUT', `${path}/config`, {})).status).toBe(403);
    expect((await read(await addon('GET', `/rest/api/3${path}`))).keys).toEqual([
      { key: 'config', self: `${instance.origin}/rest/api/3${path}/config` },
    ]);
    expect((await call('GET', `/dashboard/${id}/items/1/properties`)).status).toBe(404);

    const copied = (await call('POST', `/dashboard/${id}/copy`, { name: 'Copied', ...NONE })).body;
    const [twin] = (await call('GET', `/dashboard/${copied.id}/gadget`)).body.gadgets;
    const twinPath = `/dashboard/${copied.id}/items/${twin.id}/properties`;
    expect((await call('GET', `${twinPath}/config`)).body.value).toEqual({ deep: { er: 2 } });
    expect((await other('GET', `${twinPath}/config`)).status).toBe(404);
    expect((await call('DELETE', `${path}/config`)).status).toBe(204);
    expect((await call('GET', `${path}/config`)).status).toBe(404);
    expect((await call('GET', `${twinPath}/config`)).status).toBe(200);

    // A gadget of the old kind keeps texts only.
    const old = { uri: 'rest/gadgets/old.xml', ignoreUriAndModuleKeyValidation: true };
    const oldGadget = (await call('POST', `/dashboard/${id}/gadget`, old)).body;
    const oldPath = `/dashboard/${id}/items/${oldGadget.id}/properties/config`;
    expect((await call('PUT', oldPath, { deep: { er: 1 } })).status).toBe(400);
    expect((await call('PUT', oldPath, { flat: 'text' })).status).toBe(201);
  });

  it('are there after a restart', async () => {
    const dataFolder = await createTempDir();
    const { mia: call, instance } = await startJira({ dataFolder });
    const { id } = (await call('POST', '/dashboard', { name: 'Mine', ...NONE })).body;
    const input = { uri: 'a.xml', title: 'Kept', ignoreUriAndModuleKeyValidation: true };
    await call('POST', `/dashboard/${id}/gadget`, input);
    await instance.stop();
    const again = await startJira({ dataFolder });
    expect((await again.mia('GET', `/dashboard/${id}/gadget`)).body.gadgets).toMatchObject([
      { title: 'Kept' },
    ]);
    expect((await again.mia('GET', '/dashboard')).body.total).toBe(2);
  });
});
