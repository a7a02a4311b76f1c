import { createHmac, generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { soak } from '../../test/support/soak.ts';
import { type Algorithm, HMAC_ALGORITHMS, type SigningKey, type VerificationKey } from './algorithms.ts';
import { CONTEXT_QSH, createQueryStringHash } from './canonical-request.ts';
import { decodeToken } from './decode.ts';
import { type Claims, signToken } from './sign.ts';
import { INVALID_REASONS, type VerifyOptions, verifyToken } from './verify.ts';

const NOW = 1_800_000_000;
const SECRET = 'a shared secret of the tests';
const KEY = { algorithm: 'HS256', secret: SECRET } as const;
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const otherRsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const publicPem = rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString();
const privatePem = rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const REQUEST = { method: 'GET', url: '/page?lic=none&cp=%2Fjira' } as const;

const goodClaims = (more: Claims = {}): Claims => ({
  iss: 'client-key',
  iat: NOW,
  exp: NOW + 180,
  qsh: createQueryStringHash(REQUEST),
  ...more,
});
const verify = (token: string, options: Partial<VerifyOptions> = {}) =>
  verifyToken(token, { key: KEY, now: NOW * 1000, ...options });

/** `valid`, or the reason why not. */
async function verdictOf(claims: Claims, options: Partial<VerifyOptions> = {}): Promise<string> {
  const verification = await verify(await signToken(claims, KEY), options);
  return verification.valid ? 'valid' : verification.reason;
}

/** A token with any header and payload, signed with SHA-256 and any bytes. */
function forge(header: unknown, payload: unknown, secret: string): string {
  const input = [header, payload]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
}

describe('signing', () => {
  test('writes the header of Connect and the claims as they are, in their order', async () => {
    const claims = { sub: 'b', iss: 'a', context: { user: {} }, exp: undefined };
    const token = await signToken(claims, KEY);
    const [header = '', payload = ''] = token
      .split('.')
      .map((part) => Buffer.from(part, 'base64url').toString());
    expect(header).toBe('{"typ":"JWT","alg":"HS256"}');
    expect(payload).toBe('{"sub":"b","iss":"a","context":{"user":{}}}');
  });

  test('names the RSA key', async () => {
    const token = await signToken({}, { algorithm: 'RS256', privateKey: privatePem, kid: 'the-kid' });
    expect(decodeToken(token).header).toEqual({ typ: 'JWT', alg: 'RS256', kid: 'the-kid' });
  });

  test('refuses an empty secret', async () => {
    await expect(signToken({}, { algorithm: 'HS256', secret: '' })).rejects.toMatchObject({
      code: 'secret-empty',
    });
  });
});

const pairs: Readonly<Record<Algorithm, { signing: SigningKey; verifying: VerificationKey }>> = {
  HS256: { signing: KEY, verifying: KEY },
  HS384: {
    signing: { algorithm: 'HS384', secret: SECRET },
    verifying: { algorithm: 'HS384', secret: SECRET },
  },
  HS512: {
    signing: { algorithm: 'HS512', secret: SECRET },
    verifying: { algorithm: 'HS512', secret: SECRET },
  },
  RS256: {
    signing: { algorithm: 'RS256', privateKey: rsa.privateKey },
    verifying: { algorithm: 'RS256', publicKey: publicPem },
  },
};

describe('what was signed verifies', () => {
  test.each(Object.entries(pairs))('%s', async (_, { signing, verifying }) => {
    const claims = goodClaims({ context: { jira: { issue: { id: '10000' } } } });
    const verification = await verify(await signToken(claims, signing), { key: verifying, request: REQUEST });
    expect(verification).toMatchObject({ valid: true, claims });
  });

  test('whatever the secret and the claims', async () => {
    const secret = fc.string({ minLength: 1, unit: 'grapheme' });
    const extra = fc.dictionary(
      fc.string().filter((name) => !['exp', 'iat', 'nbf', 'iss', 'sub', 'aud', 'qsh'].includes(name)),
      fc.jsonValue({ maxDepth: 4 }),
    );
    await fc.assert(
      fc.asyncProperty(
        secret,
        fc.constantFrom(...HMAC_ALGORITHMS),
        extra,
        async (text, algorithm, claims) => {
          const key = { algorithm, secret: text };
          const token = await signToken({ ...claims, exp: NOW + 1 }, key);
          const verification = await verify(token, { key });
          expect(verification.valid).toBe(true);
          expect(JSON.stringify(decodeToken(token).claims)).toBe(JSON.stringify({ ...claims, exp: NOW + 1 }));
          const other = await verify(token, { key: { algorithm, secret: `${text}.` } });
          expect(other).toMatchObject({ valid: false, reason: 'signature-mismatch' });
        },
      ),
      { numRuns: soak(100, 300) },
    );
  });

  test('no changed character goes unnoticed', async () => {
    const token = await signToken(goodClaims(), KEY);
    await fc.assert(
      fc.asyncProperty(
        fc.nat(token.length - 2),
        fc.constantFrom(...'abcXYZ019-_.'),
        async (at, character) => {
          fc.pre(token[at] !== character);
          const changed = token.slice(0, at) + character + token.slice(at + 1);
          expect((await verify(changed)).valid).toBe(false);
        },
      ),
      { numRuns: soak(100, 300) },
    );
  });
});

describe('claims', () => {
  test.each<[string, Claims, Partial<VerifyOptions>]>([
    ['valid', goodClaims(), {}],
    ['valid', goodClaims({ sub: 'user', aud: 'a' }), { issuer: 'client-key', audience: ['a', 'b'] }],
    ['valid', goodClaims({ aud: ['x', 'b'] }), { audience: ['a', 'b'] }],
    ['valid', goodClaims({ exp: NOW + 0.5 }), {}],
    ['expired', goodClaims({ exp: NOW }), {}],
    ['expired', goodClaims({ exp: NOW - 30 }), { leeway: 30 }],
    ['valid', goodClaims({ exp: NOW - 29 }), { leeway: 30 }],
    ['expired', goodClaims({ exp: -1e300 }), {}],
    ['expiry-missing', goodClaims({ exp: undefined }), {}],
    ['issued-in-future', goodClaims({ iat: NOW + 1 }), {}],
    ['valid', goodClaims({ iat: NOW + 1 }), { leeway: 1 }],
    // A signer that rounds up, or keeps fractions, is not ahead of its time.
    ['valid', goodClaims({ iat: NOW + 1 }), { now: NOW * 1000 + 400 }],
    ['valid', goodClaims({ iat: NOW + 0.4 }), { now: NOW * 1000 + 400 }],
    ['expired', goodClaims({ exp: NOW + 0.4 }), { now: NOW * 1000 + 400 }],
    ['not-yet-valid', goodClaims({ nbf: NOW + 1 }), {}],
    ['valid', goodClaims({ nbf: NOW }), {}],
    ['time-in-milliseconds', goodClaims({ exp: (NOW + 180) * 1000 }), {}],
    ['time-in-milliseconds', goodClaims({ iat: NOW * 1000 }), {}],
    ['claim-malformed', { ...goodClaims(), ...JSON.parse('{"exp":"1800000180"}') }, {}],
    ['claim-malformed', { ...goodClaims(), ...JSON.parse('{"exp":null}') }, {}],
    ['claim-malformed', { ...goodClaims(), ...JSON.parse('{"iat":{}}') }, {}],
    ['claim-malformed', { ...goodClaims(), ...JSON.parse('{"iss":7}') }, {}],
    ['claim-malformed', { ...goodClaims(), ...JSON.parse('{"sub":["a"]}') }, {}],
    ['claim-malformed', { ...goodClaims(), ...JSON.parse('{"aud":{"a":1}}') }, {}],
    ['claim-malformed', { ...goodClaims(), ...JSON.parse('{"aud":["a",1]}') }, { audience: ['a'] }],
    ['claim-malformed', { ...goodClaims(), ...JSON.parse('{"qsh":1}') }, { request: REQUEST }],
    ['issuer-mismatch', goodClaims(), { issuer: 'client-key2' }],
    ['issuer-mismatch', goodClaims({ iss: undefined }), { issuer: 'client-key' }],
    ['audience-mismatch', goodClaims(), { audience: ['a'] }],
    ['audience-mismatch', goodClaims({ aud: 'ab' }), { audience: ['a'] }],
    ['audience-mismatch', goodClaims({ aud: [] }), { audience: ['a'] }],
  ])('%s (%#)', async (verdict, claims, options) => {
    expect(await verdictOf(claims, options)).toBe(verdict);
  });
});

describe('the request', () => {
  test.each<[string, Claims, Partial<VerifyOptions>]>([
    ['valid', goodClaims(), { request: REQUEST }],
    [
      'valid',
      goodClaims(),
      {
        request: {
          method: 'get',
          url: 'https://x.example/ac/page?cp=/jira&lic=none&jwt=t',
          baseUrl: 'https://x.example/ac',
        },
      },
    ],
    ['qsh-mismatch', goodClaims(), { request: { ...REQUEST, method: 'POST' } }],
    ['qsh-mismatch', goodClaims({ qsh: createQueryStringHash(REQUEST).toUpperCase() }), { request: REQUEST }],
    ['qsh-mismatch', goodClaims({ qsh: '' }), { request: REQUEST }],
    ['qsh-missing', goodClaims({ qsh: undefined }), { request: REQUEST }],
    ['qsh-is-context', goodClaims({ qsh: CONTEXT_QSH }), { request: REQUEST }],
    ['valid', goodClaims({ qsh: CONTEXT_QSH }), { request: REQUEST, allowContextQsh: true }],
    ['valid', goodClaims(), { request: REQUEST, allowContextQsh: true }],
    ['valid', goodClaims({ qsh: CONTEXT_QSH }), { allowContextQsh: true }],
    ['qsh-not-context', goodClaims(), { allowContextQsh: true }],
    ['qsh-missing', goodClaims({ qsh: undefined }), { allowContextQsh: true }],
    ['valid', goodClaims({ qsh: undefined }), {}],
  ])('%s (%#)', async (verdict, claims, options) => {
    expect(await verdictOf(claims, options)).toBe(verdict);
  });
});

describe('hostile tokens', () => {
  const rsaKey = { algorithm: 'RS256', publicKey: publicPem } as const;
  test.each<[string, string, VerificationKey, string]>([
    [
      'alg none',
      `${forge({ alg: 'none' }, goodClaims(), '').replace(/[^.]*$/, '')}`,
      KEY,
      'algorithm-mismatch',
    ],
    [
      'no signature',
      `${forge({ alg: 'HS256' }, goodClaims(), SECRET).replace(/[^.]*$/, '')}`,
      KEY,
      'signature-mismatch',
    ],
    ['no alg', forge({}, goodClaims(), SECRET), KEY, 'algorithm-mismatch'],
    ['alg in lower case', forge({ alg: 'hs256' }, goodClaims(), SECRET), KEY, 'algorithm-mismatch'],
    ['alg as list', forge({ alg: ['HS256'] }, goodClaims(), SECRET), KEY, 'algorithm-mismatch'],
    [
      'the public key as secret',
      forge({ alg: 'HS256' }, goodClaims(), publicPem),
      rsaKey,
      'algorithm-mismatch',
    ],
    [
      'the same under the right name',
      forge({ alg: 'RS256' }, goodClaims(), publicPem),
      rsaKey,
      'signature-mismatch',
    ],
    [
      'a weaker hash',
      forge({ alg: 'HS256' }, goodClaims(), SECRET),
      { algorithm: 'HS512', secret: SECRET },
      'algorithm-mismatch',
    ],
    ['a foreign secret', forge({ alg: 'HS256' }, goodClaims(), 'x'), KEY, 'signature-mismatch'],
    [
      'unknown extensions',
      forge({ alg: 'HS256', crit: ['exp'] }, goodClaims(), SECRET),
      KEY,
      'header-unsupported',
    ],
    [
      'an unencoded payload',
      forge({ alg: 'HS256', b64: false, crit: ['b64'] }, goodClaims(), SECRET),
      KEY,
      'header-unsupported',
    ],
    [
      'a key of its own',
      forge({ alg: 'HS256', jwk: { kty: 'oct', k: 'AA' } }, goodClaims(), '\0'),
      KEY,
      'signature-mismatch',
    ],
    ['nothing', '', KEY, 'malformed'],
    ['five segments', 'a.b.c.d.e', KEY, 'malformed'],
    ['a megabyte', 'a'.repeat(1 << 20), KEY, 'malformed'],
  ])('%s', async (_, token, key, reason) => {
    const verification = await verify(token, { key });
    expect(verification).toMatchObject({ valid: false, reason });
  });

  test('nothing is said about claims whose signature is wrong', async () => {
    const token = forge({ alg: 'HS256' }, { exp: 'x', iss: 5 }, 'another secret');
    expect(await verify(token, { issuer: 'me' })).toMatchObject({ reason: 'signature-mismatch' });
  });

  test('messages neither grow with the token nor carry control characters', async () => {
    const token = forge({ alg: `\u001b]0;owned\u0007\u009b${'x'.repeat(5000)}` }, {}, SECRET);
    const verification = await verify(token);
    if (verification.valid) expect.unreachable();
    else {
      expect(verification.message.length).toBeLessThan(300);
      expect(verification.message).not.toMatch(/\p{Cc}/u);
    }
  });

  test('any text gets a reason', async () => {
    const segment = fc.oneof(
      fc.string(),
      fc.json().map((json) => Buffer.from(json).toString('base64url')),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(segment, { maxLength: 5 }), async (segments) => {
        const verification = await verify(segments.join('.'));
        expect(verification.valid).toBe(false);
        if (!verification.valid) expect(INVALID_REASONS).toContain(verification.reason);
      }),
      { numRuns: soak(100, 1_000) },
    );
  });

  test('any signed claims get a verdict', async () => {
    const value = fc.oneof(fc.jsonValue(), fc.double({ noNaN: true, noDefaultInfinity: true }));
    const claims = fc.record(
      { exp: value, iat: value, nbf: value, iss: value, sub: value, aud: value, qsh: value },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(claims, async (payload) => {
        const token = forge({ alg: 'HS256' }, payload, SECRET);
        const verification = await verify(token, { request: REQUEST, issuer: 'a', audience: ['b'] });
        expect(verification.valid).toBe(false);
      }),
      { numRuns: soak(100, 1_000) },
    );
  });
});

