import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { createTempDir } from '../../test/support/temp-dir.ts';
import { resolveConnectKitSpec } from './connect-kit-spec.ts';

describe('the connect-kit of a project', () => {
  test.each(['^0.1.0', '~1.2.3', '1.2.3-beta.1', '>=1', '1.x', 'latest', 'next'])(
    'can be the version %s',
    async (spec) => {
      expect(await resolveConnectKitSpec(spec, '/')).toBe(spec);
    },
  );

  test('can be a checkout or a packed one, wherever it is run from', async () => {
    const folder = await createTempDir();
    await mkdir(path.join(folder, 'kit'));
    await writeFile(path.join(folder, 'kit', 'package.json'), '{"name":"connect-kit"}');
    await writeFile(path.join(folder, 'connect-kit-1.0.0.tgz'), '');
    const root = folder.replaceAll(path.sep, '/');
    expect(await resolveConnectKitSpec('./kit', folder)).toBe(`file:${root}/kit`);
    expect(await resolveConnectKitSpec('..', path.join(folder, 'kit', 'src'))).toBe(`file:${root}/kit`);
    expect(await resolveConnectKitSpec('file:./kit', folder)).toBe(`file:${root}/kit`);
    expect(await resolveConnectKitSpec('connect-kit-1.0.0.tgz', folder)).toBe(
      `file:${root}/connect-kit-1.0.0.tgz`,
    );
  });

  test('cannot be anything else', async () => {
    const folder = await createTempDir();
    await mkdir(path.join(folder, 'other'));
    await writeFile(path.join(folder, 'other', 'package.json'), '{"name":"other"}');
    await writeFile(path.join(folder, 'notes.txt'), '');
    for (const spec of [
      './other',
      './missing',
      './notes.txt',
      'missing.tgz',
      'git+https://x/y',
      '',
      'a b',
      '1.2.3 || 2',
    ]) {
      await expect(resolveConnectKitSpec(spec, folder)).rejects.toMatchObject({
        code: 'invalid-connect-kit',
        exitCode: 2,
      });
    }
  });
});
