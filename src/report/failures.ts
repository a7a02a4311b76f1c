import { type Diagnostic, SEVERITIES } from '../core/diagnostics.ts';
import type { FailOn } from './formatter.ts';

/** Whether a finding makes the run fail. */
export function isFailure({ severity }: Pick<Diagnostic, 'severity'>, failOn: FailOn): boolean {
  return failOn !== 'never' && SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(failOn);
}
