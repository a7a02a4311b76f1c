import { PRODUCT_NAMES, PRODUCTS } from '../catalog/products.ts';
import type { Diagnostic } from '../core/diagnostics.ts';
import { joinWords } from '../core/join-words.ts';
import { renderCodeFrame } from './code-frame.ts';
import { type CheckedSource, countSeverities, type ReportStyles } from './formatter.ts';

/** For people: place, message and source line of each finding, and a line that sums up each source. */
export function formatPretty(results: readonly CheckedSource[], styles: ReportStyles): string {
  const blocks = results.flatMap((result) => [
    ...result.diagnostics.map((diagnostic) => renderDiagnostic(diagnostic, result, styles)),
    renderSummary(result, styles),
  ]);
  return `${blocks.join('\n')}\n`;
}

function renderDiagnostic(
  diagnostic: Diagnostic,
  { source, text }: CheckedSource,
  styles: ReportStyles,
): string {
  const { range, severity, message, ruleId, hint } = diagnostic;
  const place = styles.bold(`${source}:${range.start.line}:${range.start.column}`);
  const tones = { error: styles.danger, warning: styles.warning, info: styles.accent };
  const lines = [`${place} ${tones[severity](severity)} ${message} ${styles.dim(ruleId)}`];
  lines.push(...renderCodeFrame(text, range, styles));
  if (hint !== undefined) lines.push(`  ${styles.dim('→')} ${hint}`);
  return `${lines.join('\n')}\n`;
}

function renderSummary({ source, product, valid, diagnostics }: CheckedSource, styles: ReportStyles): string {
  const { error, warning, info } = countSeverities(diagnostics);
  const counts = [countOf(error, 'error'), countOf(warning, 'warning'), countOf(info, 'note')].filter(
    (count) => count !== '',
  );
  const found = joinWords(counts, 'and');
  if (!valid) return `${styles.danger('✗')} ${source}: ${found}.`;
  const products = product === undefined ? PRODUCTS : [product];
  const names = products.map((name) => PRODUCT_NAMES[name]).join(' and ');
  const verdict = `${styles.success('✓')} ${source} is a valid descriptor for ${names}`;
  return found === '' ? `${verdict}.` : `${verdict}, with ${found}.`;
}

function countOf(count: number, noun: string): string {
  if (count === 0) return '';
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
