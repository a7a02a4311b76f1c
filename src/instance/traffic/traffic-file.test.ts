import { appendFile, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { createTempDir } from '../../../test/support/temp-dir.ts';
import type { Exchange } from '../../proxy/exchange.ts';
import { openTrafficFile, readTrafficFile, sitesWithTraffic } from './traffic-file.ts';

function exchange(index: number): Exchange {
  return {
    id: `id-${index}`,
    time: '2026-11-21T10:00:00.000Z',
    direction: 'to-addon',
    kind: 'webhook',
    method: 'POST',
    url: `/hook/${index}`,
    status: 204,
    durationMs: 1,
    addonKey: 'a',
    verdict: { valid: true, reason: 'valid', message: 'fine' },
    product: 'jira',
    faults: ['f1: sent twice'],
    request: { headers: { a: 'b' }, body: '{"x":1}' },
    response: { headers: {}, bodyNote: 'not kept' },
  };
}

async function fileIn(folder: string, maxBytes?: number) {
  const errors: unknown[] = [];
  const options = { folder, siteName: 'dev', onError: (error: unknown) => void errors.push(error) };
  const file = openTrafficFile(maxBytes === undefined ? options : { ...options, maxBytes });
  return { file, errors };
}

it('writes down what is told to it, for its owner only, and reads the same again', async () => {
  const folder = path.join(await createTempDir(), 'traffic');
  const { file } = await fileIn(folder);
  const exchanges = Array.from({ length: 50 }, (_, index) => exchange(index));
  for (const one of exchanges) file.append(one);
  await file.close();
  expect(readTrafficFile(folder, 'dev')).toEqual(exchanges);
  if (process.platform !== 'win32') {
    expect((await stat(path.join(folder, 'dev.jsonl'))).mode & 0o777).toBe(0o600);
  }
});

it('takes what others may read away from them', async () => {
  const folder = await createTempDir();
  await writeFile(path.join(folder, 'dev.jsonl'), '', { mode: 0o644 });
  const { file } = await fileIn(folder);
  file.append(exchange(1));
  await file.close();
  if (process.platform !== 'win32') {
    expect((await stat(path.join(folder, 'dev.jsonl'))).mode & 0o777).toBe(0o600);
  }
});

it('makes room by size: two generations, the latest of all in them', async () => {
  const folder = await createTempDir();
  const line = `${JSON.stringify(exchange(100))}\n`.length;
  const { file } = await fileIn(folder, line * 10);
  for (let index = 100; index < 145; index += 1) file.append(exchange(index));
  await file.close();
  expect(await readdir(folder)).toEqual(['dev.1.jsonl', 'dev.jsonl']);
  for (const name of await readdir(folder)) {
    expect((await stat(path.join(folder, name))).size).toBeLessThanOrEqual(line * 10);
  }
  const ids = readTrafficFile(folder, 'dev')?.map(({ id }) => id) ?? [];
  expect(ids).toEqual(Array.from({ length: 15 }, (_, index) => `id-${130 + index}`));
  expect(sitesWithTraffic(folder)).toEqual(['dev']);
});

it('passes over a line that was torn, and goes on behind it', async () => {
  const folder = await createTempDir();
  const before = await fileIn(folder);
  before.file.append(exchange(1));
  await before.file.close();
  await appendFile(path.join(folder, 'dev.jsonl'), '{"id":"half","time":"2026-');
  const after = await fileIn(folder);
  after.file.append(exchange(2));
  await after.file.close();
  expect(readTrafficFile(folder, 'dev')?.map(({ id }) => id)).toEqual(['id-1', 'id-2']);
  expect((await readFile(path.join(folder, 'dev.jsonl'), 'utf8')).split('\n')).toHaveLength(4);
});

it('passes over whatever else is in the file', async () => {
  const folder = await createTempDir();
  const lines = [
    '',
    'null',
    '[]',
    '{"id":1}',
    '{"id":"x","time":"never"}',
    JSON.stringify(exchange(3)),
    '\u0000',
  ];
  await writeFile(path.join(folder, 'dev.jsonl'), lines.join('\n'));
  expect(readTrafficFile(folder, 'dev')?.map(({ id }) => id)).toEqual(['id-3']);
  expect(readTrafficFile(folder, 'other')).toBeUndefined();
  expect(sitesWithTraffic(path.join(folder, 'nowhere'))).toEqual([]);
});

it('says once that it cannot write, and holds nobody up', async () => {
  const folder = await createTempDir();
  await writeFile(path.join(folder, 'occupied'), '');
  const { file, errors } = await fileIn(path.join(folder, 'occupied'));
  for (let index = 0; index < 10; index += 1) file.append(exchange(index));
  await file.close();
  file.append(exchange(11));
  await file.close();
  expect(errors).toHaveLength(1);
});
