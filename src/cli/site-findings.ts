import type { LintResult } from '../lint/lint-descriptor.ts';
import { linesOf } from '../report/code-frame.ts';
import { formatPretty } from '../report/pretty.ts';
import type { Cli } from './cli.ts';

/** What the linter says of a descriptor that is to be installed; nothing when it has nothing to say. */
export function formatFindings(url: string, text: string, result: LintResult, cli: Cli): string {
  if (result.diagnostics.length === 0) return '';
  const checked = { source: url, lines: linesOf(text, result.diagnostics), ...result };
  return formatPretty([checked], { styles: cli.notePalette });
}

/** Shows them on stderr, or that there are none. */
export function showFindings(url: string, text: string, result: LintResult, cli: Cli): void {
  if (result.diagnostics.length === 0) cli.note(`${cli.notePalette.success('✓')} descriptor is valid`);
  else cli.context.stderr.write(formatFindings(url, text, result, cli));
}
