// @ts-check
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { DeliveryLog } from '../src/storage/delivery-log.js';
import { migrate } from '../src/storage/migrate.js';
import { Secrets } from '../src/storage/secrets.js';
import { SettingsStore } from '../src/storage/settings-store.js';
import { database } from './addon-under-test.js';

const [key, newKey] = [randomBytes(32), randomBytes(32)];
const store = new SettingsStore(database, new Secrets([key]));

test('migrations are made once', async () => {
  await migrate(database);
  const rows = await database.query('SELECT name FROM migrations ORDER BY name');
  assert.deepEqual(rows[0], { name: '0001_settings.sql' });
});

test('a value belongs to its site', async () => {
  await store.set('name', { of: 'one' }, 'site-one');
  await store.set('name', { of: 'two' }, 'site-two');
  await store.set('name', { of: 'one again' }, 'site-one');
  assert.deepEqual(await store.get('name', 'site-one'), { of: 'one again' });
  await store.forget('site-one');
  assert.equal(await store.get('name', 'site-one'), null);
  assert.deepEqual(await store.get('name', 'site-two'), { of: 'two' });
  await store.del('name', 'site-two');
  assert.equal(await store.get('name', 'site-two'), null);
});

test('what is encrypted for one site cannot be passed off as that of another', async () => {
  await store.set('name', 'secret', 'site-one');
  await database.query(
    "INSERT INTO settings SELECT 'site-two', name, value FROM settings WHERE client_key = 'site-one'",
  );
  await assert.rejects(store.get('name', 'site-two'));
  await store.forget('site-two');
});

test('a new key takes the place of an old one', async () => {
  // Other tests encrypt with keys that are not known here.
  await database.query('DELETE FROM settings');
  await store.set('name', 'secret', 'site-one');
  const during = new SettingsStore(database, new Secrets([newKey, key]));
  assert.equal(await during.get('name', 'site-one'), 'secret');
  await during.renewEncryption();
  assert.equal(await new SettingsStore(database, new Secrets([newKey])).get('name', 'site-one'), 'secret');
  await assert.rejects(store.get('name', 'site-one'), /ENCRYPTION_KEY lacks the key/);
});

test('deliveries are kept for thirty days', async () => {
  const log = new DeliveryLog(database);
  const delivery = (/** @type {string} */ id, /** @type {string} */ time) =>
    log.record('site', { id, event: 'event', about: 'DEMO-1', receivedAt: new Date(time) });
  await delivery('old', '2026-01-01T00:00:00Z');
  await delivery('new', '2026-02-15T00:00:00Z');
  await delivery('new', '2026-02-15T00:00:00Z');
  assert.deepEqual(
    (await log.list('site', 'DEMO-1')).map(({ id, receivedAt }) => [id, receivedAt.toISOString()]),
    [['new', '2026-02-15T00:00:00.000Z']],
  );
});
