import { access, chmod, constants, mkdir, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { EnvironmentError, hasCode, messageOf, UsageError } from './errors.ts';

/**
 * Writes a file so that readers see the old text or the new one and nothing between: into a new file beside it that
 * then takes its place. Folders are made; a link stays a link, and the file keeps its permissions. What is no file,
 * such as `/dev/stdout` or a named pipe, is written to as it is.
 * @param name how to name the file to a person
 * @throws {UsageError} when a folder is there
 * @throws {EnvironmentError} when it cannot be written
 */
export async function writeFileAtomically(
  file: string,
  content: string | Uint8Array,
  name: string = file,
): Promise<void> {
  try {
    const target = await findTarget(file);
    const stats = await statIfThere(target);
    if (stats?.isDirectory()) throw isFolder(target, name);
    if (stats !== undefined && !stats.isFile()) return await writeFile(target, content);
    await mkdir(path.dirname(target), { recursive: true });
    await replace(target, content, stats?.mode);
  } catch (cause) {
    if (cause instanceof UsageError) throw cause;
    throw unwritable(file, name, cause);
  }
}

/**
 * Finds out before the work whether its result can be written: what takes long must not end in nothing.
 * @param name how to name the file to a person
 * @throws {UsageError} when a folder is there
 * @throws {EnvironmentError} when it cannot be written
 */
export async function assertWritable(file: string, name: string = file): Promise<void> {
  const stats = await statIfThere(file).catch((cause: unknown) => {
    throw unwritable(file, name, cause);
  });
  if (stats?.isDirectory()) throw isFolder(file, name);
  try {
    await access(stats === undefined ? await nearestFolder(path.dirname(file)) : file, constants.W_OK);
  } catch (cause) {
    throw unwritable(file, name, cause);
  }
}

/** The folder, or the nearest one above it that is there. @throws when something else is in its place */
async function nearestFolder(folder: string): Promise<string> {
  const stats = await statIfThere(folder);
  if (stats === undefined) return nearestFolder(path.dirname(folder));
  if (!stats.isDirectory()) throw new Error(`${folder} is no folder`);
  return folder;
}

function isFolder(file: string, name: string): UsageError {
  return new UsageError('output-is-folder', `${name} is a folder: it cannot be written as a file.`, {
    where: file,
  });
}

function unwritable(file: string, name: string, cause: unknown): EnvironmentError {
  return new EnvironmentError('output-unwritable', `${name} cannot be written: ${messageOf(cause)}.`, {
    where: file,
    nextSteps: ['Check the permissions of the folder and the space on the disk.'],
    cause,
  });
}

async function replace(
  target: string,
  content: string | Uint8Array,
  mode: number | undefined,
): Promise<void> {
  const suffix = Math.random().toString(36).slice(2, 10);
  const temporary = path.join(path.dirname(target), `.${path.basename(target)}.${suffix}.tmp`);
  try {
    await writeFile(temporary, content, { flag: 'wx' });
    if (mode !== undefined) await chmod(temporary, mode & 0o7777);
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** What a link leads to; the file itself where there is no link, or nothing yet. */
async function findTarget(file: string): Promise<string> {
  try {
    return await realpath(file);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return file;
    throw error;
  }
}

async function statIfThere(file: string) {
  try {
    return await stat(file);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}
