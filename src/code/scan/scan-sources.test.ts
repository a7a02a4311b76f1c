import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { createTempDir } from '../../../test/support/temp-dir.ts';
import { type ScanOptions, scanSources } from './scan-sources.ts';

const CALL = "AP.request('/rest/api/3/myself');\n";

async function createFolder(files: Readonly<Record<string, string | Buffer>>): Promise<string> {
  const root = await createTempDir();
  for (const [name, content] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(root, name)), { recursive: true });
    await writeFile(path.join(root, name), content);
  }
  return root;
}

async function scan(folder: string, options: Partial<ScanOptions> = {}) {
  const result = await scanSources(folder, { signal: new AbortController().signal, ...options });
  return { ...result, files: result.uses.map(({ file }) => file) };
}

test('reads sources of every language, in the order of their paths, and says in which there is something', async () => {
  const folder = await createFolder({
    'src/b.js': CALL,
    'src/a/panel.vue': `<script>${CALL}</script>`,
    'src/a.py': 'requests.get(site + "/rest/api/3/myself")\n',
    'src/empty.ts': 'export const nothing = 1;\n',
    'README.md': CALL,
    'package.json': '{}',
    Makefile: CALL,
  });
  const { files, read, uses } = await scan(folder);
  expect(files).toEqual(['src/a/panel.vue', 'src/a.py', 'src/b.js']);
  expect(read).toBe(4);
  expect(uses[2]?.calls[0]?.range.start).toEqual({ line: 1, column: 12 });
});

test('leaves out what others wrote and what a build made', async () => {
  const folder = await createFolder({
    'node_modules/a/a.js': CALL,
    'vendor/a.rb': 'client.get("/rest/api/3/myself")',
    'web/dist/a.js': CALL,
    'build/a.js': CALL,
    'target/classes/a.js': CALL,
    '.venv/a.py': 'get("/rest/api/3/myself")',
    '.cache/a.js': CALL,
    'app/__pycache__/a.py': 'get("/rest/api/3/myself")',
    'app/a.js': CALL,
  });
  const { files, read } = await scan(folder);
  expect({ files, read }).toEqual({ files: ['app/a.js'], read: 1 });
});

test('leaves out tests, and says how many', async () => {
  const folder = await createFolder({ 'a.js': CALL, 'a.test.js': CALL, 'test/b.js': CALL });
  expect(await scan(folder)).toMatchObject({ files: ['a.js'], read: 1, tests: 2 });
  const { files, uses } = await scan(folder, { includeTests: true });
  expect(files).toEqual(['a.js', 'a.test.js', 'test/b.js']);
  expect(uses.map(({ isTest }) => isTest)).toEqual([false, true, true]);
});

test('names what it did not read: large, minified, not text', async () => {
  const folder = await createFolder({
    'app.min.js': CALL,
    'binary.js': Buffer.from(`${CALL}\0`),
    'bundle.js': `${'var a=1;'.repeat(5000)}${CALL}`,
    'large.js': `${'// line\n'.repeat(140_000)}${CALL}`,
    'ok.js': CALL,
    'utf16.js': Buffer.from(CALL, 'utf16le'),
  });
  const { files, unread, read } = await scan(folder);
  expect(files).toEqual(['ok.js']);
  expect(unread).toEqual(['app.min.js', 'binary.js', 'bundle.js', 'large.js', 'utf16.js']);
  expect(read).toBe(1);
});

test('follows no links: neither out of the folder nor in circles', async () => {
  const outside = await createFolder({ 'secret.js': CALL });
  const folder = await createFolder({ 'a/a.js': CALL });
  await symlink(outside, path.join(folder, 'out-of-it'));
  await symlink(path.join(outside, 'secret.js'), path.join(folder, 'link.js'));
  await symlink(folder, path.join(folder, 'a', 'circle'));
  expect((await scan(folder)).files).toEqual(['a/a.js']);
});

test('reads a single file as well', async () => {
  const folder = await createFolder({ 'test/a.js': CALL });
  expect((await scan(path.join(folder, 'test', 'a.js'))).files).toEqual(['a.js']);
});

describe('stops', () => {
  test('where there is nothing', async () => {
    const folder = await createFolder({});
    await expect(scan(path.join(folder, 'nowhere'))).rejects.toMatchObject({
      exitCode: 2,
      code: 'code-not-found',
    });
  });

  test('when it is told to', async () => {
    const folder = await createFolder({ 'a.js': CALL });
    const reason = new Error('enough');
    await expect(scan(folder, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});
