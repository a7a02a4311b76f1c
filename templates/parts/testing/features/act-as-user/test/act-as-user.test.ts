import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textAt } from '../src/json.ts';
import { startAddon } from './support/start-addon.ts';

const running = await startAddon();
const { addon, instance } = running;

async function accountIdOf(user: string): Promise<string> {
  const { body } = await instance.asUser(user).get('/rest/api/3/myself');
  return textAt(body, 'accountId') ?? '';
}

async function findTenant() {
  const { clientKey } = await running.install();
  const tenant = await addon.tenants.find(clientKey);
  if (tenant === undefined) throw new Error('The add-on is not installed.');
  const self = tenant.product === 'jira' ? '/rest/api/3/myself' : '/rest/api/user/current';
  return { tenant, self };
}

test('acts as the person who is looking, with one access token for many calls', async () => {
  const { tenant, self } = await findTenant();
  const before = await instance.traffic.requests({ kind: 'oauth2' });
  for (const user of ['mia', 'tomas', 'mia']) {
    const accountId = await accountIdOf(user);
    const person = await addon.clients.asPerson(tenant, accountId).get(self);
    assert.equal(textAt(person, 'accountId'), accountId);
  }
  assert.equal((await instance.traffic.requests({ kind: 'oauth2' })).length, before.length + 2);
});

test('lets nobody in who is anonymous or unknown', async () => {
  const { tenant, self } = await findTenant();
  await assert.rejects(addon.clients.asPerson(tenant, undefined).get(self), { status: 401 });
  await assert.rejects(addon.clients.asPerson(tenant, 'nobody').get(self), { status: 502 });
});

test('says when the site has not told what the add-on needs for it', async () => {
  const { tenant, self } = await findTenant();
  const person = addon.clients.asPerson({ ...tenant, oauthClientId: undefined }, 'somebody');
  await assert.rejects(person.get(self), { status: 502, message: /install it again/ });
});

test('is still itself where nobody is looking', async () => {
  const { tenant, self } = await findTenant();
  const itself = textAt(await addon.clients.asAddon(tenant).get(self), 'accountId');
  assert.notEqual(itself, await accountIdOf('mia'));
});
