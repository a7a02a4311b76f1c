import type { Severity } from '../core/diagnostics.ts';
import { createFingerprints } from './fingerprint.ts';
import type { CheckedSource, ReportContext } from './formatter.ts';
import { locate, nameOfLocation } from './location.ts';
import { withHint } from './wording.ts';

/** GitLab also has `critical` and `blocker`, which no finding is without knowing the site. */
const SEVERITIES = { error: 'major', warning: 'minor', info: 'info' } as const satisfies Record<
  Severity,
  string
>;

/** A Code Quality report. Source of the form: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format */
export function formatGitlab(
  results: readonly CheckedSource[],
  context: Pick<ReportContext, 'cwd' | 'root'>,
): string {
  const fingerprintOf = createFingerprints();
  const issues = results.flatMap((result) => {
    const path = nameOfLocation(locate(result, context));
    return result.diagnostics.map((diagnostic) => ({
      description: withHint(diagnostic),
      check_name: diagnostic.ruleId,
      fingerprint: fingerprintOf(path, diagnostic),
      severity: SEVERITIES[diagnostic.severity],
      location: {
        path,
        lines: { begin: diagnostic.range.start.line, end: diagnostic.range.end.line },
      },
    }));
  });
  return `${JSON.stringify(issues, null, 2)}\n`;
}
