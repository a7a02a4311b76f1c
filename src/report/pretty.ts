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
  const lines = [...blocks, ...renderTotal(results), ...renderAdvice(results).map((line) => styles.dim(line))];
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
  const { product, valid, diagnostics, fixed = 0 } = result;
  const source = printable(result.source);
  const found = describeCounts(countSeverities(diagnostics));
  const mended = fixed === 0 ? '' : ` ${fixed} fixed.`;
  if (!valid) return `${styles.danger('✗')} ${source}: ${found === '' ? 'not valid' : found}.${mended}`;
  const products = product === undefined ? PRODUCTS : [product];
  const names = products.map((name) => PRODUCT_NAMES[name]).join(' and ');
  const verdict = `${styles.success('✓')} ${source} is a valid descriptor for ${names}`;
  return `${found === '' ? `${verdict}.` : `${verdict}, with ${found}.`}${mended}`;
}

function renderTotal(results: readonly CheckedSource[]): readonly string[] {
  if (results.length < 2) return [];
  const valid = results.filter((result) => result.valid).length;
  const found = describeCounts(sumSeverities(results));
  const verdict = `${valid} of ${results.length} descriptors ${valid === 1 ? 'is' : 'are'} valid`;
  return [found === '' ? `${verdict}.` : `${verdict}: ${found}.`];
}

function renderAdvice(results: readonly CheckedSource[]): readonly string[] {
  const found = results.flatMap(({ diagnostics }) => diagnostics);
  const fixable = found.filter(({ fix }) => fix !== undefined).length;
  const all = fixable === 1 && found.length === 1 ? 'it' : fixable === found.length ? 'all' : String(fixable);
  return [
    ...(fixable === 0 ? [] : [`connect-kit validate descriptor --fix mends ${all}.`]),
    ...(found.length === 0 ? [] : ['connect-kit explain <rule> tells more.']),
  ];
}
