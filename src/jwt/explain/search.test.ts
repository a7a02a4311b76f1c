import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sha256 } from '../../../test/support/mistake-samples.ts';
import { soak } from '../../../test/support/soak.ts';
import { createCanonicalRequest } from '../canonical-request.ts';
import { explainMismatch } from './explain-mismatch.ts';
import { MISTAKE_IDS, MISTAKES } from './mistakes.ts';
import { MOST_EDITS } from './one-character-edits.ts';
import { CORRECT, canonicalise, withPatch } from './recipe.ts';
import { LONGEST_REQUEST, MOST_CANDIDATES } from './search.ts';
import { type ExplainedRequest, seeRequest } from './see-request.ts';

/** Requests that give occasion for most mistakes, and for several at a time. */
const text = fc.oneof(
  fc.string({ maxLength: 6, unit: 'grapheme' }),
  fc.constantFrom(
    'a',
    'A',
    'b',
    'é',
    'a b',
    'a+b',
    '1,2',
    '~',
    "it's",
    'a[]',
    'a[b]',
    'jwt',
    'lic',
    'xdm_e',
    '',
  ),
);
const encoder = fc.constantFrom(
  encodeURIComponent,
  (plain: string) => new URLSearchParams([['', plain]]).toString().slice(1),
  (plain: string) => plain.replace(/[%&#=]/g, encodeURIComponent),
);
const parameters = fc
  .array(fc.tuple(text, text, encoder, fc.constantFrom('=', '=', '=', '')), { maxLength: 5 })
  .map((list) =>
    list
      .map(([name, value, encode, equals]) => `${encode(name)}${equals}${equals && encode(value)}`)
      .join('&'),
  );
const path = fc
  .array(fc.constantFrom('ac', 'wiki', 'rest', 'a%20b', 'a%2fb', 'r&d', 'é', '..', '', 'a+b', '%25'), {
    maxLength: 4,
  })
  .map((segments) => `/${segments.join('/')}`);
const request: fc.Arbitrary<ExplainedRequest> = fc
  .record({
    method: fc.constantFrom('GET', 'post', 'PUT', 'Delete'),
    origin: fc.constantFrom('', 'https://h.example'),
    path,
    query: parameters,
    fragment: fc.constantFrom('', '', '#top'),
    baseUrl: fc.constantFrom(undefined, 'https://h.example/ac', '/wiki', '/a', 'https://h.example'),
    body: fc.option(parameters, { nil: undefined }),
  })
  .map(({ origin, query, fragment, ...rest }) => ({
    ...rest,
    url: `${origin}${rest.path}${query === '' ? '' : `?${query}`}${fragment}`,
  }));
const wellFormed = request.filter(({ url }) => url.isWellFormed());

test('the recipe without mistakes is that of canonical requests', () => {
  fc.assert(
    fc.property(wellFormed, (input) => {
      expect(canonicalise(CORRECT, seeRequest(input)).text).toBe(createCanonicalRequest(input));
    }),
    { numRuns: soak(200, 2_000) },
  );
});

test('whatever single mistake is made, it is among the causes', () => {
  fc.assert(
    fc.property(wellFormed, fc.nat(), (input, pick) => {
      const seen = seeRequest(input);
      const ways = MISTAKE_IDS.flatMap((id) =>
        MISTAKES[id].variants(seen).map(({ patch }) => ({ id, recipe: withPatch(CORRECT, patch) })),
      );
      const way = ways[pick % ways.length];
      if (way === undefined) return;
      const claim = way.recipe.digest(canonicalise(way.recipe, seen).text);
      const { outcome, causes, expected } = explainMismatch(input, claim);
      if (claim === expected.qsh) expect(outcome).toBe('match');
      else {
        expect(outcome).toBe('one-mistake');
        expect(causes.flatMap(({ mistakes }) => mistakes.map(({ id }) => id))).toContain(way.id);
      }
    }),
    { numRuns: soak(100, 500) },
  );
});

test('a cause is the truth: the text that is shown has the hash that the token has', () => {
  fc.assert(
    fc.property(wellFormed, wellFormed, (input, other) => {
      const claim = sha256(createCanonicalRequest({ ...other, baseUrl: undefined }));
      const { outcome, claimed, causes } = explainMismatch(input, claim);
      if (causes.length === 0) expect(['match', 'unknown']).toContain(outcome);
      else if (claimed.canonicalRequest !== undefined) expect(sha256(claimed.canonicalRequest)).toBe(claim);
    }),
    { numRuns: 20 },
  );
});

test('a random hash is explained by nothing, after a bounded number of candidates', () => {
  const hash = fc
    .uint8Array({ minLength: 32, maxLength: 32 })
    .map((bytes) => Buffer.from(bytes).toString('hex'));
  fc.assert(
    fc.property(wellFormed, hash, (input, claim) => {
      const { outcome, causes, search } = explainMismatch(input, claim);
      expect({ outcome, causes }).toEqual({ outcome: 'unknown', causes: [] });
      expect(search.candidates).toBeLessThanOrEqual(MOST_CANDIDATES + MOST_EDITS);
    }),
    { numRuns: 20 },
  );
});

describe('a request that is', () => {
  const explainUrl = (url: string, baseUrl?: string) =>
    explainMismatch({ method: 'GET', url, baseUrl }, '0'.repeat(64));

  test.each([
    ['empty', ''],
    ['a slash', '/'],
    ['only escapes, and broken ones', '/%%%zz%C3%?%=%&%ff=%fe&=%'],
    ['half of a surrogate pair', '/\ud800?\udc00=\ud800'],
    ['no URL', 'http://[::1?//\\\u0000'],
    ['all question marks', '????'],
    ['all separators', '&&&&?&&&==='],
    ['steps upwards', '/../../..//./%2e%2e/x'],
    ['deep brackets', `/p?a${'[b]'.repeat(500)}=1`],
    ['control characters', '/\u001b[31m?\u0007=\n'],
  ])('%s', (_, url) => {
    expect(explainUrl(url).outcome).toBe('unknown');
    expect(explainUrl(url, url).outcome).toBe('unknown');
  });

  test('longer than servers take is not tried with anything', () => {
    const { outcome, search } = explainUrl(`/p?${'a=1&'.repeat(LONGEST_REQUEST / 4)}`);
    expect(outcome).toBe('unknown');
    expect(search).toEqual({ tried: [], candidates: 0, isComplete: false });
  });

  test('long is tried with fewer candidates, and it is said', () => {
    const { search } = explainUrl(`/p?${'a=b%20c&'.repeat(3000)}`);
    expect(search.candidates).toBeLessThan(1000);
    expect(search.isComplete).toBe(false);
  });

  test('full of slashes is no more work than any other', () => {
    // Quadratic time for it would run into the time limit of tests by far.
    const { search } = explainUrl(`/p${'/'.repeat(LONGEST_REQUEST - 10)}x//`);
    expect(search.candidates).toBeGreaterThan(100);
  });

  test('full of parameters gives no more variants for it', () => {
    const few = explainUrl(`/p?${Array.from({ length: 20 }, (_, index) => `a${index}=1`).join('&')}`);
    const many = explainUrl(`/p?${Array.from({ length: 60 }, (_, index) => `a${index}=1`).join('&')}`);
    expect(many.search.candidates).toBe(few.search.candidates);
  });
});

test('the same question has the same answer', () => {
  fc.assert(
    fc.property(wellFormed, (input) => {
      const claim = sha256('GET&/wiki/rest&a=b+c');
      expect(explainMismatch(input, claim)).toEqual(explainMismatch(input, claim));
    }),
    { numRuns: 6 },
  );
});
