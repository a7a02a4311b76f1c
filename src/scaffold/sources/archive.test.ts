import { gzipSync } from 'node:zlib';
import { packTar, type TarEntry } from 'modern-tar';
import { describe, expect, test } from 'vitest';
import { UsageError } from '../../core/errors.ts';
import { archiveTree } from './archive.ts';
import { TREE_LIMITS } from './tree.ts';

function file(name: string, body: string | Uint8Array = 'x'): TarEntry {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  return { header: { name, size: bytes.length, type: 'file' }, body: bytes };
}

/** What is in an archive with these entries. */
async function read(entries: readonly TarEntry[]) {
  const tree = await archiveTree(gzipSync(await packTar(entries)), 'npm:x');
  return tree.readFolder('');
}

test('a package is what is in its one folder, whatever that is called', async () => {
  const found = await read([file('package/a.txt', 'A'), file('package/src/b.txt', 'B')]);
  expect(found.map(({ path, content }) => [path, new TextDecoder().decode(content)])).toEqual([
    ['a.txt', 'A'],
    ['src/b.txt', 'B'],
  ]);
  expect(await read([file('other/a.txt')])).toMatchObject([{ path: 'a.txt' }]);
});

test('names may be long, and have any letters', async () => {
  const name = `${'ü'.repeat(60)}/${'漢'.repeat(60)}.txt`;
  expect(await read([file(`package/${name}`)])).toMatchObject([{ path: name }]);
});

describe('what leads out of the package is refused:', () => {
  test.each([
    'package/../../evil',
    'package/a/../../../evil',
    '/etc/evil',
    'package//etc/evil',
    'package/C:/evil',
    'package/..\\..\\evil',
    'package/./evil',
    '../evil',
  ])('%s', async (name) => {
    await expect(read([file('package/fine'), file(name)])).rejects.toThrow('unusable path');
  });
});

describe('what is no file is refused:', () => {
  test.each(['symlink', 'link', 'fifo', 'character-device', 'block-device'] as const)('%s', async (type) => {
    const entry: TarEntry = { header: { name: 'package/x', size: 0, type, linkname: '/etc/passwd' } };
    await expect(read([file('package/fine'), entry])).rejects.toMatchObject({ code: 'unusable-template' });
  });

  test('but not where it is left out anyway', async () => {
    const entry: TarEntry = {
      header: { name: 'package/node_modules/.bin/x', size: 0, type: 'symlink', linkname: '../x' },
    };
    expect(await read([file('package/fine'), entry])).toMatchObject([{ path: 'fine' }]);
  });
});

describe('what is too much is refused:', () => {
  test('a large file', async () => {
    const large = file('package/large', new Uint8Array(TREE_LIMITS.fileBytes + 1));
    await expect(read([large])).rejects.toThrow('too large');
  });

  test('many files', async () => {
    const many = Array.from({ length: TREE_LIMITS.files + 1 }, (_, index) => file(`package/${index}`));
    await expect(read(many)).rejects.toThrow('more than');
  });

  test('many folders', async () => {
    const many = Array.from({ length: TREE_LIMITS.files * 2 + 1 }, (_, index) => ({
      header: { name: `package/${index}/`, size: 0, type: 'directory' as const },
    }));
    await expect(read(many)).rejects.toThrow('more than');
  });

  test('much in few bytes', async () => {
    const bomb = gzipSync(new Uint8Array(TREE_LIMITS.totalBytes + 100 * 1024 * 1024));
    await expect(archiveTree(bomb, 'npm:x')).rejects.toThrow('too large');
  });
});

test('the same name twice is refused', async () => {
  await expect(read([file('package/a'), file('other/a')])).rejects.toThrow('twice');
});

test('what is kept in Git LFS is refused', async () => {
  const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n';
  await expect(read([file('package/a.png', pointer)])).rejects.toThrow('Git LFS');
});

test.each([
  new Uint8Array(),
  new TextEncoder().encode('no archive'),
  gzipSync('no archive either'.repeat(100)),
])('what is no archive is an error for people (%#)', async (bytes) => {
  const outcome = await archiveTree(bytes, 'npm:x').then(
    (tree) => tree.readFolder(''),
    (error: unknown) => error,
  );
  expect(outcome).toBeInstanceOf(UsageError);
});
