import { generateKeyPairSync, KeyObject } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Fetch } from '../core/context.ts';
import { createKeyFinder } from './key-server.ts';

const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
const { signal } = new AbortController();

function finderOf(answer: () => Response, url = 'https://keys.example/') {
  const asked: string[] = [];
  const fetch: Fetch = async (requested) => {
    asked.push(String(requested));
    return answer();
  };
  return { find: createKeyFinder({ url, fetch, signal }), asked };
}

test.each([
  ['https://keys.example', 'https://keys.example/the-kid'],
  ['https://keys.example/', 'https://keys.example/the-kid'],
  ['http://127.0.0.1:8080/keys/?x#y', 'http://127.0.0.1:8080/keys/the-kid'],
])('asks %s for the key by name', async (url, expected) => {
  const { find, asked } = finderOf(() => new Response(pem), url);
  const key = await find('the-kid');
  expect(asked).toEqual([expected]);
  expect(key instanceof KeyObject && key.equals(publicKey)).toBe(true);
});

test.each([403, 404, 410])('no such key is an answer: %i', async (status) => {
  expect(await finderOf(() => new Response('', { status })).find('x')).toBeUndefined();
});

test.each([
  ['an error status', () => new Response('', { status: 503 }), 'status 503'],
  ['something else', () => new Response('<html>'), 'cannot be used'],
  [
    'no connection',
    () => {
      throw new TypeError('fetch failed', { cause: Object.assign(new Error(), { code: 'ECONNREFUSED' }) });
    },
    'ECONNREFUSED',
  ],
])('%s is a failure of the environment', async (_, answer, message) => {
  await expect(finderOf(answer).find('x')).rejects.toMatchObject({
    name: 'EnvironmentError',
    code: 'key-server-failed',
    where: 'https://keys.example/x',
    message: expect.stringContaining(message),
  });
});

test.each(['', 'keys.example', 'file:///etc', 'ftp://keys.example'])('%j is no key server', (url) => {
  expect(() => finderOf(() => new Response(pem), url)).toThrow('key server must be a URL');
});
