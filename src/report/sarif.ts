import { pathToFileURL } from 'node:url';
import type { Diagnostic, Fix, RuleInfo, Severity } from '../core/diagnostics.ts';
import { rulePageUrl } from '../core/rule-page.ts';
import { createFingerprints } from './fingerprint.ts';
import type { CheckedSource, ReportContext } from './formatter.ts';
import { locate, nameOfLocation, type SourceLocation } from './location.ts';
import { withHint } from './wording.ts';

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';
const INFORMATION_URI = 'https://www.npmjs.com/package/connect-kit';

const LEVELS = { error: 'error', warning: 'warning', info: 'note' } as const satisfies Record<
  Severity,
  string
>;

/**
 * SARIF 2.1.0. Besides what the standard asks for, the properties that GitHub's code scanning does:
 * https://docs.github.com/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
 * Braces in messages stand as they are, as in the reports of other linters: section 3.11.5 would have them doubled, but
 * the services that show a message without arguments show it unchanged.
 */
export function formatSarif(results: readonly CheckedSource[], context: ReportContext): string {
  const { version, rules } = context;
  const indexes = new Map(rules.map(({ id }, index) => [id, index]));
  const fingerprintOf = createFingerprints();
  const found = results.flatMap((result) => {
    const location = locate(result, context);
    return result.diagnostics.map((diagnostic) =>
      renderResult(diagnostic, location, indexes.get(diagnostic.ruleId), fingerprintOf),
    );
  });
  const run = {
    tool: {
      driver: {
        name: 'connect-kit',
        version,
        semanticVersion: version,
        informationUri: INFORMATION_URI,
        rules: rules.map((rule) => renderRule(rule, version)),
      },
    },
    invocations: [{ executionSuccessful: true }],
    columnKind: 'utf16CodeUnits',
    results: found,
  };
  return `${JSON.stringify({ $schema: SCHEMA, version: '2.1.0', runs: [run] }, null, 2)}\n`;
}

function renderRule({ id, severity, summary }: RuleInfo, version: string) {
  const helpUri = rulePageUrl(id, version);
  return {
    id,
    shortDescription: { text: summary },
    fullDescription: { text: summary },
    help: { text: `${summary} See ${helpUri}`, markdown: `${summary} [More about it](${helpUri})` },
    helpUri,
    defaultConfiguration: { level: LEVELS[severity] },
  };
}

function renderResult(
  diagnostic: Diagnostic,
  location: SourceLocation,
  ruleIndex: number | undefined,
  fingerprintOf: ReturnType<typeof createFingerprints>,
) {
  const { ruleId, severity, pointer, range, fix } = diagnostic;
  const artifactLocation = toArtifactLocation(location);
  const fingerprint = fingerprintOf(nameOfLocation(location), diagnostic);
  return {
    ruleId,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level: LEVELS[severity],
    message: { text: withHint(diagnostic) },
    locations: [
      {
        physicalLocation: {
          artifactLocation,
          region: {
            startLine: range.start.line,
            startColumn: range.start.column,
            endLine: range.end.line,
            endColumn: range.end.column,
          },
        },
        ...(pointer === '' ? {} : { logicalLocations: [{ fullyQualifiedName: pointer }] }),
      },
    ],
    // The first is what GitHub looks at: it would otherwise make one from the line.
    partialFingerprints: { primaryLocationLineHash: fingerprint, 'ruleAndPointer/v1': fingerprint },
    ...(fix === undefined || location.kind !== 'file' ? {} : { fixes: [renderFix(fix, artifactLocation)] }),
  };
}

function renderFix({ title, edits }: Fix, artifactLocation: ReturnType<typeof toArtifactLocation>) {
  const replacements = edits.map(({ offset, length, text }) => ({
    deletedRegion: { charOffset: offset, charLength: length },
    ...(text === '' ? {} : { insertedContent: { text } }),
  }));
  return { description: { text: title }, artifactChanges: [{ artifactLocation, replacements }] };
}

function toArtifactLocation(location: SourceLocation) {
  if (location.kind === 'stdin') return { uri: 'stdin:', description: { text: 'standard input' } };
  if (location.kind === 'url') return { uri: new URL(location.url).href };
  if (!location.isBelowRoot) return { uri: pathToFileURL(location.path).href };
  return { uri: encodePath(location.path), uriBaseId: '%SRCROOT%' };
}

/** A relative path as a relative URI, which must not begin with what looks like a scheme. */
function encodePath(path: string): string {
  return path
    .toWellFormed()
    .split('/')
    .map((segment) => encodeURIComponent(segment))
    .join('/');
}
