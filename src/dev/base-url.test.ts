import { describe, expect, it } from 'vitest';
import type { Fetch } from '../core/context.ts';
import { chooseRoute, withBaseUrl } from './base-url.ts';

const PROXY = 'http://localhost:4000';
const descriptor = (baseUrl: unknown) => JSON.stringify({ key: 'a', baseUrl });

/** Answers the text at each address of the list; nobody listens anywhere else. */
function answering(texts: Readonly<Record<string, string>>): Fetch {
  return async (url) => {
    const text = texts[String(url)];
    if (text === undefined) throw new TypeError('fetch failed');
    return new Response(text);
  };
}

describe('chooseRoute', () => {
  it.each([
    ['knows the proxy', PROXY, { how: 'proxied', baseUrl: PROXY }],
    ['knows the proxy, and a path', `${PROXY}/app/`, { how: 'proxied', baseUrl: `${PROXY}/app/` }],
    ['declares an address in the cloud', 'https://x.example', { how: 'rewritten', baseUrl: PROXY }],
    ['declares a path as well', 'https://x.example/app/', { how: 'rewritten', baseUrl: `${PROXY}/app` }],
    [
      'has a placeholder',
      '{{localBaseUrl}}',
      { how: 'rewritten', baseUrl: PROXY, declared: '{{localBaseUrl}}' },
    ],
    ['declares none', undefined, { how: 'rewritten', baseUrl: PROXY, declared: '' }],
    ['declares no text', 7, { how: 'rewritten', baseUrl: PROXY, declared: '' }],
    [
      'declares an address of this machine where nobody is',
      'http://localhost:9',
      { how: 'rewritten', baseUrl: PROXY },
    ],
    ['declares one where another program is', 'http://localhost:5000', { how: 'rewritten', baseUrl: PROXY }],
    ['declares one where another add-on is', 'http://localhost:5001', { how: 'rewritten', baseUrl: PROXY }],
    [
      'declares one where it is',
      'http://127.0.0.1:5002/x',
      { how: 'direct', baseUrl: 'http://127.0.0.1:5002/x' },
    ],
  ])('when the add-on %s', async (_, declared, expected) => {
    const fetch = answering({
      'http://localhost:5000/d.json': '<html>',
      'http://localhost:5001/d.json': '{"key":"b"}',
      'http://127.0.0.1:5002/d.json': '{"key":"a"}',
    });
    expect(await chooseRoute(descriptor(declared), PROXY, '/d.json', fetch)).toMatchObject(expected);
  });
});

describe('withBaseUrl', () => {
  it('replaces the base URL and nothing else', () => {
    const text = '{"key":"a","baseUrl":"x","modules":{"webPanels":[]}}';
    expect(JSON.parse(withBaseUrl(text, 'http://y'))).toEqual({
      key: 'a',
      baseUrl: 'http://y',
      modules: { webPanels: [] },
    });
  });

  it.each(['', '<html>', '[1]', 'null', '"x"'])('leaves %j as it is', (text) => {
    expect(withBaseUrl(text, 'http://y')).toBe(text);
  });
});
