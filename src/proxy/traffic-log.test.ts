import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { BODY_LIMIT } from './message.ts';
import { TrafficLog } from './traffic-log.ts';

const EXCHANGE = {
  time: '2026-11-21T10:00:00.000Z',
  direction: 'to-addon',
  kind: 'other',
  method: 'GET',
  url: '/',
  status: 200,
  durationMs: 1,
  addonKey: null,
  verdict: null,
} as const;

it('keeps the latest thousand, oldest first, each with an id of its own', () => {
  const log = new TrafficLog();
  for (let index = 0; index < 1_003; index += 1) log.add({ ...EXCHANGE, url: `/${index}` });
  const urls = log.list().map(({ url }) => url);
  expect([urls.length, urls[0], urls.at(-1)]).toEqual([1_000, '/3', '/1002']);
  expect(new Set(log.list().map(({ id }) => id)).size).toBe(1_000);
});

it('keeps fewer where bodies are large, and as many as ever afterwards', () => {
  const log = new TrafficLog();
  const message = { headers: {}, body: 'x'.repeat(BODY_LIMIT) };
  for (let index = 0; index < 900; index += 1) log.add({ ...EXCHANGE, request: message, response: message });
  expect(log.list()).toHaveLength((8 * 1024 * 1024) / (2 * BODY_LIMIT));
  for (let index = 0; index < 1_000; index += 1) log.add(EXCHANGE);
  expect(log.list()).toHaveLength(1_000);
});

it('keeps no more in memory of a long body than what is left of it', () => {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  const used = () => {
    if (typeof collect === 'function') collect();
    return process.memoryUsage().heapUsed;
  };
  const log = new TrafficLog();
  const before = used();
  for (let index = 0; index < 60; index += 1) {
    // As bodies come: a text of its own, on the heap.
    const body = String(JSON.parse(JSON.stringify(`${'x'.repeat(1024 * 1024)}${index}`)));
    log.add({ ...EXCHANGE, request: { headers: {}, body } });
  }
  expect(used() - before).toBeLessThan(30 * 1024 * 1024);
  expect(log.list()).toHaveLength(60);
});

it('takes the secrets of the site out before it cuts what is long', () => {
  const log = new TrafficLog();
  log.redactWith((text) => text.replaceAll('hunter2', '[redacted]'));
  const body = `${'x'.repeat(BODY_LIMIT - 3)}hunter2${'y'.repeat(BODY_LIMIT)}`;
  log.add({ ...EXCHANGE, url: '/hunter2', note: 'hunter2', request: { headers: { a: 'hunter2' }, body } });
  const text = JSON.stringify(log.list());
  expect(text).not.toContain('hun');
  expect(log.list()[0]?.request?.body).toHaveLength(BODY_LIMIT);
});

it('takes up what was written down, and tells nobody', () => {
  const log = new TrafficLog();
  const heard: string[] = [];
  log.subscribe(({ url }) => heard.push(url));
  log.restore([{ id: 'a', ...EXCHANGE, url: '/before' }]);
  log.add({ ...EXCHANGE, url: '/now' });
  expect([log.list().map(({ url }) => url), heard]).toEqual([['/before', '/now'], ['/now']]);
});

it('tells whoever listens, for as long as they do', () => {
  const log = new TrafficLog();
  const heard: string[] = [];
  const end = log.subscribe(({ url }) => heard.push(url));
  log.add({ ...EXCHANGE, url: '/a' });
  end();
  log.add({ ...EXCHANGE, url: '/b' });
  expect(heard).toEqual(['/a']);
});
