import { chmod, lstat, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createTempDir } from '../../test/support/temp-dir.ts';
import { writeFixed } from './write-fixed.ts';

test('puts the fixed text in place, a byte order mark only where it has one', async () => {
  const cwd = await createTempDir();
  const file = path.join(cwd, 'a.json');
  await writeFile(file, '\ufeffold\r\n');
  await writeFixed({ source: 'a.json', before: '\ufeffold\r\n', after: '\ufeffnew\r\n' }, cwd);
  expect(await readFile(file, 'utf8')).toBe('\ufeffnew\r\n');
  await writeFixed({ source: 'a.json', before: '\ufeffnew\r\n', after: '{}' }, cwd);
  expect(await readFile(file, 'utf8')).toBe('{}');
});

test.skipIf(process.platform === 'win32')('keeps permissions and links', async () => {
  const cwd = await createTempDir();
  await writeFile(path.join(cwd, 'a.json'), 'old');
  await chmod(path.join(cwd, 'a.json'), 0o755);
  await symlink('a.json', path.join(cwd, 'link.json'));
  await writeFixed({ source: 'link.json', before: 'old', after: 'new' }, cwd);
  expect((await lstat(path.join(cwd, 'link.json'))).isSymbolicLink()).toBe(true);
  expect((await stat(path.join(cwd, 'a.json'))).mode & 0o777).toBe(0o755);
  expect(await readFile(path.join(cwd, 'a.json'), 'utf8')).toBe('new');
});

test('writes nothing over what somebody else wrote meanwhile', async () => {
  const cwd = await createTempDir();
  await writeFile(path.join(cwd, 'a.json'), 'theirs');
  const writing = writeFixed({ source: 'a.json', before: 'old', after: 'new' }, cwd);
  await expect(writing).rejects.toThrow('a.json was changed while it was being checked.');
  expect(await readFile(path.join(cwd, 'a.json'), 'utf8')).toBe('theirs');
});