describe('keys that are looked up', () => {
  const keys = new Map([['known', rsa.publicKey]]);
  const key: VerificationKey = { algorithm: 'RS256', findPublicKey: async (kid) => keys.get(kid) };
  const signWith = (kid: string | undefined, pair = rsa) =>
    signToken(goodClaims(), { algorithm: 'RS256', privateKey: pair.privateKey, kid });

  test.each<[string, string | undefined]>([
    ['valid', 'known'],
    ['key-not-found', 'unknown'],
    ['kid-missing', undefined],
    ['kid-malformed', ''],
    ['kid-malformed', '..'],
    ['kid-malformed', '../known'],
    ['kid-malformed', 'known?x'],
    ['kid-malformed', 'https://evil.example/key'],
    ['kid-malformed', 'k'.repeat(201)],
  ])('%s for the kid %j', async (verdict, kid) => {
    const verification = await verify(await signWith(kid), { key });
    expect(verification.valid ? 'valid' : verification.reason).toBe(verdict);
  });

  test('a known name does not help a foreign signature', async () => {
    expect(await verify(await signWith('known', otherRsa), { key })).toMatchObject({
      reason: 'signature-mismatch',
    });
  });

  test('no key is looked up for a token of another algorithm', async () => {
    const asking: VerificationKey = {
      algorithm: 'RS256',
      findPublicKey: async () => {
        throw new Error('asked');
      },
    };
    const token = forge({ alg: 'HS256', kid: 'known' }, goodClaims(), SECRET);
    expect(await verify(token, { key: asking })).toMatchObject({ reason: 'algorithm-mismatch' });
  });
});

test.each<[VerificationKey, string]>([
  [{ algorithm: 'HS256', secret: '' }, 'secret-empty'],
  [{ algorithm: 'RS256', publicKey: 'nonsense' }, 'key-unreadable'],
  [{ algorithm: 'RS256', publicKey: privatePem }, 'key-is-private'],
])('a key that cannot be used is not the fault of the token (%#)', async (key, code) => {
  const token = forge({ alg: key.algorithm }, goodClaims(), SECRET);
  await expect(verify(token, { key })).rejects.toMatchObject({ name: 'UsageError', code });
});
