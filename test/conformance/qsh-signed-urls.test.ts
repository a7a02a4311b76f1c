import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { isRecord, stringAt } from '../../src/core/json.ts';
import { createCanonicalRequest, createQueryStringHash } from '../../src/jwt/canonical-request.ts';
import { decodeToken } from '../../src/jwt/decode.ts';
import { extractToken } from '../../src/jwt/extract-token.ts';
import { verifyToken } from '../../src/jwt/verify.ts';
import { hasSharedFolder, sharedFile } from '../support/shared-folder.ts';

/**
 * Interoperability vectors that Connect itself generated: a URL, its canonical request, and the token signed for it.
 * They are reference data beside the repository and no part of it.
 */
const FILE = sharedFile('qsh', 'signed-urls.json');

interface Vector {
  readonly name: string;
  readonly signedUrl: string;
  readonly canonicalRequest: string;
  readonly baseUrl: string | undefined;
}

if (!hasSharedFolder) {
  test.skip('signed URLs of Connect: skipped, ../shared/qsh/signed-urls.json is not there', () => {});
} else {
  const { secret, vectors } = readVectors();
  describe('signed URLs of Connect', () => {
    test('there are some', () => {
      expect(vectors.length).toBeGreaterThan(20);
    });

    test.each(vectors)('$name', async ({ signedUrl, canonicalRequest, baseUrl }) => {
      const request = { method: 'GET', url: signedUrl, baseUrl };
      const token = extractToken(signedUrl);
      expect(createCanonicalRequest(request)).toBe(canonicalRequest);
      expect(decodeToken(token).claims['qsh']).toBe(createQueryStringHash(request));
      // They expired in 2014: the moment of their making is the time to verify them at.
      const now = Number(decodeToken(token).claims['iat']) * 1000;
      const key = { algorithm: 'HS256', secret } as const;
      expect(await verifyToken(token, { key, now, request })).toMatchObject({ valid: true });
      expect(await verifyToken(token, { key: { ...key, secret: 'another' }, now, request })).toMatchObject({
        reason: 'signature-mismatch',
      });
    });
  });
}

function readVectors(): { readonly secret: string; readonly vectors: readonly Vector[] } {
  const file: unknown = JSON.parse(readFileSync(FILE, 'utf8'));
  const tests = isRecord(file) && Array.isArray(file['tests']) ? file['tests'] : [];
  return {
    secret: stringAt(file, 'secret') ?? '',
    vectors: tests.map((one) => ({
      name: stringAt(one, 'name') ?? '',
      signedUrl: stringAt(one, 'signedUrl') ?? '',
      canonicalRequest: stringAt(one, 'canonicalRequest') ?? '',
      baseUrl: stringAt(one, 'addonBaseUrl'),
    })),
  };
}
