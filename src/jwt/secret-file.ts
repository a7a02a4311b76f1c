import { randomBytes } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { EnvironmentError, hasCode, messageOf, UsageError } from '../core/errors.ts';

/** Lengths in characters that a shared secret may have; products share up to the longest. */
export const SECRET_LENGTHS = { min: 32, usual: 64, max: 128 } as const;

/** A shared secret of letters, digits, `-` and `_`, with six random bits in each character. */
export function createSharedSecret(length: number): string {
  return randomBytes(length).toString('base64url').slice(0, length);
}

/**
 * Writes a file that its owner alone can read.
 * @throws {UsageError} `file-exists` unless it may be overwritten
 */
export async function writeSecretFile(file: string, text: string, overwrite: boolean): Promise<void> {
  try {
    // A file that is written over would keep the permissions that it has.
    if (overwrite) await rm(file, { force: true });
    await writeFile(file, text, { mode: 0o600, flag: 'wx' });
  } catch (cause) {
    if (!hasCode(cause, 'EEXIST')) throw unwritable(file, cause);
    throw new UsageError('file-exists', 'The file is there already.', {
      where: file,
      nextSteps: ['Choose another one, or replace it with --force.'],
    });
  }
}

/** A file or folder that the system does not let us write. */
export function unwritable(where: string, cause: unknown): EnvironmentError {
  return new EnvironmentError('unwritable', `It cannot be written: ${messageOf(cause)}.`, { where, cause });
}
