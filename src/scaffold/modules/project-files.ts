import { lstat, readFile } from 'node:fs/promises';
import path from 'node:path';
import { EnvironmentError, hasCode, messageOf, UsageError } from '../../core/errors.ts';
import { findOverwritten } from '../target.ts';

/** Far above what these files ever have; a device or a log by mistake is not read to its end. */
const MAX_BYTES = 16 * 1024 * 1024;

/**
 * A file that is to be edited.
 * @param file path from `folder` on, with forward slashes
 * @throws UsageError when it is missing, or reached through a link: what it leads to may be another project's
 */
export async function readProjectFile(folder: string, file: string): Promise<Uint8Array> {
  const location = path.join(folder, file);
  await findOverwritten(folder, [file]);
  const stats = await statOf(location, file);
  if (!stats.isFile() || stats.size > MAX_BYTES) {
    const what = stats.isSymbolicLink() ? 'a link' : stats.isFile() ? 'too large' : 'no file';
    throw new UsageError('not-a-file', `${file} is ${what}: it is left alone.`, { where: location });
  }
  return readFile(location).catch((cause: unknown) => {
    throw new EnvironmentError('cannot-read', `${file} cannot be read: ${messageOf(cause)}.`, {
      where: location,
      cause,
    });
  });
}

async function statOf(location: string, file: string) {
  try {
    return await lstat(location);
  } catch (cause) {
    const isMissing = hasCode(cause, 'ENOENT', 'ENOTDIR');
    const why = isMissing ? `There is no ${file} here.` : `${file} cannot be read: ${messageOf(cause)}.`;
    throw new UsageError('missing-file', why, { where: location, cause });
  }
}

/** The same for a file that may be missing. */
export async function readIfThere(folder: string, file: string): Promise<Uint8Array | undefined> {
  const [found] = await findOverwritten(folder, [file]);
  return found === undefined ? undefined : readProjectFile(folder, file);
}
