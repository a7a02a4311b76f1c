import type { CheckedSource } from './formatter.ts';
import { printable } from './printable.ts';

/** For editors and grep: one line for each finding and nothing else. */
export function formatCompact(results: readonly CheckedSource[]): string {
  const lines = results.flatMap(({ source, diagnostics }) =>
    diagnostics.map(
      ({ range, severity, message, ruleId }) =>
        `${source}:${range.start.line}:${range.start.column} ${severity} ${message} ${ruleId}`,
    ),
  );
  return lines.map((line) => `${printable(line)}\n`).join('');
}
