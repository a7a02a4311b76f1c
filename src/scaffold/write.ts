import { chmod, lstat, mkdir, mkdtemp, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CancelledError, EnvironmentError, hasCode, messageOf } from '../core/errors.ts';
import type { PlannedFile } from './plan.ts';

const STAGING = '.connect-kit-init-';

type Undo = (() => Promise<unknown>)[];

/**
 * Puts a project into `folder`: all of it, or, when something fails, nothing. Everything is written into a
 * temporary folder on the same disk first. A new project is that folder, renamed; into a folder that exists, file
 * after file is moved, and what was moved, overwritten or created is put back when a later move fails.
 * Overwrites without asking: see `findOverwritten`.
 * @throws CancelledError when it was interrupted before anything was in place
 * @throws EnvironmentError when the disk does not take it
 */
export async function writeProject(
  folder: string,
  files: readonly PlannedFile[],
  signal: AbortSignal = new AbortController().signal,
): Promise<void> {
  const undo: Undo = [];
  try {
    const isNew = !(await exists(folder));
    const base = isNew ? path.dirname(folder) : folder;
    await makeFolder(base, undo);
    const staging = await mkdtemp(path.join(base, STAGING));
    const removeStaging = () => rm(staging, { recursive: true, force: true });
    undo.push(removeStaging);
    for (const file of files) await stage(path.join(staging, 'new'), file, signal);
    if (isNew) await rename(path.join(staging, 'new'), folder);
    else for (const file of files) await moveIn(folder, staging, file.path, undo);
    await removeStaging();
  } catch (error) {
    // The last step is undone first, so backups are back before the temporary folder goes.
    for (const step of undo.reverse()) await step().catch(() => {});
    if (error instanceof CancelledError) throw error;
    throw new EnvironmentError('cannot-write', `The project cannot be written: ${messageOf(error)}`, {
      where: folder,
      nextSteps: ['Nothing was left behind; see that the folder can be written to, and try again.'],
      cause: error,
    });
  }
}

async function exists(location: string): Promise<boolean> {
  try {
    await lstat(location);
    return true;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return false;
    throw error;
  }
}

async function stage(
  folder: string,
  { path: file, content, isExecutable = false }: PlannedFile,
  signal: AbortSignal,
): Promise<void> {
  if (signal.aborted) throw new CancelledError();
  const location = path.join(folder, file);
  await mkdir(path.dirname(location), { recursive: true });
  await writeFile(location, content, { flag: 'wx', mode: isExecutable ? 0o777 : 0o666 });
}

async function moveIn(folder: string, staging: string, file: string, undo: Undo): Promise<void> {
  const target = path.join(folder, file);
  const backup = path.join(staging, 'old', file);
  await makeFolder(path.dirname(target), undo);
  await mkdir(path.dirname(backup), { recursive: true });
  const staged = path.join(staging, 'new', file);
  if (await moveIfThere(target, backup)) {
    undo.push(() => rename(backup, target));
    await keepMode(backup, staged);
  }
  await rename(staged, target);
  undo.push(() => rm(target, { force: true }));
}

/** What nobody else may read or what can be run stays so. */
async function keepMode(before: string, after: string): Promise<void> {
  const [old, added] = await Promise.all([lstat(before), lstat(after)]);
  // Who may read a program may run it.
  const runs = added.mode & 0o111 & (old.mode >> 2);
  if (old.isFile()) await chmod(after, (old.mode | runs) & 0o777);
}

async function moveIfThere(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return false;
    throw error;
  }
}

/** Creates a folder and the missing ones above it; `undo` removes each again. */
async function makeFolder(folder: string, undo: Undo): Promise<void> {
  try {
    await mkdir(folder);
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return;
    if (!hasCode(error, 'ENOENT')) throw error;
    await makeFolder(path.dirname(folder), undo);
    await mkdir(folder);
  }
  undo.push(() => rmdir(folder));
}
