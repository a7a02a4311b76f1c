import { chmod, lstat, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createTempDir } from '../../test/support/temp-dir.ts';
import { EnvironmentError, UsageError } from './errors.ts';
import { writeFileAtomically } from './write-file.ts';

test('makes folders, and leaves nothing beside the file', async () => {
  const folder = await createTempDir();
  const file = path.join(folder, 'a b', 'c=d', 'report.xml');
  await writeFileAtomically(file, 'one');
  await writeFileAtomically(file, 'two');
  expect(await readFile(file, 'utf8')).toBe('two');
  expect(await readdir(path.dirname(file))).toEqual(['report.xml']);
});

test.skipIf(process.platform === 'win32')('keeps permissions, and writes through a link', async () => {
  const folder = await createTempDir();
  const file = path.join(folder, 'real.json');
  await writeFile(file, 'old');
  await chmod(file, 0o640);
  await symlink('real.json', path.join(folder, 'link.json'));
  await writeFileAtomically(path.join(folder, 'link.json'), 'new');
  expect((await lstat(path.join(folder, 'link.json'))).isSymbolicLink()).toBe(true);
  expect(await readFile(file, 'utf8')).toBe('new');
  expect((await stat(file)).mode & 0o777).toBe(0o640);
});

test.skipIf(process.platform === 'win32')('writes to a device without replacing it', async () => {
  await writeFileAtomically('/dev/null', 'gone');
  expect((await stat('/dev/null')).isCharacterDevice()).toBe(true);
});

test('says what is in the way', async () => {
  const folder = await createTempDir();
  await mkdir(path.join(folder, 'taken'));
  await writeFile(path.join(folder, 'file'), '');
  const onFolder = writeFileAtomically(path.join(folder, 'taken'), 'x', 'taken');
  await expect(onFolder).rejects.toThrow(UsageError);
  await expect(onFolder).rejects.toThrow('taken is a folder');
  const belowFile = writeFileAtomically(path.join(folder, 'file', 'x.json'), 'x', 'file/x.json');
  await expect(belowFile).rejects.toThrow(EnvironmentError);
  expect(await readdir(folder)).toEqual(['file', 'taken']);
});
