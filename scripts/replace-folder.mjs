import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';

/** How often other processes may take the folder's place between the two moves that this one needs. */
const ATTEMPTS = 20;

/**
 * Replaces a folder by what `fill` puts into a new one beside it: whole, and only once `fill` has succeeded. Several
 * processes may do so at once; what the last of them made stays.
 * @param {string} folder an absolute path
 * @param {(newFolder: string) => Promise<void>} fill
 */
export async function replaceFolder(folder, fill) {
  const id = randomUUID();
  const newFolder = `${folder}.new-${id}`;
  const oldFolder = `${folder}.old-${id}`;
  const removeBoth = () => {
    for (const own of [newFolder, oldFolder]) rmSync(own, { recursive: true, force: true });
  };
  // Ctrl-C ends a process at once unless it listens.
  const interrupt = () => process.exit(130);
  process.on('exit', removeBoth).on('SIGINT', interrupt).on('SIGTERM', interrupt);
  try {
    await mkdir(newFolder);
    await fill(newFolder);
    await swap(folder, newFolder, oldFolder);
  } finally {
    removeBoth();
    process.off('exit', removeBoth).off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
}

/** No folder can be moved onto one that is there, so the old one goes first. */
async function swap(folder, newFolder, oldFolder) {
  for (let attempt = 1; ; attempt += 1) {
    await rm(oldFolder, { recursive: true, force: true });
    await moveIfThere(folder, oldFolder);
    try {
      return await rename(newFolder, folder);
    } catch (error) {
      const isTaken = ['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(error.code);
      if (!isTaken || attempt === ATTEMPTS) throw error;
    }
  }
}

async function moveIfThere(from, to) {
  try {
    await rename(from, to);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
}
