import assert from 'node:assert/strict';
import { test } from 'node:test';
import worker from '../src/worker.ts';

const bindings = {
  AC_LOCAL_BASE_URL: 'https://addon.example.com/base',
  DATABASE_URL: 'postgres://nobody@localhost:1/none',
  ENCRYPTION_KEY: Buffer.alloc(32, 'test').toString('base64'),
  ASSETS: {
    fetch: async ({ pathname }: URL) =>
      pathname === '/addon.css' ? new Response('body {}') : new Response('', { status: 404 }),
  },
};

async function ask(path: string, changed: Partial<typeof bindings> = {}): Promise<Response> {
  const pending: Promise<unknown>[] = [];
  const request = new Request(`https://addon.example.com/base${path}`);
  const execution = { waitUntil: (work: Promise<unknown>) => void pending.push(work) };
  try {
    return await worker.fetch(request, { ...bindings, ...changed }, execution);
  } finally {
    await Promise.all(pending);
  }
}

test('serves descriptors and files without a database', async () => {
  const descriptor = await ask('/atlassian-connect.json');
  assert.match(await descriptor.text(), /"baseUrl":"https:\/\/addon\.example\.com\/base"/);
  const style = await ask('/assets/addon.css');
  assert.deepEqual(
    [style.headers.get('Content-Type'), await style.text()],
    ['text/css; charset=utf-8', 'body {}'],
  );
  assert.equal((await ask('/assets/nothing.css')).status, 404);
});

test('says what it has to be given', async () => {
  await assert.rejects(ask('/', { ENCRYPTION_KEY: '' }), /ENCRYPTION_KEY/);
  await assert.rejects(ask('/', { DATABASE_URL: '' }), /DATABASE_URL/);
});
