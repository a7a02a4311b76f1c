import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { UsageError } from '../core/errors.ts';
import { writeFileAtomically } from '../core/write-file.ts';
import type { SourceChange } from './check-source.ts';

const BYTE_ORDER_MARK = '\ufeff';

/**
 * Puts the fixed text in the place of what was checked; a byte order mark in front of it, permissions and links stay.
 * @throws {UsageError} when the file is no longer what was checked
 * @throws {EnvironmentError} when it cannot be written
 */
export async function writeFixed({ source, before, after }: SourceChange, cwd: string): Promise<void> {
  const file = path.resolve(cwd, source);
  const now = await readFile(file, 'utf8');
  const mark = now.startsWith(BYTE_ORDER_MARK) && !before.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : '';
  if (now !== `${mark}${before}`) {
    throw new UsageError('source-changed', `${source} was changed while it was being checked.`, {
      where: file,
      nextSteps: ['Nothing was written to it. Run the command again.'],
    });
  }
  await writeFileAtomically(file, `${mark}${after}`, source);
}
