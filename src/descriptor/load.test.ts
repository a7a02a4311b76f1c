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
  test('relative to the working folder, with its byte order mark', async () => {
    const cwd = await createTempDir();
    await writeFile(path.join(cwd, 'a.json'), '\ufeff{}');
    expect(await loadDescriptor('a.json', options({ cwd }))).toEqual({
      source: 'a.json',
      text: '\ufeff{}',
      language: 'json',
      isServed: false,
    });
  });

  test('in YAML, by its name', async () => {
    const cwd = await createTempDir();
    await writeFile(path.join(cwd, 'a.yaml'), '{key: a}');
    expect(await loadDescriptor('a.yaml', options({ cwd }))).toMatchObject({ language: 'yaml' });
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
    await writeFile(path.join(cwd, 'latin1.json'), Buffer.from('{\n"key":"ü"}', 'latin1'));
    await writeFile(path.join(cwd, 'large.json'), ' '.repeat(16 * 1024 * 1024 + 1));
    await expect(loadDescriptor('latin1.json', options({ cwd }))).rejects.toMatchObject({
      exitCode: 2,
      code: 'descriptor-not-utf8',
      message: 'latin1.json is not UTF-8 text.',
      where: 'latin1.json:2',
    });
    await expect(loadDescriptor('large.json', options({ cwd }))).rejects.toMatchObject({
      exitCode: 2,
      code: 'descriptor-too-large',
      message: 'large.json is larger than 16 MB: no descriptor is.',
    });
  });

  test.each<[string, number[]]>([
    ['UTF-16', [0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00]],
    ['UTF-16', [0xfe, 0xff, 0x00, 0x7b, 0x00, 0x7d]],
    ['UTF-16', [0x7b, 0x00, 0x7d, 0x00]],
    ['UTF-16', [0x00, 0x7b, 0x00, 0x7d]],
    ['UTF-32', [0xff, 0xfe, 0x00, 0x00, 0x7b, 0x00, 0x00, 0x00]],
    ['UTF-32', [0x00, 0x00, 0xfe, 0xff, 0x00, 0x00, 0x00, 0x7b]],
    ['UTF-32', [0x7b, 0x00, 0x00, 0x00]],
  ])('in %s: %j', async (encoding, bytes) => {
    const cwd = await createTempDir();
    await writeFile(path.join(cwd, 'a.json'), Uint8Array.from(bytes));
    await expect(loadDescriptor('a.json', options({ cwd }))).rejects.toMatchObject({
      code: 'descriptor-not-utf8',
      message: `a.json is ${encoding} text, not UTF-8.`,
    });
  });
});

test.each([
  ['{"a":1}', 'json'],
  ['a: 1\n', 'yaml'],
])('from stdin: %j', async (text, language) => {
  const stdin = { readAll: async () => new TextEncoder().encode(text) };
  const loaded = await loadDescriptor('-', options({ stdin }));
  expect(loaded).toEqual({ source: '<stdin>', text, language, isServed: false });
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
    expect(loaded).toEqual({
      source: 'https://example.com/d.json',
      text: '{}',
      language: 'json',
      isServed: true,
    });
    expect(seen).toEqual(['https://example.com/d.json', `Basic ${btoa('me:p@ss')}`]);
  });

  test('in YAML, whatever the server calls it', async () => {
    const fetch = respond('key: a', { headers: { 'content-type': 'application/json' } });
    expect(await loadDescriptor('http://localhost/d', options({ fetch }))).toMatchObject({
      language: 'yaml',
      isServed: true,
    });
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
      respond('x'.repeat(16 * 1024 * 1024 + 1)),
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
