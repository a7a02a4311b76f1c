import { describeCounts, describeSources, sumSeverities } from '../report/counts.ts';
import type { CheckedSource } from '../report/formatter.ts';
import type { ReportOutput } from './outputs.ts';

/** Where reports went; and in short what was found, where no report says so on stdout. */
export function describeReports(
  outputs: readonly ReportOutput[],
  results: readonly CheckedSource[],
): readonly string[] {
  const files = outputs.flatMap(({ format, file }) =>
    file === undefined ? [] : [`${format} report: ${file.name}`],
  );
  if (results.length === 0) return [...files, 'There is nothing to check.'];
  if (files.length < outputs.length) return files;
  const found = describeCounts(sumSeverities(results));
  return [...files, `${found === '' ? 'Nothing' : found} found in ${describeSources(results)}.`];
}
