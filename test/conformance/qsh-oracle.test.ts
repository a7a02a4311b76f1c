import { parse as parseQuery } from 'node:querystring';
import * as oracle from '@atlassian/atlassian-jwt';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CanonicalRequestInput, createCanonicalRequest } from '../../src/jwt/canonical-request.ts';
import { soak } from '../support/soak.ts';

/** Random requests, hashed by connect-kit and by Atlassian's own library for add-ons. */

/** Of each kind of query; there are two. */
const RUNS = soak(2_000, 10_000);

interface Request {
  readonly method: string;
  readonly origin: string;
  readonly path: string;
  readonly query: string;
  readonly basePath: string | undefined;
}

interface Divergence {
  readonly name: string;
  readonly reason: string;
  readonly appliesTo: (request: Request) => boolean;
  /** A request that shows it, with what each side makes of it. */
  readonly example: Partial<Request>;
  readonly ours: string;
  readonly theirs: string;
}

/** Where both may differ, and why we do not follow. Every one is shown to be real below. */
const DIVERGENCES: readonly Divergence[] = [
  {
    name: 'order of names',
    reason: 'the products sort parameters by encoded name, the library by raw name',
    appliesTo: ({ query }) => !isSortedAlike(Object.keys(parseQuery(query))),
    example: { query: 'a.b=1&a[]=2' },
    ours: 'GET&/p&a%5B%5D=2&a.b=1',
    theirs: 'GET&/p&a.b=1&a%5B%5D=2',
  },
  {
    name: '__proto__',
    reason: 'the library drops a parameter of this name; on the wire it is one like any other',
    appliesTo: ({ query }) => Object.keys(parseQuery(query)).includes('__proto__'),
    example: { query: '__proto__=1&a=2' },
    ours: 'GET&/p&__proto__=1&a=2',
    theirs: 'GET&/p&a=2',
  },
  {
    name: 'base path boundary',
    reason: 'the library cuts the base path off as text, even within a segment',
    appliesTo: ({ path, basePath }) =>
      basePath !== undefined &&
      path.startsWith(basePath) &&
      path !== basePath &&
      !path.startsWith(`${basePath}/`),
    example: { path: '/acme/x', basePath: '/ac' },
    ours: 'GET&/acme/x&',
    theirs: 'GET&/me/x&',
  },
  {
    name: 'slash that ends the base path',
    reason: 'the library misses the base path itself when the base URL ends in a slash',
    appliesTo: ({ basePath }) => basePath?.endsWith('/') === true,
    example: { path: '/ac', basePath: '/ac/' },
    ours: 'GET&/&',
    theirs: 'GET&/ac&',
  },
  {
    name: 'characters that url.parse escapes',
    reason:
      "the library reads the path with Node's url.parse, which escapes some of what clients may send raw",
    appliesTo: ({ path }) => /['"<>`{}|\\^ ]/.test(path),
    example: { path: "/it's" },
    ours: "GET&/it's&",
    theirs: 'GET&/it%27s&',
  },
  {
    name: 'broken escapes beside raw letters',
    reason: "Node's querystring.parse mangles letters beyond ASCII in a text with a broken escape",
    appliesTo: ({ query }) => query.split('&').some((pair) => /[^ -~]/.test(pair) && isBroken(pair)),
    example: { query: 'a=%41%é' },
    ours: 'GET&/p&a=A%25%C3%A9',
    theirs: 'GET&/p&a=A%25%EF%BF%BD',
  },
  {
    name: 'two slashes and an @',
    reason: "Node's url.parse takes a path such as //a@b for a host",
    appliesTo: ({ origin, path, query }) => origin === '' && /^\/\/[^@/]+@[^@/]+/.test(`${path}?${query}`),
    example: { origin: '', path: '//a@b/c' },
    ours: 'GET&//a@b/c&',
    theirs: 'GET&/c&',
  },
];

describe('canonical requests equal those of @atlassian/atlassian-jwt', () => {
  test.each([
    ['of parameters', parameterQuery()],
    ['of any text', rawQuery()],
  ])('for queries %s', (_, query) => {
    const comparable = requestWith(query).filter(
      (request) => !DIVERGENCES.some((divergence) => divergence.appliesTo(request)),
    );
    fc.assert(
      fc.property(comparable, (request) => {
        expect(canonicalOf(request)).toBe(oracleCanonicalOf(request));
      }),
      { numRuns: RUNS },
    );
  });

  test('but for their order, all names and values are the same', () => {
    const [orderOfNames, ...others] = DIVERGENCES;
    const reordered = requestWith(parameterQuery()).filter(
      (request) => orderOfNames?.appliesTo(request) === true && !others.some((one) => one.appliesTo(request)),
    );
    fc.assert(
      fc.property(reordered, (request) => {
        expect(unordered(canonicalOf(request))).toEqual(unordered(oracleCanonicalOf(request)));
      }),
      { numRuns: 500 },
    );
  });
});

describe('where they differ on purpose', () => {
  test.each(DIVERGENCES)('$name: $reason', ({ example, appliesTo, ours, theirs }) => {
    const request = {
      method: 'GET',
      origin: 'https://h.example',
      path: '/p',
      query: '',
      basePath: undefined,
      ...example,
    };
    expect(appliesTo(request)).toBe(true);
    expect(canonicalOf(request)).toBe(ours);
    expect(oracleCanonicalOf(request)).toBe(theirs);
  });
});

function canonicalOf(request: Request): string {
  return createCanonicalRequest(toInput(request));
}

function oracleCanonicalOf(request: Request): string {
  const { method, url, baseUrl } = toInput(request);
  return oracle.createCanonicalRequest(oracle.fromMethodAndUrl(method, url), false, baseUrl);
}

function toInput({ method, origin, path, query, basePath }: Request): CanonicalRequestInput {
  return {
    method,
    url: `${origin}${path}${query === '' ? '' : `?${query}`}`,
    baseUrl: basePath === undefined ? undefined : `https://base.example${basePath}`,
  };
}

function isSortedAlike(names: readonly string[]): boolean {
  const byRawText = [...names].sort().map(encode);
  return byRawText.every((name, index) => index === 0 || (byRawText[index - 1] ?? '') < name);
}

function isBroken(text: string): boolean {
  try {
    decodeURIComponent(text);
    return false;
  } catch {
    return true;
  }
}

function unordered(canonicalRequest: string): readonly string[] {
  return canonicalRequest.split('&').sort();
}

/** RFC 3986, written unlike the code under test. */
function encode(text: string): string {
  return [...new TextEncoder().encode(text)]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      return /[\w.~-]/.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');
}

function requestWith(query: fc.Arbitrary<string>): fc.Arbitrary<Request> {
  const segmentCharacter = fc.constantFrom(..."abcXYZ019-._~!$&'()*+,;=:@|", '%20', '%26', '%C3%A9', '%2f');
  const segment = fc.array(segmentCharacter, { maxLength: 5 }).map((parts) => parts.join(''));
  const path = fc.array(segment, { maxLength: 4 }).map((segments) => `/${segments.join('/')}`);
  return fc
    .record({
      method: fc.constantFrom('GET', 'get', 'POST', 'Put', 'DELETE', 'PATCH'),
      origin: fc.constantFrom('', 'https://h.example', 'http://localhost:2990'),
      path,
      query,
    })
    .chain((request) => basePathFor(request.path).map((basePath) => ({ ...request, basePath })));
}

/** None, one that is the path's own up to anywhere, or a foreign one. */
function basePathFor(path: string): fc.Arbitrary<string | undefined> {
  const beginning = fc.nat(path.length).map((end) => path.slice(0, end));
  const whole = fc.constant(path.replace(/\/[^/]*$/, ''));
  return fc.oneof(fc.constant(undefined), whole, beginning, fc.constant('/jira'), fc.constant(''));
}

function parameterQuery(): fc.Arbitrary<string> {
  const text = fc.oneof(
    fc.string({ maxLength: 8, unit: 'grapheme' }),
    fc.string({ maxLength: 8, unit: 'binary' }),
    fc.constantFrom(
      'a',
      'A',
      'b',
      'jwt',
      'a b',
      'constructor',
      '__proto__',
      'length',
      '[',
      '~',
      '1,2',
      'user_id',
    ),
  );
  const parameter = fc.tuple(text, text, fc.constantFrom(encode, encodeURIComponent, encodeAsForm));
  return fc
    .array(parameter, { maxLength: 6 })
    .map((parameters) => parameters.map(([name, value, by]) => `${by(name)}=${by(value)}`).join('&'));
}

function encodeAsForm(text: string): string {
  return new URLSearchParams([['', text]]).toString().slice(1);
}

/** Letters, separators and broken escapes in any order, as somebody might type them. */
function rawQuery(): fc.Arbitrary<string> {
  const piece = fc.constantFrom(
    ...'aAbB01&&&===+%?/:[](){}!*\'",;~-._@$é😀',
    '%41',
    '%2',
    '%C3',
    '%C3%A9',
    '%26',
    '%zz',
  );
  return fc.array(piece, { maxLength: 24 }).map((pieces) => pieces.join(''));
}
