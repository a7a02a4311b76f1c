import { PRODUCT_NAMES, PRODUCTS } from '../catalog/products.ts';
import type { Diagnostic } from '../core/diagnostics.ts';
import { renderCodeFrame } from './code-frame.ts';
import { countSeverities, describeCounts, sumSeverities } from './counts.ts';
import type { CheckedSource, ReportContext, ReportStyles } from './formatter.ts';
import { printable } from './printable.ts';

/**
 * For people: place, message and source line of each finding, a line that sums up each source, and at the end what to
 * do next.
 */
export function formatPretty(
  results: readonly CheckedSource[],
  { styles }: Pick<ReportContext, 'styles'>,
): string {
  const blocks = results.flatMap((result) => [
    ...result.diagnostics.map((diagnostic) => renderDiagnostic(diagnostic, result, styles)),
    renderVerdict(result, styles),
  ]);
  const lines = [
    ...blocks,
    ...renderTotal(results),
    ...renderAdvice(results).map((line) => styles.dim(line)),
  ];
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

function renderDiagnostic(
  { range, severity, message, ruleId, hint }: Diagnostic,
  { source, lines }: CheckedSource,
  styles: ReportStyles,
): string {
  const place = styles.bold(`${printable(source)}:${range.start.line}:${range.start.column}`);
  const tones = { error: styles.danger, warning: styles.warning, info: styles.accent };
  const shown = [`${place} ${tones[severity](severity)} ${printable(message)} ${styles.dim(ruleId)}`];
  shown.push(...renderCodeFrame(lines.get(range.start.line), range, styles));
  if (hint !== undefined) shown.push(`  ${styles.dim('→')} ${printable(hint)}`);
  return `${shown.join('\n')}\n`;
}

function renderVerdict(result: CheckedSource, styles: ReportStyles): string {
  const { valid, fixed = 0, fixable = 0, known = 0 } = result;
  const mark = valid ? styles.success('✓') : styles.danger('✗');
  const more = [
    ...(fixed === 0 ? [] : [` ${fixed} fixed.`]),
    ...(fixable === 0 ? [] : [` ${fixable} would be fixed.`]),
    ...(known === 0 ? [] : [` ${known} known.`]),
  ];
  return `${mark} ${printable(result.source)}${describeVerdict(result)}.${more.join('')}`;
}

function describeVerdict({ valid, isCode, product, diagnostics, known = 0 }: CheckedSource): string {
  const found = describeCounts(countSeverities(diagnostics));
  if (!valid) return `: ${found === '' ? 'not valid' : found}`;
  // With findings that are known, only so much can be said.
  if (known > 0 || isCode === true) return `: ${found === '' ? 'nothing new' : found}`;
  const products = product === undefined ? PRODUCTS : [product];
  const names = products.map((name) => PRODUCT_NAMES[name]).join(' and ');
  return ` is a valid descriptor for ${names}${found === '' ? '' : `, with ${found}`}`;
}

function renderTotal(results: readonly CheckedSource[]): readonly string[] {
  if (results.length < 2) return [];
  const descriptors = results.filter(({ isCode }) => isCode !== true);
  const valid = descriptors.filter((result) => result.valid).length;
  const found = describeCounts(sumSeverities(results));
  const isOne = valid === 1 || descriptors.length === 1;
  const verdict = `${valid} of ${descriptors.length} descriptor${descriptors.length === 1 ? '' : 's'} ${isOne ? 'is' : 'are'} valid`;
  const hasCode = descriptors.length < results.length;
  // What is found in code says nothing of how many descriptors are valid.
  return [found === '' ? `${verdict}.` : `${verdict}${hasCode ? '. In all' : ''}: ${found}.`];
}

function renderAdvice(results: readonly CheckedSource[]): readonly string[] {
  const found = results.flatMap(({ diagnostics }) => diagnostics);
  const fixable = found.filter(({ fix }) => fix !== undefined).length;
  const all = found.length === 1 ? 'this' : 'all of these';
  const mended = fixable === found.length ? all : `${fixable} of these`;
  return [
    ...(fixable === 0 ? [] : [`connect-kit validate descriptor --fix mends ${mended}.`]),
    ...(found.length === 0 ? [] : ['connect-kit explain <rule> tells more.']),
  ];
}
