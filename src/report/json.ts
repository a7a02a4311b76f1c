import { type CheckedSource, countSeverities } from './formatter.ts';

/** For programs; the shape is documented in `docs/validate-descriptor.md` and grows without breaking. */
export function formatJson(results: readonly CheckedSource[]): string {
  const counts = countSeverities(results.flatMap(({ diagnostics }) => diagnostics));
  const report = {
    version: 1,
    results: results.map(({ source, product, valid, diagnostics }) => ({
      source,
      product: product ?? null,
      valid,
      diagnostics: diagnostics.map(({ ruleId, severity, message, pointer, range, hint }) => ({
        ruleId,
        severity,
        message,
        pointer,
        range,
        hint: hint ?? null,
      })),
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
