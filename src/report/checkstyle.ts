import type { CheckedSource, ReportContext } from './formatter.ts';
import { locate, nameOfLocation } from './location.ts';
import { withHint } from './wording.ts';
import { renderXml } from './xml.ts';

/** Checkstyle's form, which many services read. It has no schema; the version is the one that others state. */
export function formatCheckstyle(
  results: readonly CheckedSource[],
  context: Pick<ReportContext, 'cwd' | 'root'>,
): string {
  return renderXml({
    name: 'checkstyle',
    attributes: { version: '4.3' },
    content: results.map((result) => ({
      name: 'file',
      attributes: { name: nameOfLocation(locate(result, context)) },
      content: result.diagnostics.map((diagnostic) => ({
        name: 'error',
        attributes: {
          line: diagnostic.range.start.line,
          column: diagnostic.range.start.column,
          severity: diagnostic.severity,
          message: withHint(diagnostic),
          source: `connect-kit.${diagnostic.ruleId}`,
        },
      })),
    })),
  });
}
