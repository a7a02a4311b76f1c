import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { MIGRATIONS_FOLDER } from '../src/config.ts';
import { migrate } from '../src/storage/migrations.ts';
import { readMigrations } from '../src/storage/open-database.ts';
import { Secrets } from '../src/storage/secrets.ts';
import { TenantStore } from '../src/storage/tenant-store.ts';
import { WebhookLog } from '../src/storage/webhook-log.ts';
import { startAddon } from './support/start-addon.ts';

const { database } = await startAddon();
const newKey = () => randomBytes(32).toString('base64');
const tenants = new TenantStore(database, await Secrets.create([newKey()]));

/** A site that no other test knows. */
function newTenant(sharedSecret = 'shared secret') {
  const clientKey = randomBytes(8).toString('hex');
  const url = `https://${clientKey}.atlassian.net`;
  const product = 'jira' as const;
  return { clientKey, product, baseUrl: url, displayUrl: url, sharedSecret, oauthClientId: undefined };
}

const newDelivery = (id: string, receivedAt = new Date()) => ({
  id,
  event: 'jira:issue_updated',
  subjectId: '1',
  subjectName: 'A-1',
  changedFields: ['summary', 'a "quoted", field'],
  receivedAt,
});

test('applies each migration once', async () => {
  const migrations = await readMigrations(MIGRATIONS_FOLDER);
  await Promise.all([migrate(database, migrations), migrate(database, migrations)]);
  const applied = await database.query('select name from migrations order by name');
  assert.deepEqual(
    applied.map(({ name }) => name),
    migrations.map(({ name }) => name),
  );
});

test('leaves nothing of a migration that fails', async () => {
  const broken = { name: '9999_broken.sql', sql: 'create table half (id int); select nonsense;' };
  await assert.rejects(migrate(database, [broken]), /nonsense/);
  await assert.rejects(database.query('select * from half'), /half/);
});

test('keeps a tenant, whose secret the database does not give away', async () => {
  const tenant = newTenant();
  await tenants.save(tenant);
  assert.deepEqual(await tenants.find(tenant.clientKey), { ...tenant, isEnabled: false });
  const rows = await database.query('select * from tenants where client_key = $1', [tenant.clientKey]);
  assert.doesNotMatch(JSON.stringify(rows), /shared secret/);
});

test('takes the latest secret, and leaves alone whether the tenant is enabled', async () => {
  const tenant = newTenant();
  await tenants.save(tenant);
  await tenants.setEnabled(tenant.clientKey, true);
  await tenants.save({ ...tenant, sharedSecret: 'renewed' });
  assert.deepEqual(await tenants.find(tenant.clientKey), {
    ...tenant,
    sharedSecret: 'renewed',
    isEnabled: true,
  });
});

test('gives no secret to a row that was copied from another tenant', async () => {
  const [own, other] = [newTenant(), newTenant()];
  await tenants.save(own);
  await tenants.save(other);
  await database.query(
    'update tenants set shared_secret = (select shared_secret from tenants where client_key = $1) where client_key = $2',
    [own.clientKey, other.clientKey],
  );
  await assert.rejects(tenants.find(other.clientKey));
});

test('forgets the secret of a tenant at once, and its data when nobody came back for it', async () => {
  const tenant = newTenant();
  const log = new WebhookLog(database, tenant.clientKey);
  const date = new Date('2026-01-01');
  await tenants.save(tenant);
  await log.record(newDelivery('1'));
  await tenants.uninstall(tenant.clientKey, date);
  assert.equal(await tenants.find(tenant.clientKey), undefined);
  await tenants.purge(date);
  assert.equal((await log.list()).length, 1);
  await tenants.purge(new Date(date.getTime() + 1));
  assert.equal((await log.list()).length, 0);
});

test('encrypts secrets anew with a newer key', async () => {
  const tenant = newTenant();
  const [older, newer] = [newKey(), newKey()];
  // The other tests' secrets have keys of their own.
  await database
    .transaction(async (queries) => {
      await queries.run('update tenants set shared_secret = null');
      const inside = { ...queries, transaction: database.transaction, close: database.close };
      await new TenantStore(inside, await Secrets.create([older])).save(tenant);
      await new TenantStore(inside, await Secrets.create([newer, older])).renewSecrets();
      const found = await new TenantStore(inside, await Secrets.create([newer])).find(tenant.clientKey);
      assert.equal(found?.sharedSecret, tenant.sharedSecret);
      throw new Error('undo');
    })
    .catch((error: Error) => assert.equal(error.message, 'undo'));
});

test('keeps the newest webhooks of each tenant, one row for each delivery', async () => {
  const [busy, quiet] = [newTenant(), newTenant()];
  await tenants.save(busy);
  await tenants.save(quiet);
  const busyLog = new WebhookLog(database, busy.clientKey);
  const quietLog = new WebhookLog(database, quiet.clientKey);
  await quietLog.record(newDelivery('0'));
  await quietLog.record(newDelivery('0'));
  for (let id = 0; id < 105; id += 1) await busyLog.record(newDelivery(String(id), new Date(id * 1000)));
  const kept = await busyLog.list();
  assert.deepEqual([kept.length, kept[0]?.id], [100, '104']);
  assert.deepEqual(kept[0]?.changedFields, ['summary', 'a "quoted", field']);
  assert.equal((await quietLog.list()).length, 1);
  assert.equal((await busyLog.list('another subject')).length, 0);
});
