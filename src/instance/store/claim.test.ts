import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTempDir } from '../../../test/support/temp-dir.ts';
import type { System } from '../../core/context.ts';
import { claimFolder } from './claim.ts';

/** A system on which only the given processes run. */
function systemWith(pid: number, running: readonly number[]): System {
  return {
    pid,
    platform: 'linux',
    kill: (wanted) => {
      if (!running.includes(wanted)) throw Object.assign(new Error('no such process'), { code: 'ESRCH' });
    },
  };
}

const GONE = 2 ** 30;

describe('claimFolder', () => {
  it('keeps others out until the folder is given back', async () => {
    const folder = path.join(await createTempDir(), 'sites');
    const release = claimFolder(folder, systemWith(process.pid, [process.pid]));
    expect(() => claimFolder(folder, systemWith(GONE, [process.pid]))).toThrow(
      `Another dev instance (process ${process.pid})`,
    );
    release();
    claimFolder(folder, systemWith(GONE, [process.pid]))();
    expect(existsSync(path.join(folder, 'owner.json'))).toBe(false);
  });

  it.each([
    ['a process that is gone', `{"pid":${GONE},"started":"1"}`],
    ['a process whose number another one has now', `{"pid":${process.pid},"started":"1"}`],
    ['nobody, as a crash leaves a file', '{"pid":12'],
    ['nobody, being something else', '[]'],
  ])('takes over from %s', async (_, owner) => {
    const folder = await createTempDir();
    writeFileSync(path.join(folder, 'owner.json'), owner);
    claimFolder(folder, systemWith(GONE + 1, [process.pid]))();
  });

  it.runIf(process.platform === 'linux')('does not let one process claim a folder twice', async () => {
    const folder = await createTempDir();
    const system = systemWith(process.pid, [process.pid]);
    const release = claimFolder(folder, system);
    expect(() => claimFolder(folder, system)).toThrow('uses the data of this folder');
    release();
  });
});
