import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sha256 } from '../../../test/support/mistake-samples.ts';
import { explainMismatch, type MistakeId } from './explain-mismatch.ts';

/** A signer that shares no code with connect-kit, and makes the one mistake that it is told to. */

type Pair = readonly [name: string, value: string];

interface SignedRequest {
  readonly method: string;
  readonly basePath: string;
  readonly path: string;
  readonly pairs: readonly Pair[];
}

const MISTAKES = [
  'wrong-method',
  'lower-case-method',
  'base-path-kept',
  'trailing-slash-kept',
  'leading-slash-missing',
  'path-decoded',
  'space-as-plus',
  'plus-left-raw',
  'lower-case-escapes',
  'marks-left-raw',
  'value-commas-raw',
  'double-encoded',
  'parameters-unsorted',
  'values-unsorted',
  'joining-comma-escaped',
  'one-duplicate-kept',
  'jwt-kept',
  'query-left-out',
  'empty-values-dropped',
  'no-final-ampersand',
] as const satisfies readonly MistakeId[];

const NAMES = ['a', 'B', 'c d', 'é', 'f', 'a', 'jwt', 'x-y'] as const;
const VALUES = ['', '1', 'x y', '1+1', 'a,b', "it's (me)!*", 'https://x/?y', 'é', 'Ä~', '%41'] as const;

const request: fc.Arbitrary<SignedRequest> = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PUT'),
  basePath: fc.constantFrom('', '/ac', '/add/on'),
  path: fc.constantFrom('/', '/page', '/page/', '/a%20b/c%2Fd', '/rest/1'),
  pairs: fc.array(fc.tuple(fc.constantFrom(...NAMES), fc.constantFrom(...VALUES)), { maxLength: 6 }),
});

test.each(MISTAKES)('%s is found in random requests', (mistake) => {
  let differing = 0;
  fc.assert(
    fc.property(request, (signed) => {
      const hashed = sign(signed, mistake);
      if (hashed === sign(signed, undefined)) return;
      differing += 1;
      const { outcome, causes, claimed } = explainMismatch(toRequest(signed), sha256(hashed));
      expect(outcome).toBe('one-mistake');
      expect(causes.flatMap(({ mistakes }) => mistakes.map(({ id }) => id))).toContain(mistake);
      expect(claimed.canonicalRequest).toBe(hashed);
    }),
    { numRuns: 150 },
  );
  expect(differing).toBeGreaterThan(5);
});

test('without a mistake there is nothing to explain', () => {
  fc.assert(
    fc.property(request, (signed) => {
      expect(explainMismatch(toRequest(signed), sha256(sign(signed, undefined))).outcome).toBe('match');
    }),
  );
});

function toRequest({ method, basePath, path, pairs }: SignedRequest) {
  const query = pairs
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');
  const origin = 'https://h.example';
  return { method, url: `${origin}${basePath}${path}?${query}`, baseUrl: `${origin}${basePath}` };
}

function sign(request: SignedRequest, mistake: MistakeId | undefined): string {
  const query = signQuery(request.pairs, mistake);
  const text = `${signMethod(request.method, mistake)}&${signPath(request, mistake)}&${query}`;
  return mistake === 'no-final-ampersand' && query === '' ? text.slice(0, -1) : text;
}

function signMethod(method: string, mistake: MistakeId | undefined): string {
  if (mistake === 'wrong-method') return method === 'GET' ? 'POST' : 'GET';
  return mistake === 'lower-case-method' ? method.toLowerCase() : method;
}

function signPath({ basePath, path }: SignedRequest, mistake: MistakeId | undefined): string {
  let signed = mistake === 'base-path-kept' ? basePath + path : path;
  if (signed !== '/' && signed.endsWith('/') && mistake !== 'trailing-slash-kept')
    signed = signed.slice(0, -1);
  if (mistake === 'path-decoded') signed = decodeURIComponent(signed);
  return mistake === 'leading-slash-missing' && signed !== '/' ? signed.slice(1) : signed;
}

function signQuery(all: readonly Pair[], mistake: MistakeId | undefined): string {
  if (mistake === 'query-left-out') return '';
  const pairs = all.filter(
    ([name, value]) =>
      (name !== 'jwt' || mistake === 'jwt-kept') && (value !== '' || mistake !== 'empty-values-dropped'),
  );
  const names = [...new Set(pairs.map(([name]) => name))];
  if (mistake !== 'parameters-unsorted') names.sort((a, b) => (encode(a) < encode(b) ? -1 : 1));
  return names
    .map((name) => {
      let values = pairs.filter(([other]) => other === name).map(([, value]) => value);
      if (mistake !== 'values-unsorted' && mistake !== 'one-duplicate-kept') values.sort();
      if (mistake === 'one-duplicate-kept') values = values.slice(0, 1);
      const comma = mistake === 'joining-comma-escaped' ? '%2C' : ',';
      return `${encode(name, mistake)}=${values.map((value) => encode(value, mistake)).join(comma)}`;
    })
    .join('&');
}

function encode(text: string, mistake?: MistakeId): string {
  const bytes = [...new TextEncoder().encode(text)];
  const encoded = bytes.map((byte) => encodeByte(byte, mistake)).join('');
  return mistake === 'double-encoded' ? encoded.replaceAll('%', '%25') : encoded;
}

function encodeByte(byte: number, mistake: MistakeId | undefined): string {
  const character = String.fromCharCode(byte);
  if (/[\w.~-]/.test(character)) return character;
  if (mistake === 'space-as-plus' && character === ' ') return '+';
  if (mistake === 'plus-left-raw' && character === '+') return '+';
  if (mistake === 'marks-left-raw' && "!'()*".includes(character)) return character;
  if (mistake === 'value-commas-raw' && character === ',') return character;
  const hex = byte.toString(16).padStart(2, '0');
  return `%${mistake === 'lower-case-escapes' ? hex : hex.toUpperCase()}`;
}
