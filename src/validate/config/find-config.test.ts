import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createTempDir } from '../../../test/support/temp-dir.ts';
import { findConfig } from './find-config.ts';

/** What is found in `a/b`, from the root of the files on. */
async function find(files: Readonly<Record<string, string>>, home?: string) {
  const root = await createTempDir();
  const cwd = path.join(root, 'a', 'b');
  await mkdir(cwd, { recursive: true });
  // Nothing that stands above the temporary folder is to be found.
  for (const [name, text] of Object.entries({ '.git': '', ...files })) {
    await writeFile(path.join(root, name), text);
  }
  const found = findConfig(cwd, home === undefined ? undefined : path.join(root, home));
  return found === undefined
    ? undefined
    : { file: path.relative(root, found.file).replaceAll(path.sep, '/'), pointer: found.pointer };
}

const WITH_KEY = '{"name":"x","connect-kit":{}}';

test.each([
  ['the file of the folder', { 'a/b/connect-kit.config.json': '{}' }, 'a/b/connect-kit.config.json', ''],
  ['the file of a folder above', { 'connect-kit.config.json': '' }, 'connect-kit.config.json', ''],
  ['the key of a package.json', { 'a/package.json': WITH_KEY }, 'a/package.json', '/connect-kit'],
  [
    'the nearest',
    { 'a/package.json': WITH_KEY, 'connect-kit.config.json': '{}' },
    'a/package.json',
    '/connect-kit',
  ],
  [
    'the file before the key',
    { 'a/package.json': WITH_KEY, 'a/connect-kit.config.json': '{}' },
    'a/connect-kit.config.json',
    '',
  ],
  [
    'what stands above a package.json without the key',
    { 'a/package.json': '{"devDependencies":{"connect-kit":"1"}}', 'connect-kit.config.json': '{}' },
    'connect-kit.config.json',
    '',
  ],
  [
    'what stands above a broken package.json',
    { 'a/package.json': '{"connect-kit"', 'connect-kit.config.json': '{}' },
    'connect-kit.config.json',
    '',
  ],
])('finds %s', async (_, files, file, pointer) => {
  expect(await find(files)).toEqual({ file, pointer });
});

test('finds nothing above the repository or the home folder', async () => {
  expect(await find({})).toBeUndefined();
  expect(await find({ 'a/.git': 'gitdir: …', 'connect-kit.config.json': '{}' })).toBeUndefined();
  expect(await find({ 'connect-kit.config.json': '{}' }, 'a')).toBeUndefined();
  expect(await find({ 'a/connect-kit.config.json': '{}' }, 'a')).toBeDefined();
});
