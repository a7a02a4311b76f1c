import { generateKeyPairSync } from 'node:crypto';
import * as atlassian from '@atlassian/atlassian-jwt';
import fc from 'fast-check';
import jsonwebtoken from 'jsonwebtoken';
import { describe, expect, test } from 'vitest';
import { HMAC_ALGORITHMS } from '../../src/jwt/algorithms.ts';
import { createQueryStringHash } from '../../src/jwt/canonical-request.ts';
import { signToken } from '../../src/jwt/sign.ts';
import { verifyToken } from '../../src/jwt/verify.ts';

/** Tokens both ways between connect-kit and the libraries that add-ons use. */

const NOW = 1_800_000_000;
const SECRET = 'a secret that two sides share';
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const privatePem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const publicPem = publicKey.export({ type: 'spki', format: 'pem' }).toString();

const request = { method: 'GET', url: '/page?lic=none&cp=' } as const;
const CLAIMS = {
  sub: '5b10ac8d82e05b22cc7d4ef5',
  qsh: createQueryStringHash(request),
  iss: 'a-client-key',
  context: { jira: { issue: { id: '10000', key: 'ÄB-1' } } },
  exp: NOW + 900,
  iat: NOW,
};

describe.each(HMAC_ALGORITHMS)('%s', (algorithm) => {
  const key = { algorithm, secret: SECRET };
  const verify = (token: string) => verifyToken(token, { key, now: NOW * 1000, request, issuer: CLAIMS.iss });

  test('ours is taken by both libraries', async () => {
    const token = await signToken(CLAIMS, key);
    expect(atlassian.decodeSymmetric(token, SECRET, atlassian.SymmetricAlgorithm[algorithm])).toEqual(CLAIMS);
    expect(jsonwebtoken.verify(token, SECRET, { algorithms: [algorithm], clockTimestamp: NOW })).toEqual(
      CLAIMS,
    );
  });

  test('ours is the very text that atlassian-jwt writes', async () => {
    const theirs = atlassian.encodeSymmetric(CLAIMS, SECRET, atlassian.SymmetricAlgorithm[algorithm]);
    expect(await signToken(CLAIMS, key)).toBe(theirs);
  });

  test('theirs is taken by us', async () => {
    const tokens = [
      atlassian.encodeSymmetric(CLAIMS, SECRET, atlassian.SymmetricAlgorithm[algorithm]),
      jsonwebtoken.sign(CLAIMS, SECRET, { algorithm }),
    ];
    for (const token of tokens) expect(await verify(token)).toMatchObject({ valid: true, claims: CLAIMS });
  });

  test('whatever the secret', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 1, unit: 'grapheme' }), async (secret) => {
        const token = atlassian.encodeSymmetric(CLAIMS, secret, atlassian.SymmetricAlgorithm[algorithm]);
        expect(await signToken(CLAIMS, { algorithm, secret })).toBe(token);
      }),
    );
  });
});

describe('RS256', () => {
  const { RS256 } = atlassian.AsymmetricAlgorithm;
  const claims = { ...CLAIMS, aud: ['https://app.example.com'] };
  const verify = (token: string) =>
    verifyToken(token, {
      key: { algorithm: 'RS256', publicKey: publicPem },
      now: NOW * 1000,
      request,
      audience: claims.aud,
    });

  test('ours is taken by both libraries', async () => {
    const token = await signToken(claims, { algorithm: 'RS256', privateKey: privatePem, kid: 'k1' });
    expect(atlassian.getKeyId(token)).toBe('k1');
    expect(atlassian.decodeAsymmetric(token, publicPem, RS256)).toEqual(claims);
    expect(jsonwebtoken.verify(token, publicPem, { algorithms: ['RS256'], clockTimestamp: NOW })).toEqual(
      claims,
    );
  });

  test('theirs is taken by us', async () => {
    const tokens = [
      atlassian.encodeAsymmetric(claims, privatePem, RS256, { kid: 'k1' }),
      jsonwebtoken.sign(claims, privatePem, { algorithm: 'RS256', keyid: 'k1' }),
    ];
    for (const token of tokens) expect(await verify(token)).toMatchObject({ valid: true, claims });
  });
});
