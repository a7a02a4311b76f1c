import type { Diagnostic } from '../core/diagnostics.ts';
import { rulePageUrl } from '../core/rule-page.ts';
import { isFailure } from './counts.ts';
import type { CheckedSource, ReportContext } from './formatter.ts';
import { locate, nameOfLocation } from './location.ts';
import { renderXml, type XmlElement } from './xml.ts';

/**
 * A suite for each source, a case for each finding; a source without any has one case, which passes. Findings that do not
 * make the run fail are cases that pass and say what was found.
 * Agrees with the schema of Jenkins' xUnit plugin, see test/fixtures/report-schemas.
 */
export function formatJunit(results: readonly CheckedSource[], context: ReportContext): string {
  const suites = results.map((result) => renderSuite(result, context));
  const findings = results.flatMap(({ diagnostics }) => diagnostics);
  return renderXml({
    name: 'testsuites',
    attributes: {
      name: 'connect-kit validate descriptor',
      tests: suites.reduce((sum, { content }) => sum + content.length, 0),
      failures: findings.filter((finding) => isFailure(finding, context.failOn)).length,
      errors: 0,
    },
    content: suites,
  });
}

function renderSuite(result: CheckedSource, context: ReportContext): XmlElement & { content: XmlElement[] } {
  const { diagnostics } = result;
  const source = nameOfLocation(locate(result, context));
  // Jenkins takes what stands before the last dot for a package.
  const classname = source.replace(/\.json$/i, '').replaceAll('.', '_');
  const nameOf = createNames();
  const passing = { name: 'testcase', attributes: { name: 'valid descriptor', classname } };
  const cases = diagnostics.map((diagnostic) => ({
    name: 'testcase',
    attributes: { name: nameOf(diagnostic), classname },
    content: [renderFinding(diagnostic, source, context)],
  }));
  return {
    name: 'testsuite',
    attributes: {
      name: source,
      tests: Math.max(cases.length, 1),
      failures: diagnostics.filter((diagnostic) => isFailure(diagnostic, context.failOn)).length,
      errors: 0,
      skipped: 0,
    },
    content: cases.length === 0 ? [passing] : cases,
  };
}

function renderFinding(diagnostic: Diagnostic, source: string, context: ReportContext): XmlElement {
  const { range, severity, message, hint, ruleId } = diagnostic;
  const details = [
    `${source}:${range.start.line}:${range.start.column} ${severity} ${message}`,
    ...(hint === undefined ? [] : [hint]),
    rulePageUrl(ruleId, context.version),
  ].join('\n');
  if (!isFailure(diagnostic, context.failOn)) return { name: 'system-out', content: details };
  return { name: 'failure', attributes: { message, type: severity }, content: details };
}

/** Names that stay the same from run to run, for the services that show a history: rule and place in the document. */
function createNames(): (diagnostic: Diagnostic) => string {
  const seen = new Map<string, number>();
  return ({ ruleId, pointer }) => {
    const name = pointer === '' ? ruleId : `${ruleId} ${pointer}`;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  };
}
