import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { createTempDir } from '../../test/support/temp-dir.ts';
import { expandSources, placesOfSources } from './sources.ts';

const FILES = [
  'atlassian-connect.json',
  'apps/b/atlassian-connect.json',
  'apps/a/atlassian-connect.json',
  'apps/a/atlassian-connect-dev.json',
  'apps/a/package.json',
  'apps/[x]/atlassian-connect.prod.json',
  'apps/a/node_modules/lib/atlassian-connect.json',
  '.hidden/atlassian-connect.json',
  'empty/readme.txt',
  'forms/atlassian_connect.json.erb',
  'forms/atlassian-connect-v3.yaml',
  'forms/atlassian-connect.json.bak',
  'forms/my-atlassian-connect.json',
];

async function expand(patterns: readonly string[], { allowEmpty = false, from = '', base = '' } = {}) {
  const root = await createTempDir();
  for (const file of FILES) {
    await mkdir(path.join(root, path.dirname(file)), { recursive: true });
    await writeFile(path.join(root, file), '{}');
  }
  const wanted = { patterns, base: path.join(root, base) };
  return expandSources(wanted, { cwd: path.join(root, from), allowEmpty });
}

describe('stands for', () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ['what is named, as it is named', ['./a.json', 'b c.json'], ['./a.json', 'b c.json']],
    ['streams', ['-', 'https://x.com/d', '-'], ['-', 'https://x.com/d']],
    [
      'a glob, sorted, without the files of others',
      ['apps/**/atlassian-connect.json'],
      ['apps/a/atlassian-connect.json', 'apps/b/atlassian-connect.json'],
    ],
    [
      'braces',
      ['apps/{b,a}/atlassian-connect.json'],
      ['apps/a/atlassian-connect.json', 'apps/b/atlassian-connect.json'],
    ],
    [
      'globs in the order given, each file once',
      ['apps/b/*.json', './apps/b/atlassian-connect.json', 'apps/a/a*t.json'],
      ['apps/b/atlassian-connect.json', 'apps/a/atlassian-connect.json'],
    ],
    [
      'what negations leave, wherever they stand',
      ['!**/b/**', 'apps/*/atlassian-connect.json', '!apps/a/*-dev.json'],
      ['apps/a/atlassian-connect.json'],
    ],
    ['what negated folders leave', ['**/atlassian-connect.json', '!apps'], ['atlassian-connect.json']],
    ['named files but for negated ones', ['atlassian-connect.json', 'x.json', '!atl*'], ['x.json']],
    ['a folder that a pattern names all the same', ['.hidden/*.json'], ['.hidden/atlassian-connect.json']],
    [
      'packages, where they are meant',
      ['apps/a/node_modules/*/*.json'],
      ['apps/a/node_modules/lib/atlassian-connect.json'],
    ],
    [
      'the descriptors of a folder',
      ['apps/'],
      [
        'apps/[x]/atlassian-connect.prod.json',
        'apps/a/atlassian-connect-dev.json',
        'apps/a/atlassian-connect.json',
        'apps/b/atlassian-connect.json',
      ],
    ],
    [
      'the variants and templates in a folder',
      ['./forms'],
      ['forms/atlassian-connect-v3.yaml', 'forms/atlassian_connect.json.erb'],
    ],
    ['a folder whose name looks like a glob', ['apps/[x]'], ['apps/[x]/atlassian-connect.prod.json']],
    [
      'a file whose name looks like a glob',
      ['apps/[x]/atlassian-connect.prod.json'],
      ['apps/[x]/atlassian-connect.prod.json'],
    ],
  ])('%s', async (_, patterns, expected) => {
    expect(await expand(patterns)).toEqual(expected);
  });

  test('files given from elsewhere, by their names from here', async () => {
    expect(await expand(['a/*t.json', 'b/atlassian-connect.json'], { from: 'apps/a', base: 'apps' })).toEqual(
      ['atlassian-connect.json', path.join('..', 'b', 'atlassian-connect.json')],
    );
  });
});

describe('is refused, unless nothing is enough', () => {
  test.each([
    [['**/*.connect.json'], 'No file matches **/*.connect.json.'],
    [['empty'], 'There is no descriptor in the folder empty.'],
  ])('%j', async (patterns, message) => {
    await expect(expand(patterns)).rejects.toThrow(message);
    expect(await expand(patterns, { allowEmpty: true })).toEqual([]);
  });

  test('only taking away', async () => {
    await expect(expand(['!a.json'], { allowEmpty: true })).rejects.toThrow('Every pattern takes files away');
  });
});

test.skipIf(process.platform === 'win32')('does not follow links in circles', async () => {
  const root = await createTempDir();
  await writeFile(path.join(root, 'atlassian-connect.json'), '{}');
  await symlink('.', path.join(root, 'self'));
  const found = await expandSources({ patterns: ['.'], base: root }, { cwd: root, allowEmpty: false });
  expect(found).toEqual(['atlassian-connect.json']);
});

test('tells where what is meant may come to be', async () => {
  const base = await createTempDir();
  await mkdir(path.join(base, 'app'));
  const patterns = [
    'a.json',
    'x/**/d.json',
    '**/*.json',
    '/y/{a,b}/c',
    'app',
    '!b.json',
    '-',
    'https://x.com',
  ];
  expect(placesOfSources({ patterns, base })).toEqual({
    files: [path.join(base, 'a.json')],
    folders: [path.join(base, 'x'), base, path.resolve('/y'), path.join(base, 'app')],
  });
});
