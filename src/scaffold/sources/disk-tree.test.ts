import { chmod, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { createTempDir } from '../../../test/support/temp-dir.ts';
import { EnvironmentError } from '../../core/errors.ts';
import { diskTree } from './disk-tree.ts';

const maySeeAll = process.platform === 'win32' || process.getuid?.() === 0;

describe('what the disk refuses is a failure of the environment, and no bug:', () => {
  test.skipIf(process.platform !== 'linux')('a file that gives an error when it is read', async () => {
    // Nothing is mapped where that file begins.
    await expect(diskTree('/proc/self').readText('mem')).rejects.toThrow(EnvironmentError);
  });

  test.skipIf(maySeeAll)('a file that only others may read', async () => {
    const root = await createTempDir();
    await writeFile(path.join(root, 'a'), 'x');
    await chmod(path.join(root, 'a'), 0o000);
    await expect(diskTree(root).readFolder('')).rejects.toThrow('The template cannot be read: EACCES');
  });
});
