import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redact } from './redact.ts';

const basic = (text: string) => Buffer.from(text).toString('base64');

describe('redact', () => {
  it.each([
    [
      'a token',
      'x eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJ4In0.c2ln y',
      'x eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJ4In0.[redacted] y',
    ],
    [
      'two tokens',
      '?jwt=eyJh.e30.abc&acpt=eyJi.e30.def',
      '?jwt=eyJh.e30.[redacted]&acpt=eyJi.e30.[redacted]',
    ],
    ['Basic credentials', `Authorization: Basic ${basic('admin:admin')}`, 'Authorization: Basic [redacted]'],
    ['Basic credentials in lower case', `basic ${basic('a:b')}`, 'basic [redacted]'],
    ['a Bearer token', 'Authorization: Bearer abc123', 'Authorization: Bearer [redacted]'],
    ['a Bearer token of letters', `Bearer ${'abcdefghijkl'.repeat(2)}`, 'Bearer [redacted]'],
    ['a secret in JSON', '{"sharedSecret": "a\\"b", "key":"k"}', '{"sharedSecret": "[redacted]", "key":"k"}'],
    [
      'an access token in JSON',
      '{"access_token":"abc","expires_in":1}',
      '{"access_token":"[redacted]","expires_in":1}',
    ],
    ['a secret in a query', '/t?access_token=abc&x=1#y', '/t?access_token=[redacted]&x=1#y'],
    ['a password in a URL', 'http://admin:geheim@host/x@y', 'http://admin:[redacted]@host/x@y'],
  ])('blanks %s', (_, text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  it.each([
    'Basic authentication with wrong credentials.',
    'the Bearer token is missing',
    'http://localhost:2990/x?mail=a@b.example',
    'eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJ4In0.',
    '{"key":"sharedSecret"}',
  ])('leaves %j alone', (text) => {
    expect(redact(text)).toBe(text);
  });

  it('leaves no signature and no password of any text', () => {
    const segment = fc.base64String({ minLength: 4 }).map((text) => Buffer.from(text).toString('base64url'));
    const secret = fc.stringMatching(/^[a-z]{12,40}$/);
    fc.assert(
      fc.property(fc.string(), segment, secret, fc.string(), (before, claims, signature, after) => {
        expect(redact(`${before} eyJh${claims}.${claims}.${signature} ${after}`)).not.toContain(
          `.${signature}`,
        );
        expect(redact(`Basic ${basic(`user:${signature}`)}`)).not.toContain(basic(`user:${signature}`));
      }),
    );
  });

  it('changes nothing that it has changed', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(redact(redact(text))).toBe(redact(text));
      }),
    );
  });
});
