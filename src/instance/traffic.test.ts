import { expect, it } from 'vitest';
import { TrafficLog } from './traffic.ts';

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

it('tells whoever listens, for as long as they do', () => {
  const log = new TrafficLog();
  const heard: string[] = [];
  const end = log.subscribe(({ url }) => heard.push(url));
  log.add({ ...EXCHANGE, url: '/a' });
  end();
  log.add({ ...EXCHANGE, url: '/b' });
  expect(heard).toEqual(['/a']);
});
