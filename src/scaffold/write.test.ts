import { chmod, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { createTempDir } from '../../test/support/temp-dir.ts';
import { checkTarget, findOverwritten } from './target.ts';
import { writeProject } from './write.ts';

function files(contents: Readonly<Record<string, string>>) {
  return Object.entries(contents).map(([file, text]) => ({
    path: file,
    content: new TextEncoder().encode(text),
  }));
}

async function treeOf(folder: string): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const pairs = entries.map(async (entry) => {
    const location = path.join(entry.parentPath, entry.name);
    const name = path.relative(folder, location).replaceAll(path.sep, '/');
    return [name, entry.isFile() ? await readFile(location, 'utf8') : '(folder)'] as const;
  });
  return Object.fromEntries(await Promise.all(pairs));
}

describe('writing a project', () => {
  test('creates the folder, and those above it', async () => {
    const root = await createTempDir();
    await writeProject(path.join(root, 'a', 'b'), files({ 'src/x.ts': 'x' }));
    expect(await treeOf(root)).toEqual({
      a: '(folder)',
      'a/b': '(folder)',
      'a/b/src': '(folder)',
      'a/b/src/x.ts': 'x',
    });
  });

  test.skipIf(process.platform === 'win32')(
    'keeps who may read and run a file that it overwrites',
    async () => {
      const root = await createTempDir();
      await writeFile(path.join(root, 'private'), 'old', { mode: 0o600 });
      await writeFile(path.join(root, 'program'), 'old');
      await chmod(path.join(root, 'program'), 0o755);
      await writeProject(root, files({ private: 'new', program: 'new' }));
      expect((await stat(path.join(root, 'private'))).mode & 0o777).toBe(0o600);
      expect((await stat(path.join(root, 'program'))).mode & 0o777).toBe(0o755);
    },
  );

  test('keeps what else is in a folder', async () => {
    const root = await createTempDir();
    await mkdir(path.join(root, '.git'));
    await writeFile(path.join(root, '.git', 'HEAD'), 'ref');
    await writeFile(path.join(root, 'a.txt'), 'old');
    await writeProject(root, files({ 'a.txt': 'new', 'src/x.ts': 'x' }));
    expect(await treeOf(root)).toEqual({
      '.git': '(folder)',
      '.git/HEAD': 'ref',
      'a.txt': 'new',
      src: '(folder)',
      'src/x.ts': 'x',
    });
  });

  test('leaves nothing behind when it fails before anything is in place', async () => {
    const root = await createTempDir();
    // The second file needs a folder where the first one is.
    const broken = files({ a: 'a', 'a/b': 'b' });
    await expect(writeProject(path.join(root, 'x', 'y'), broken)).rejects.toMatchObject({
      code: 'cannot-write',
    });
    expect(await treeOf(root)).toEqual({});
  });

  test('puts everything back when it fails halfway', async () => {
    const root = await createTempDir();
    await writeFile(path.join(root, 'a.txt'), 'old');
    await writeFile(path.join(root, 'taken'), 'a file where a folder is needed');
    const before = await treeOf(root);
    const project = files({ 'a.txt': 'new', 'b.txt': 'new', 'deep/er/c.txt': 'new', 'taken/d.txt': 'new' });
    await expect(writeProject(root, project)).rejects.toMatchObject({ code: 'cannot-write', exitCode: 3 });
    expect(await treeOf(root)).toEqual(before);
  });
});

describe('the target of a project', () => {
  test('may be missing, empty, or a fresh repository', async () => {
    const root = await createTempDir();
    await checkTarget(path.join(root, 'missing'), false);
    await checkTarget(root, false);
    await mkdir(path.join(root, '.git'));
    await checkTarget(root, false);
  });

  test('may be in use only when forced', async () => {
    const root = await createTempDir();
    await writeFile(path.join(root, 'a.txt'), '');
    await expect(checkTarget(root, false)).rejects.toMatchObject({ code: 'folder-not-empty', exitCode: 2 });
    await checkTarget(root, true);
    expect(await findOverwritten(root, ['a.txt', 'b.txt', 'c/d.txt'])).toEqual(['a.txt']);
  });

  test('is not a file, even when forced', async () => {
    const root = await createTempDir();
    await writeFile(path.join(root, 'a'), '');
    await expect(checkTarget(path.join(root, 'a'), true)).rejects.toMatchObject({ code: 'in-the-way' });
    await expect(checkTarget(path.join(root, 'a', 'b'), true)).rejects.toMatchObject({ code: 'in-the-way' });
  });

  test('has no folder where a file belongs, nor a file or a link where a folder belongs', async () => {
    const root = await createTempDir();
    const outside = await createTempDir();
    await mkdir(path.join(root, 'README.md'));
    await writeFile(path.join(root, 'src'), '');
    await symlink(outside, path.join(root, 'linked'), 'junction');
    for (const file of ['README.md', 'src/a.ts', 'linked/a.ts', 'linked/deep/a.ts']) {
      await expect(findOverwritten(root, [file])).rejects.toMatchObject({ code: 'in-the-way' });
    }
  });
});
