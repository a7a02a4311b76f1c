import type { Product } from '../catalog/products.ts';
import type { Diagnostic, Severity } from '../core/diagnostics.ts';

/** What a check found in one source. */
export interface CheckedSource {
  /** How to name it to a person: path, URL or `<stdin>`. */
  readonly source: string;
  readonly text: string;
  /** Undefined when the descriptor suits both products, or cannot be read. */
  readonly product: Product | undefined;
  readonly valid: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/** The text styles that formatters use; each is the identity where there is no colour. */
export interface ReportStyles {
  readonly bold: Style;
  readonly dim: Style;
  readonly success: Style;
  readonly warning: Style;
  readonly danger: Style;
  readonly accent: Style;
}
type Style = (text: string) => string;

/** Turns what was found into text that ends with a newline. */
export type Formatter = (results: readonly CheckedSource[], styles: ReportStyles) => string;

export type SeverityCounts = Readonly<Record<Severity, number>>;

export function countSeverities(diagnostics: readonly Diagnostic[]): SeverityCounts {
  const count = (wanted: Severity) => diagnostics.filter(({ severity }) => severity === wanted).length;
  return { error: count('error'), warning: count('warning'), info: count('info') };
}
