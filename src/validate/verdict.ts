import { countOf, countSeverities, describeCounts, isFailure, sumSeverities } from '../report/counts.ts';
import type { CheckedSource } from '../report/formatter.ts';
import type { ValidatePlan } from './plan.ts';

export interface Verdict {
  /** Whether what was checked is fine, as the person wants it. */
  readonly isFine: boolean;
  /** Why it is not, where the report does not tell: descriptors may be valid and still not fine. */
  readonly reason: string | undefined;
}

/** `--fail-on never` wins over everything; a descriptor that is not valid fails under any other. */
export function judge(
  results: readonly CheckedSource[],
  { failOn, maxWarnings }: Pick<ValidatePlan, 'failOn' | 'maxWarnings'>,
): Verdict {
  if (failOn === 'never') return { isFine: true, reason: undefined };
  if (results.some(({ valid }) => !valid)) return { isFine: false, reason: undefined };
  const failing = results.flatMap(({ diagnostics }) =>
    diagnostics.filter((diagnostic) => isFailure(diagnostic, failOn)),
  );
  if (failing.length > 0) {
    return {
      isFine: false,
      reason: `${describeCounts(countSeverities(failing))}, and --fail-on ${failOn} allows none.`,
    };
  }
  const warnings = sumSeverities(results).warning;
  if (maxWarnings !== undefined && warnings > maxWarnings) {
    const found = countOf(warnings, 'warning');
    const reason = `${found}, and --max-warnings ${maxWarnings} allows ${maxWarnings === 0 ? 'none' : 'no more'}.`;
    return { isFine: false, reason };
  }
  return { isFine: true, reason: undefined };
}
