import { describe, expect, it } from 'vitest';
import { FaultSpecError, parseFaultSpec } from './parse-fault-spec.ts';
import { PRESET_NAMES, parsePreset } from './presets.ts';

function complaint(value: unknown): [string, string] {
  try {
    parseFaultSpec(value);
  } catch (error) {
    if (error instanceof FaultSpecError) return [error.field, error.message];
    throw error;
  }
  throw new Error('it was taken');
}

describe('a fault', () => {
  it.each([
    [{ status: 429 }, { direction: 'to-product', kind: 'rest', rate: 1 }],
    [
      { status: 500, match: 'get /rest/**' },
      { method: 'GET', path: '/rest/**' },
    ],
    [{ drop: true, match: '/install-keys/*' }, { path: '/install-keys/*' }],
    [{ latencyMs: 5, jitterMs: 2, direction: 'to-addon' }, { direction: 'to-addon' }],
    [{ drop: true, kind: 'webhook' }, { direction: 'to-addon' }],
    [{ latencyMs: 5, kind: 'oauth2' }, { direction: 'to-product' }],
    [{ tamper: 'qsh' }, { direction: 'to-addon', effect: { type: 'tamper', part: 'qsh' } }],
    [{ expired: true }, { direction: 'to-addon' }],
    [{ expired: true, direction: 'to-product' }, { kind: 'oauth2' }],
    [{ skewMs: -1000 }, { direction: 'to-addon', effect: { type: 'skew', ms: -1000 } }],
    [{ status: 503, retryAfter: 'none', latencyMs: 10 }, { effect: { retryAfter: 'none', latencyMs: 10 } }],
  ])('%j is taken', (value, expected) => {
    expect(parseFaultSpec(value)).toMatchObject(expected);
  });

  it.each([
    [null, '', /JSON object/],
    [{}, 'status', /needs something that happens/],
    [{ nonsense: 1, status: 500 }, 'nonsense', /has no/],
    [{ status: 200 }, 'status', /from 400 to 599/],
    [{ status: '429' }, 'status', /whole number/],
    [{ status: 429, drop: true }, 'drop', /does one thing/],
    [{ tamper: 'qsh', latencyMs: 5 }, 'latencyMs', /does not go with tamper/],
    [{ tamper: 'body' }, 'tamper', /qsh or signature/],
    [{ status: 500, direction: 'to-addon' }, 'direction', /to-product only/],
    [{ duplicate: true, direction: 'to-product' }, 'direction', /to-addon only/],
    [{ status: 500, kind: 'webhook' }, 'kind', /to-product only/],
    [{ drop: true, kind: 'module' }, 'kind', /loaded by browsers/],
    [{ drop: true, kind: 'rest', direction: 'to-addon' }, 'kind', /rest go to-product/],
    [{ drop: true, kind: 'descriptor' }, 'kind', /one of/],
    [{ status: 500, match: 'FETCH /x' }, 'match', /no method/],
    [{ status: 500, match: 'GET x' }, 'match', /method and a path/],
    [{ status: 500, match: 'GET /x?y=1' }, 'match', /without its query/],
    [{ status: 500, rate: 0 }, 'rate', /above 0/],
    [{ status: 500, rate: 1.1 }, 'rate', /at most 1/],
    [{ status: 500, times: 0 }, 'times', /from 1/],
    [{ status: 500, reason: 'x' }, 'reason', /429 only/],
    [{ drop: true, retryAfter: 1 }, 'retryAfter', /status only/],
    [{ status: 500, jitterMs: 1 }, 'jitterMs', /latency only/],
    [{ latencyMs: 1e9 }, 'latencyMs', /to 600000/],
    [{ skewMs: 0 }, 'skewMs', /not 0/],
    [{ status: 500, product: 'bitbucket' }, 'product', /jira, confluence/],
    [{ status: 500, kind: 'x' }, 'kind', /one of/],
    [{ status: 500, addon: '' }, 'addon', /key/],
    [{ drop: true, match: '/install-keys/*', addon: 'a' }, 'addon', /cannot tell who asks/],
  ])('%j is refused, at %s', (value, field, message) => {
    expect(complaint(value)).toEqual([field, expect.stringMatching(message)]);
  });
});

describe('a preset', () => {
  it.each(PRESET_NAMES)('%s is made of faults', (preset) => {
    const { specs } = parsePreset({ preset, seed: 1 });
    expect(specs.length).toBeGreaterThan(0);
    expect(specs.every(({ seed }) => seed === 1)).toBe(true);
  });

  it('says by itself what happens', () => {
    expect(() => parsePreset({ preset: 'flaky', status: 500 })).toThrow('status does not go with it');
    expect(() => parsePreset({ preset: 'nonsense' })).toThrow('one of');
    expect(parsePreset({ preset: 'slow', addon: 'a', product: 'jira' }).specs).toMatchObject([
      { addon: 'a', product: 'jira' },
      { addon: 'a', product: 'jira' },
    ]);
  });
});
