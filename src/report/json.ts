import type { Diagnostic } from '../core/diagnostics.ts';
import { rulePageUrl } from '../core/rule-page.ts';
import { sumSeverities } from './counts.ts';
import type { CheckedSource, ReportContext } from './formatter.ts';

/** For programs; the shape is documented in `docs/validate-descriptor.md` and grows without breaking. */
export function formatJson(
  results: readonly CheckedSource[],
  { version }: Pick<ReportContext, 'version'>,
): string {
  const counts = sumSeverities(results);
  const report = {
    version: 1,
    results: results.map(({ source, isCode, product, valid, diagnostics, fixed, fixable, known }) => ({
      source,
      ...(isCode === true ? { isCode } : {}),
      product: product ?? null,
      valid,
      diagnostics: diagnostics.map((diagnostic) => toJson(diagnostic, version)),
      ...(fixed === undefined ? {} : { fixed }),
      ...(fixable === undefined ? {} : { fixable }),
      ...(known === undefined ? {} : { known }),
    })),
    summary: {
      sources: results.length,
      valid: results.filter(({ valid }) => valid).length,
      errors: counts.error,
      warnings: counts.warning,
      infos: counts.info,
    },
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function toJson({ ruleId, severity, message, pointer, range, hint, fix }: Diagnostic, version: string) {
  return {
    ruleId,
    severity,
    message,
    pointer,
    range,
    hint: hint ?? null,
    fix: fix ?? null,
    docs: rulePageUrl(ruleId, version),
  };
}
