// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { baseUrl, database, install, instance, openPages } from './addon-under-test.js';

test('an install is kept, and its secret is encrypted', async () => {
  for (const addon of await install()) {
    const [row] = await database.query('SELECT value FROM settings WHERE client_key = $1', [addon.clientKey]);
    const secret = await addon.sharedSecret();
    assert.ok(secret && row);
    assert.ok(!String(row.value).includes(secret));
  }
});

test('an install that Atlassian has not signed is refused', async () => {
  const body = {
    key: 'any',
    clientKey: 'forged',
    sharedSecret: 'forged',
    baseUrl: 'https://forged.atlassian.net',
  };
  for (const path of ['/installed', '/uninstalled', '/enabled', '/disabled']) {
    const response = await fetch(`${baseUrl}${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    assert.equal(response.status, 401, path);
  }
  assert.deepEqual(await database.query("SELECT 1 FROM settings WHERE client_key = 'forged'"), []);
});

test('a new secret takes the place of the old one', async () => {
  for (const addon of await install()) {
    const before = await openPages(addon);
    await addon.rotateSecret();
    for (const { url } of before) assert.equal((await fetch(url)).status, 401);
    for (const { status } of await openPages(addon)) assert.equal(status, 200);
  }
});

test('sites do not know of one another', async () => {
  const [addon] = await install();
  const [other] = await install(instance.site('two'));
  assert.ok(addon && other);
  assert.notEqual(addon.clientKey, other.clientKey);
  await database.query(
    `INSERT INTO deliveries (client_key, id, event, about, received_at)
     SELECT $1, 'id', 'of-site-two', about, now() FROM (VALUES ('DEMO-1'), ('1')) AS t(about) LIMIT 1`,
    [other.clientKey],
  );
  for (const page of await openPages(addon)) assert.ok(!page.text().includes('of-site-two'));

  await other.uninstall();
  for (const { status } of await openPages(addon)) assert.equal(status, 200);
});

test('nothing is left of a site that has uninstalled', async () => {
  for (const addon of await install()) {
    const pages = await openPages(addon);
    await addon.uninstall();
    for (const table of ['settings', 'deliveries']) {
      assert.deepEqual(
        await database.query(`SELECT 1 FROM ${table} WHERE client_key = $1`, [addon.clientKey]),
        [],
      );
    }
    for (const { url } of pages) assert.equal((await fetch(url)).status, 401);
  }
});
