import { realpathSync } from 'node:fs';
import path from 'node:path';
import { UsageError } from '../core/errors.ts';
import type { ReportOutput } from './outputs.ts';

/**
 * Keeps reports from being written over what is read.
 * @param inputs files that the run reads, as they were named
 * @param cwd absolute path of the folder that they start from
 * @throws {UsageError} when a report would take the place of one of them, by whatever name
 */
export function protectInputs(
  outputs: readonly ReportOutput[],
  inputs: readonly string[],
  cwd: string,
): void {
  const files = outputs.flatMap(({ format, file }) => (file === undefined ? [] : [{ format, file }]));
  if (files.length === 0) return;
  const known = new Set(inputs.map((name) => realPath(path.resolve(cwd, name))));
  for (const { format, file } of files) {
    if (!known.has(realPath(file.path))) continue;
    throw new UsageError(
      'output-is-input',
      `The ${format} report would take the place of ${file.name}, which is read.`,
      {
        where: file.path,
        nextSteps: [`Send it to a file of its own: --format ${format}=<file>`],
      },
    );
  }
}

/** A file that is not there yet is what its path says. */
function realPath(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}
