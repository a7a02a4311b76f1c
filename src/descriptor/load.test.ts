import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { createTempDir } from '../../test/support/temp-dir.ts';
import type { Fetch } from '../core/context.ts';
import { type LoadOptions, loadDescriptor } from './load.ts';

function options(overrides: Partial<LoadOptions> = {}): LoadOptions {
  return {
    cwd: '/nowhere',
    stdin: { readAll: async () => new Uint8Array() },
    fetch: async (url) => {
      throw new Error(`unexpected request to ${String(url)}`);
    },
    signal: new AbortController().signal,
    ...overrides,
  };
}

describe('from a file', () => {
  test('relative to the working folder, a byte order mark removed', async () => {
    const cwd = await createTempDir();
    await writeFile(path.join(cwd, 'a.json'), '\ufeff{}');
    expect(await loadDescriptor('a.json', options({ cwd }))).toEqual({ source: 'a.json', text: '{}' });
  });

  test('that is missing, or a folder', async () => {
    const cwd = await createTempDir();
    await mkdir(path.join(cwd, 'folder'));
    await expect(loadDescriptor('a.json', options({ cwd }))).rejects.toMatchObject({
      exitCode: 2,
      code: 'descriptor-not-found',
      where: path.join(cwd, 'a.json'),
    });
    await expect(loadDescriptor('folder', options({ cwd }))).rejects.toMatchObject({
      exitCode: 2,
      code: 'descriptor-is-folder',
    });
  });

  test('in another encoding, or far too large', async () => {
    const cwd = await createTempDir();
    await writeFile(path.join(cwd, 'utf16.json'), Buffer.from('\ufeff{"key":"ü"}', 'utf16le'));
    await writeFile(path.join(cwd, 'large.json'), ' '.repeat(1024 * 1024 + 1));
    await expect(loadDescriptor('utf16.json', options({ cwd }))).rejects.toMatchObject({
      exitCode: 2,
      code: 'descriptor-not-utf8',
    });
    await expect(loadDescriptor('large.json', options({ cwd }))).rejects.toMatchObject({
      exitCode: 2,
      code: 'descriptor-too-large',
    });
  });
});

test('from stdin', async () => {
  const stdin = { readAll: async () => new TextEncoder().encode('{"a":1}') };
  expect(await loadDescriptor('-', options({ stdin }))).toEqual({ source: '<stdin>', text: '{"a":1}' });
});

describe('from a URL', () => {
  const respond =
    (body: string, init: ResponseInit = {}): Fetch =>
    async () =>
      new Response(body, init);

  test('with credentials that go into a header and nowhere else', async () => {
    const seen: unknown[] = [];
    const fetch: Fetch = async (url, init) => {
      seen.push(String(url), new Headers(init?.headers).get('authorization'));
      return new Response('{}');
    };
    const loaded = await loadDescriptor('https://me:p%40ss@example.com/d.json', options({ fetch }));
    expect(loaded).toEqual({ source: 'https://example.com/d.json', text: '{}' });
    expect(seen).toEqual(['https://example.com/d.json', `Basic ${btoa('me:p@ss')}`]);
  });

  test.each<[string, Fetch, object]>([
    [
      'nothing there',
      respond('', { status: 404, statusText: 'Not Found' }),
      { exitCode: 2, message: 'The server answered 404 Not Found instead of a descriptor.' },
    ],
    [
      'a server that fails',
      respond('', { status: 502 }),
      { exitCode: 3, message: 'The server answered 502 instead of a descriptor.' },
    ],
    [
      'an endless answer',
      respond('x'.repeat(1024 * 1024 + 1)),
      { exitCode: 2, code: 'descriptor-too-large' },
    ],
    [
      'no server',
      async () => {
        throw new TypeError('fetch failed', {
          cause: Object.assign(new Error('x'), { code: 'ECONNREFUSED' }),
        });
      },
      {
        exitCode: 3,
        code: 'descriptor-unreachable',
        message: 'The descriptor cannot be fetched: ECONNREFUSED.',
      },
    ],
    [
      'a request that fetch refuses',
      async () => {
        throw new TypeError('fetch failed', { cause: new Error('bad port') });
      },
      { exitCode: 3, message: 'The descriptor cannot be fetched: bad port.' },
    ],
  ])('%s', async (_, fetch, expected) => {
    await expect(loadDescriptor('http://localhost:3000/d', options({ fetch }))).rejects.toMatchObject(
      expected,
    );
  });

  test('that is none', async () => {
    await expect(loadDescriptor('http://', options())).rejects.toMatchObject({
      exitCode: 2,
      code: 'invalid-url',
    });
  });
});
