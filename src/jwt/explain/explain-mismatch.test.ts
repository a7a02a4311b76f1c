import { describe, expect, test } from 'vitest';
import { forgeToken } from '../../../test/support/jwt-samples.ts';
import { MISTAKE_SAMPLES, sha256 } from '../../../test/support/mistake-samples.ts';
import { MalformedTokenError } from '../decode.ts';
import { type ExplainedRequest, type Explanation, explainMismatch } from './explain-mismatch.ts';
import { MISTAKE_IDS } from './mistakes.ts';

describe('names each mistake, and no other', () => {
  test.each(MISTAKE_SAMPLES)(
    '$id: $request.method $request.url',
    ({ id, request, hashed, claim = sha256 }) => {
      const explanation = explainMismatch({ method: 'GET', ...request }, claim(hashed));
      expect(namesOf(explanation)).toEqual([id]);
      expect(explanation.outcome).toBe('one-mistake');
      expect(explanation.claimed.canonicalRequest).toBe(id === 'context-qsh' ? undefined : hashed);
    },
  );

  test('there is a sample for every one', () => {
    const sampled = new Set<string>(MISTAKE_SAMPLES.map(({ id }) => id));
    expect(MISTAKE_IDS.filter((id) => !sampled.has(id))).toEqual([]);
  });
});

const APP = 'https://app.example.com/ac';

describe('names two mistakes that were made together', () => {
  test.each<[string, Omit<ExplainedRequest, 'method'>, string, (text: string) => string]>([
    ['base-path-kept + space-as-plus', { url: `${APP}/p?q=a%20b`, baseUrl: APP }, 'GET&/ac/p&q=a+b', sha256],
    ['wrong-method + base-path-kept', { url: `${APP}/p`, baseUrl: APP }, 'POST&/ac/p&', sha256],
    ['lower-case-method + no-final-ampersand', { url: '/p' }, 'get&/p', sha256],
    ['lower-case-escapes + jwt-kept', { url: '/p?a=%2Fx&jwt=old' }, 'GET&/p&a=%2fx&jwt=old', sha256],
    ['space-as-plus + lower-case-escapes', { url: '/p?a=%2F%20x' }, 'GET&/p&a=%2f+x', sha256],
    ['trailing-slash-kept + query-left-out', { url: '/p/?a=1' }, 'GET&/p/&', sha256],
    ['values-unsorted + joining-comma-escaped', { url: '/p?r=b&r=c&r=a' }, 'GET&/p&r=b%2Cc%2Ca', sha256],
    ['context-path-removed + parameter-left-out', { url: '/wiki/p?a=1&b=2' }, 'GET&/p&a=1', sha256],
    [
      'path-decoded + digest-encoding',
      { url: '/a%20b?c=1' },
      'GET&/a b&c=1',
      (text) => sha256(text).toUpperCase(),
    ],
    ['marks-left-raw + form-body-included', { url: '/p?a=1', body: "b=it's!" }, "GET&/p&a=1&b=it's!", sha256],
  ])('%s', (names, request, hashed, claim) => {
    const explanation = explainMismatch({ method: 'GET', ...request }, claim(hashed));
    expect(explanation.outcome).toBe('two-mistakes');
    expect(namesOf(explanation)).toContain(names);
    expect(explanation.claimed.canonicalRequest).toBe(hashed);
  });
});

describe('admits that it does not know', () => {
  test.each<[string, Omit<ExplainedRequest, 'method'>, string]>([
    ['three mistakes', { url: `${APP}/p/?q=a%20b`, baseUrl: APP }, 'POST&/ac/p/&q=a+b'],
    ['another path', { url: '/p?a=1' }, 'GET&/other&a=1'],
    ['another value', { url: '/p?a=1' }, 'GET&/p&a=42x'],
    ['a parameter that is not here', { url: '/p?a=1' }, 'GET&/p&a=1&xdm_e=x'],
    ['something else', { url: '/p?a=1' }, ''],
  ])('%s', (_, request, hashed) => {
    const { outcome, causes, claimed, difference, search } = explainMismatch(
      { method: 'GET', ...request },
      sha256(hashed),
    );
    expect({ outcome, causes, difference }).toEqual({
      outcome: 'unknown',
      causes: [],
      difference: undefined,
    });
    expect(claimed.canonicalRequest).toBeUndefined();
    expect(search.isComplete).toBe(true);
    expect(search.tried).toContain('wrong-method');
  });
});

describe('the first difference', () => {
  test.each<[string, string, object]>([
    ['/p', 'POST&/p&', { part: 'method', index: 0, canonicalIndex: 0 }],
    ['/ac/p', 'GET&/p&', { part: 'path', index: 1, canonicalIndex: 5 }],
    ['/p?a=1&b=%2Bx', 'GET&/p&a=1&b=+x', { part: 'query', index: 6, canonicalIndex: 13 }],
    // The escape as a whole, not the letter within it.
    ['/p?a=%2Fx', 'GET&/p&a=%2fx', { part: 'query', index: 2, canonicalIndex: 9 }],
    ['/p', 'GET&/p', { part: 'query', index: 0, canonicalIndex: 6 }],
    ['/p?a=1', 'GET&/p&a=1\n', { part: 'query', index: 3, canonicalIndex: 10 }],
  ])('of %s and %j', (url, hashed, difference) => {
    expect(explainMismatch({ method: 'GET', url }, sha256(hashed)).difference).toEqual(difference);
  });

  test('is not there where the same text was hashed otherwise', () => {
    const explanation = explainMismatch({ method: 'GET', url: '/p' }, sha256('GET&/p&').toUpperCase());
    expect(explanation.claimed.canonicalRequest).toBe('GET&/p&');
    expect(explanation.difference).toBeUndefined();
  });
});

describe('what is compared with', () => {
  const request = { method: 'POST', url: '/installed' };
  const HEADER = { typ: 'JWT', alg: 'HS256' };

  test('a hash that matches', () => {
    const { outcome, causes, claimed, expected } = explainMismatch(request, sha256('POST&/installed&'));
    expect({ outcome, causes }).toEqual({ outcome: 'match', causes: [] });
    expect(claimed).toEqual(expected);
  });

  test('the claim of a token, which is not verified', () => {
    const token = forgeToken(HEADER, { qsh: sha256('GET&/installed&') }, 'any secret');
    expect(namesOf(explainMismatch(request, token))).toEqual(['wrong-method']);
  });

  test.each([forgeToken(HEADER, {}), forgeToken(HEADER, { qsh: 5 })])(
    'no token without the claim',
    (token) => {
      expect(() => explainMismatch(request, token)).toThrow(TypeError);
    },
  );

  test('no token that is broken', () => {
    expect(() => explainMismatch(request, 'abc.def.ghi')).toThrow(MalformedTokenError);
  });
});

function namesOf({ causes }: Explanation): readonly string[] {
  return causes.map(({ mistakes }) => mistakes.map(({ id }) => id).join(' + '));
}
