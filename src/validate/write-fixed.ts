import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { UsageError } from '../core/errors.ts';
import { writeFileAtomically } from '../core/write-file.ts';
import type { SourceChange } from './check-source.ts';

/**
 * Puts the fixed text in the place of what was checked; permissions and links stay.
 * @throws {UsageError} when the file is no longer what was checked
 * @throws {EnvironmentError} when it cannot be written
 */
export async function writeFixed({ source, before, after }: SourceChange, cwd: string): Promise<void> {
  const file = path.resolve(cwd, source);
  // Read as it was read before: a byte order mark is part of the text.
  if ((await readFile(file, 'utf8')) !== before) {
    throw new UsageError('source-changed', `${source} was changed while it was being checked.`, {
      where: file,
      nextSteps: ['Nothing was written to it. Run the command again.'],
    });
  }
  await writeFileAtomically(file, after, source);
}
