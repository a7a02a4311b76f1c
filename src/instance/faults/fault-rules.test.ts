import { expect, it } from 'vitest';
import { FaultRules, type FaultSubject } from './fault-rules.ts';
import { parseFaultSpec } from './parse-fault-spec.ts';

const REQUEST: FaultSubject = {
  direction: 'to-product',
  kind: 'rest',
  addonKey: 'a',
  product: 'jira',
  method: 'GET',
  url: '/rest/api/3/issue/DEMO-1?x=1',
};

function rulesOf(...specs: readonly object[]): FaultRules {
  const rules = new FaultRules();
  for (const spec of specs) rules.add(parseFaultSpec(spec));
  return rules;
}

function pattern(rules: FaultRules, count: number): string {
  return Array.from({ length: count }, () => rules.take(REQUEST, ['status']).length).join('');
}

it.each([
  [{}, true],
  [{ match: 'GET /rest/api/3/issue/*' }, true],
  [{ match: 'POST /rest/api/3/issue/*' }, false],
  [{ match: '/rest/api/3/issue' }, false],
  [{ addon: 'a', product: 'jira' }, true],
  [{ addon: 'b' }, false],
  [{ product: 'confluence' }, false],
  [{ kind: 'oauth2' }, false],
])('a fault with %j hits the request: %s', (scope, isHit) => {
  expect(rulesOf({ status: 500, ...scope }).take(REQUEST, ['status'])).toHaveLength(isHit ? 1 : 0);
});

it('is over after so many times, and says so', () => {
  const rules = rulesOf({ status: 500, times: 2 });
  expect(pattern(rules, 4)).toBe('1100');
  expect(rules.list()).toMatchObject([{ id: 'f1', hits: 2, spent: true, often: 'each, 2 of 2 times' }]);
});

it('makes the same choice for the same seed, and about as often as it is asked to', () => {
  const seeded = (seed: number) => pattern(rulesOf({ status: 500, rate: 0.2, seed }), 1000);
  expect(seeded(7)).toBe(seeded(7));
  expect(seeded(7)).not.toBe(seeded(8));
  const hits = seeded(7).replaceAll('0', '').length;
  expect(hits).toBeGreaterThan(140);
  expect(hits).toBeLessThan(260);
});

it('lets the first of two decide how it ends, and does not count the other', () => {
  const rules = rulesOf({ status: 500, times: 1 }, { drop: true, times: 1 }, { latencyMs: 7 });
  const types = () => rules.take(REQUEST, ['status', 'drop', 'latency']).map(({ effect }) => effect.type);
  expect([types(), types(), types()]).toEqual([['status', 'latency'], ['drop', 'latency'], ['latency']]);
});

it('holds back by the latency, give or take the jitter', () => {
  const rules = rulesOf({ latencyMs: 100, jitterMs: 40, seed: 3 });
  const delays = Array.from({ length: 200 }, () => rules.take(REQUEST, ['latency'])[0]?.delayMs ?? 0);
  expect(Math.min(...delays)).toBeGreaterThanOrEqual(60);
  expect(Math.max(...delays)).toBeLessThanOrEqual(140);
  expect(new Set(delays).size).toBeGreaterThan(20);
});

it('is removed by its id, which is not given again', () => {
  const rules = rulesOf({ status: 500 }, { status: 501 });
  expect([rules.remove('f1'), rules.remove('f1'), rules.clear()]).toEqual([true, false, 1]);
  rules.add(parseFaultSpec({ status: 502 }));
  expect(rules.list().map(({ id }) => id)).toEqual(['f3']);
});
