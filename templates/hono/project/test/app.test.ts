import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createApp } from '../src/app.ts';
import { HttpError } from '../src/http-error.ts';
import { readAsset } from '../src/read-asset.ts';
import { readJson } from '../src/read-json.ts';
import { startAddon } from './support/start-addon.ts';

const { addon, descriptors } = await startAddon();
const logged: string[] = [];
const app = createApp({
  addon,
  descriptors,
  readAsset: (name) => (name === 'broken.css' ? Promise.reject(new Error('no disk')) : readAsset(name)),
  log: (message) => void logged.push(message),
});

test('serves no file but those of public/', async () => {
  const paths = [
    '../package.json',
    '%2e%2e/package.json',
    '..%2fpackage.json',
    '.hidden',
    'a//b',
    'support',
    '',
  ];
  for (const path of paths) assert.equal((await app.request(`/assets/${path}`)).status, 404, path);
});

test('sends a file again only when it has changed', async () => {
  const first = await app.request('/assets/addon.css');
  assert.equal(first.headers.get('Content-Type'), 'text/css; charset=utf-8');
  const headers = { 'If-None-Match': first.headers.get('ETag') ?? '' };
  assert.equal((await app.request('/assets/addon.css', { headers })).status, 304);
});

test('answers below the path of its base URL', async () => {
  const moved = createApp({ addon: { ...addon, basePath: '/base' }, descriptors, readAsset, log: () => {} });
  const statuses = [
    '/base/assets/addon.css',
    `/base${descriptors[0]?.path}`,
    '/assets/addon.css',
    '/basement',
  ].map(async (path) => (await moved.request(path)).status);
  assert.deepEqual(await Promise.all(statuses), [200, 200, 404, 404]);
});

test('says that it runs', async () => {
  assert.equal((await app.request('/health')).status, 200);
});

test('logs what goes wrong here by its path, and tells nobody else', async () => {
  const response = await app.request('/assets/broken.css?jwt=secret');
  assert.deepEqual([response.status, await response.text()], [500, 'The add-on failed.\n']);
  assert.deepEqual(logged, ['GET /assets/broken.css failed with 500']);
});

test('reads bodies up to a size, and only JSON', async () => {
  const read = (body: string) => readJson(new Request('http://localhost', { method: 'POST', body }));
  assert.deepEqual(await read('{"name":"Zoë"}'), { name: 'Zoë' });
  for (const [body, status] of [
    ['{', 400],
    ['', 400],
    [`"${'x'.repeat(6_000_000)}"`, 413],
  ] as const) {
    await assert.rejects(read(body), (error) => error instanceof HttpError && error.status === status);
  }
});
