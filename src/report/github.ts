import type { Diagnostic, Severity } from '../core/diagnostics.ts';
import { describeCounts, describeSources, sumSeverities } from './counts.ts';
import type { CheckedSource, ReportContext } from './formatter.ts';
import { locate, nameOfLocation, type SourceLocation } from './location.ts';
import { printable } from './printable.ts';

/** What GitHub shows of each level, for one step of a job. */
const SHOWN_PER_LEVEL = 10;

const LEVELS = { error: 'error', warning: 'warning', info: 'notice' } as const satisfies Record<
  Severity,
  string
>;

/**
 * Workflow commands, which GitHub Actions shows as annotations of the files, and at the end the counts.
 * Source of the form: https://docs.github.com/actions/reference/workflow-commands-for-github-actions, and how the
 * runner reads it (github:actions/runner, ActionCommand.cs and ActionCommandManager.cs).
 */
export function formatGithub(
  results: readonly CheckedSource[],
  context: Pick<ReportContext, 'cwd' | 'root'>,
): string {
  const commands = results.flatMap((result) => {
    const location = locate(result, context);
    return result.diagnostics.map((diagnostic) => renderCommand(diagnostic, location));
  });
  return `${[...commands, renderSummary(results)].join('\n')}\n`;
}

function renderCommand({ severity, ruleId, message, hint, range }: Diagnostic, location: SourceLocation) {
  const { start, end } = range;
  const isFile = location.kind === 'file';
  // Only files of the repository can be annotated. Columns are for places within one line.
  const properties = [
    ...(isFile ? [property('file', location.path), `line=${start.line}`, `endLine=${end.line}`] : []),
    ...(isFile && start.line === end.line ? [`col=${start.column}`, `endColumn=${end.column}`] : []),
    property('title', ruleId),
  ];
  const place = isFile ? '' : `${nameOfLocation(location)}:${start.line}:${start.column} `;
  const text = `${place}${message}${hint === undefined ? '' : `\n${hint}`}`;
  return `::${LEVELS[severity]} ${properties.join(',')}::${escapeData(withoutControls(text))}`;
}

function renderSummary(results: readonly CheckedSource[]): string {
  const counts = sumSeverities(results);
  const found = describeCounts(counts);
  const where = describeSources(results);
  const isCut = Object.values(counts).some((count) => count > SHOWN_PER_LEVEL);
  const cut = ` GitHub annotates ${SHOWN_PER_LEVEL} of each level in a step; this log has all of them.`;
  return `${found === '' ? 'Nothing' : found} found in ${where}.${isCut ? cut : ''}`;
}

function property(name: string, value: string): string {
  return `${name}=${escapeData(value).replaceAll(':', '%3A').replaceAll(',', '%2C')}`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** What could write to a log by itself is shown as dots; line breaks stay, because they are escaped. */
function withoutControls(text: string): string {
  return text
    .split(/(\r|\n)/)
    .map((part, index) => (index % 2 === 0 ? printable(part) : part))
    .join('');
}
