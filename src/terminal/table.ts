import type { Output } from '../core/context.ts';
import type { Palette } from './palette.ts';

export interface TableColumn {
  readonly title: string;
  readonly align?: 'left' | 'right';
}

/**
 * Rows as text: aligned under a heading on a terminal, bare TAB-separated fields elsewhere, so that
 * `cut` and `awk` work without surprises.
 */
export function renderTable(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  output: Pick<Output, 'isTTY'>,
  palette: Palette,
): string {
  if (!output.isTTY) return rows.map((row) => `${row.join('\t')}\n`).join('');
  const widths = columns.map(({ title }, index) =>
    Math.max(title.length, ...rows.map((row) => (row[index] ?? '').length)),
  );
  const layOut = (fields: readonly string[]) =>
    fields
      .map((field, index) => {
        const width = widths[index] ?? 0;
        return columns[index]?.align === 'right' ? field.padStart(width) : field.padEnd(width);
      })
      .join('  ')
      .trimEnd();
  const heading = palette.dim(layOut(columns.map(({ title }) => title.toUpperCase())));
  return [heading, ...rows.map(layOut)].map((line) => `${line}\n`).join('');
}
