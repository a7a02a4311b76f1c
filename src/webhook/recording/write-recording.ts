import { randomUUID } from 'node:crypto';
import { access, constants, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { System } from '../../core/context.ts';
import { EnvironmentError, hasCode, messageOf } from '../../core/errors.ts';
import { fileNameOf, RECORDING_SUFFIX, type Recording } from './recording.ts';
import { serializeRecording } from './serialize.ts';

/** Files that are being written, and those that a killed process left: `.<name>.<pid>.<random>.tmp`. */
const TEMPORARY = /^\..+\.webhook\.json\.(\d+)\.[\da-f]+\.tmp$/;

/**
 * Writes a recording into a folder, which is made. Its file is there whole or not at all, also when the process or the
 * machine dies meanwhile; a file of that name is replaced.
 * @returns the absolute path of the file
 * @throws {EnvironmentError} when it cannot be written
 */
export async function writeRecording(
  folder: string,
  recording: Recording,
  system: Pick<System, 'pid'>,
): Promise<string> {
  const name = fileNameOf(recording);
  const file = path.join(folder, name);
  const temporary = path.join(folder, `.${name}.${system.pid}.${randomUUID().slice(0, 8)}.tmp`);
  try {
    await mkdir(folder, { recursive: true });
    await writeThrough(temporary, serializeRecording(recording));
    await rename(temporary, file);
    await syncFolder(folder);
    return file;
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => {});
    throw unwritable('The recording cannot be written', file, cause);
  }
}

/**
 * Makes the folder for recordings, so that nobody waits for deliveries that could not be kept.
 * @throws {EnvironmentError} when nothing can be written into it
 */
export async function makeRecordingFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
  } catch (cause) {
    throw unwritable('Nothing can be recorded there', folder, cause);
  }
}

function unwritable(what: string, where: string, cause: unknown): EnvironmentError {
  return new EnvironmentError('recording-unwritable', `${what}: ${messageOf(cause)}.`, {
    where,
    nextSteps: ['Check the permissions of the folder and the space on the disk, or name another folder.'],
    cause,
  });
}

/**
 * Removes what recordings that were never finished have left in a folder. What a living process writes stays.
 * @returns how many files were removed
 */
export async function removeLeftovers(folder: string, system: Pick<System, 'pid' | 'kill'>): Promise<number> {
  let names: readonly string[];
  try {
    names = await readdir(folder);
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return 0;
    throw error;
  }
  let removed = 0;
  for (const name of names) {
    const pid = Number(TEMPORARY.exec(name)?.[1] ?? Number.NaN);
    if (Number.isNaN(pid) || (pid !== system.pid && isAlive(pid, system))) continue;
    await rm(path.join(folder, name), { force: true });
    removed += 1;
  }
  return removed;
}

/** Whether a file in a folder is a recording by its name. */
export function isRecordingName(name: string): boolean {
  return name.endsWith(RECORDING_SUFFIX) && !name.startsWith('.');
}

async function writeThrough(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx');
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Without it, the name may be lost with the power. Systems that cannot sync a folder need not. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  if (handle === undefined) return;
  await handle.sync().catch(() => {});
  await handle.close();
}

function isAlive(pid: number, system: Pick<System, 'kill'>): boolean {
  try {
    system.kill(pid, 0);
    return true;
  } catch (error) {
    return !hasCode(error, 'ESRCH');
  }
}
