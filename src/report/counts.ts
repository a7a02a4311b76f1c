import { type Diagnostic, SEVERITIES, type Severity } from '../core/diagnostics.ts';
import { joinWords } from '../core/join-words.ts';
import type { CheckedSource, FailOn } from './formatter.ts';

export type SeverityCounts = Readonly<Record<Severity, number>>;

export function countSeverities(diagnostics: readonly Diagnostic[]): SeverityCounts {
  const count = (wanted: Severity) => diagnostics.filter(({ severity }) => severity === wanted).length;
  return { error: count('error'), warning: count('warning'), info: count('info') };
}

/** The counts over all sources. */
export function sumSeverities(results: readonly CheckedSource[]): SeverityCounts {
  return countSeverities(results.flatMap(({ diagnostics }) => diagnostics));
}

/** The counts as part of a sentence, `2 errors and 1 note`; empty when there is nothing to count. */
export function describeCounts({ error, warning, info }: SeverityCounts): string {
  const counts = [countOf(error, 'error'), countOf(warning, 'warning'), countOf(info, 'note')];
  return joinWords(
    counts.filter((count) => count !== ''),
    'and',
  );
}

/** `1 error`, `2 errors`; empty for none. */
export function countOf(count: number, noun: string): string {
  if (count === 0) return '';
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** What was checked, as part of a sentence: `2 descriptors`, `1 descriptor and 3 sources`. */
export function describeSources(results: readonly CheckedSource[]): string {
  const code = results.filter(({ isCode }) => isCode === true).length;
  const descriptors = results.length - code;
  const counts = [countOf(descriptors, 'descriptor') || '0 descriptors', countOf(code, 'source')];
  return joinWords(
    counts.filter((count) => count !== ''),
    'and',
  );
}

/** Whether a finding makes the run fail. */
export function isFailure({ severity }: Pick<Diagnostic, 'severity'>, failOn: FailOn): boolean {
  return failOn !== 'never' && SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(failOn);
}
