import { describe, expect, it } from 'vitest';
import type { Exchange } from './exchange.ts';
import { type FilterFields, filterExchanges, parseTrafficFilter } from './traffic-filter.ts';

const NOW = Date.parse('2026-11-21T10:00:00Z');
const BASE = {
  time: '2026-11-21T09:59:00.000Z',
  direction: 'to-product',
  kind: 'rest',
  method: 'GET',
  url: '/rest/api/3/issue/DEMO-1?fields=summary',
  status: 200,
  durationMs: 1,
  addonKey: 'a',
  product: 'jira',
  verdict: { valid: true, reason: 'valid', message: '' },
} as const;
const EXCHANGES: readonly Exchange[] = [
  { id: 'read', ...BASE },
  { ...BASE, id: 'refused', status: 401, verdict: { valid: false, reason: 'expired', message: '' } },
  { ...BASE, id: 'broken', status: 503, addonKey: 'b', product: 'confluence', url: '/wiki/api/v2/pages' },
  {
    ...BASE,
    id: 'hook',
    direction: 'to-addon',
    kind: 'webhook',
    url: 'http://localhost:9/app/hook',
    status: 204,
  },
  { ...BASE, id: 'lost', direction: 'to-addon', kind: 'lifecycle', url: 'http://localhost:9', status: null },
  { ...BASE, id: 'old', time: '2026-11-20T09:59:00.000Z' },
  {
    ...{ ...BASE, id: 'taken', direction: 'to-addon', kind: 'webhook', url: '/hook' },
    verdict: { valid: false, reason: 'signature-mismatch', message: '' },
  },
];

function idsOf(fields: FilterFields): readonly string[] {
  return filterExchanges(EXCHANGES, parseTrafficFilter(fields, NOW)).map(({ id }) => id);
}

it.each<[FilterFields, readonly string[]]>([
  [{}, EXCHANGES.map(({ id }) => id)],
  [{ addon: 'b' }, ['broken']],
  [{ product: 'confluence' }, ['broken']],
  [{ direction: 'to-addon' }, ['hook', 'lost', 'taken']],
  [{ kind: 'lifecycle' }, ['lost']],
  [{ kind: 'lifecycle, webhook' }, ['hook', 'lost', 'taken']],
  [{ status: '401' }, ['refused']],
  [{ status: '5xx' }, ['broken']],
  [{ status: '4XX' }, ['refused']],
  [{ status: 'failed' }, ['refused', 'broken', 'lost', 'taken']],
  [{ path: '/rest/api/3/issue/*', since: '1h' }, ['read', 'refused']],
  [{ path: '/app/**' }, ['hook']],
  [{ path: 'hook' }, ['hook', 'taken']],
  [{ path: '/' }, ['lost']],
  [{ since: '10m', kind: 'rest' }, ['read', 'refused', 'broken']],
  [{ since: '2026-11-20', kind: 'rest' }, ['read', 'refused', 'broken', 'old']],
  [{ last: '2' }, ['old', 'taken']],
  [{ last: '0' }, []],
  [{ last: '99', kind: 'webhook' }, ['hook', 'taken']],
])('%j', (fields, expected) => {
  expect(idsOf(fields)).toEqual(expected);
});

describe('what is not to be understood', () => {
  it.each<[FilterFields, RegExp]>([
    [{ product: 'bitbucket' }, /product is one of jira, confluence/],
    [{ direction: 'up' }, /direction/],
    [{ kind: 'webhook,x' }, /kind is one of .* not "x"/],
    [{ status: '600' }, /status is a code/],
    [{ status: '6xx' }, /status is a code/],
    [{ since: '10' }, /since is a length of time/],
    [{ since: 'yesterday' }, /since/],
    [{ last: '-1' }, /last is a number/],
  ])('%j is refused', (fields, message) => {
    expect(() => parseTrafficFilter(fields, NOW)).toThrow(message);
  });
});
