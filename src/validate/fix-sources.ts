import path from 'node:path';
import { UsageError } from '../core/errors.ts';
import type { SourceChange } from './check-source.ts';
import type { ValidatePlan } from './plan.ts';
import type { RunDependencies } from './run.ts';
import { isUrl } from './sources.ts';
import { writeFixed } from './write-fixed.ts';

/**
 * Whether fixes go to stdout: as a diff, or as the fixed text of stdin.
 * @throws {UsageError} when what is to be fixed cannot be, or stdout is wanted for a report too
 */
export function takesStdout(
  sources: readonly string[],
  { fix, wantsStdout }: Pick<ValidatePlan, 'fix' | 'wantsStdout'>,
): boolean {
  const url = sources.find(isUrl);
  if (url !== undefined) {
    throw new UsageError('fix-of-url', `--fix cannot change what ${url} serves.`, {
      nextSteps: ['Name the file that it is served from.'],
    });
  }
  const isStdin = sources.includes('-');
  if (isStdin && sources.length > 1) {
    throw new UsageError(
      'fix-of-stdin',
      'With -, --fix prints the fixed text, so nothing else can be fixed with it.',
      {
        nextSteps: ['Fix the files in a run of their own.'],
      },
    );
  }
  const isTaken = isStdin || fix === 'preview';
  if (isTaken && wantsStdout) {
    const what = fix === 'preview' ? '--fix --dry-run prints a diff' : '--fix prints the fixed text of -';
    throw new UsageError('stdout-taken', `${what} on stdout, where a report is wanted too.`, {
      nextSteps: ['Send the report to a file, for instance --format json=report.json'],
    });
  }
  return isTaken;
}

/**
 * Writes fixed files, or shows what would be written.
 * @param isSeen whether a person looks at stdout: the diff has colours then, and no longer every character of the files
 * @returns what goes to stdout
 */
export async function handOutFixes(
  changes: readonly SourceChange[],
  { fix }: Pick<ValidatePlan, 'fix'>,
  { cwd, stdout, styles }: Pick<RunDependencies, 'cwd' | 'stdout' | 'styles'>,
): Promise<string> {
  if (fix === 'preview') {
    const { unifiedDiff } = await import('../lint/fix/unified-diff.ts');
    const shown = stdout.isTTY ? styles : undefined;
    const diffs = changes.map(({ source, before, after }) =>
      unifiedDiff(nameInDiff(source, cwd), before, after, shown),
    );
    return diffs.join('');
  }
  let printed = '';
  for (const change of changes) {
    if (change.source === '<stdin>') printed = change.after;
    else await writeFixed(change, cwd);
  }
  return printed;
}

/** From the current folder on, which is where a patch is applied. */
function nameInDiff(source: string, cwd: string): string {
  if (source === '<stdin>') return source;
  return path.relative(cwd, path.resolve(cwd, source)).replaceAll(path.sep, '/');
}
