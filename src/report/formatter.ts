import type { DescriptorProduct } from '../catalog/products.ts';
import type { Diagnostic, RuleInfo, Severity } from '../core/diagnostics.ts';

/** What a check found in one source. */
export interface CheckedSource {
  /** How to name it to a person: path, URL or `<stdin>`. */
  readonly source: string;
  /** The lines on which findings start, by number: all of the text that a report shows. See `linesOf` in code-frame.ts. */
  readonly lines: ReadonlyMap<number, string>;
  /** Undefined when the descriptor suits Jira and Confluence, or cannot be read. */
  readonly product: DescriptorProduct | undefined;
  readonly valid: boolean;
  readonly diagnostics: readonly Diagnostic[];
  /** True for a source of the add-on's code: one is among the results only where something was found in it. */
  readonly isCode?: true;
  /** Findings that have been mended and are not among the diagnostics any more; with `--fix` only. */
  readonly fixed?: number;
  /** Findings that would be mended, and are not among the diagnostics either; with `--fix --dry-run` only. */
  readonly fixable?: number;
  /** Findings that a baseline lists and that are not among the diagnostics; with a baseline only. */
  readonly known?: number;
}

/** What a report needs to know of the run. */
export interface ReportContext {
  readonly styles: ReportStyles;
  /** connect-kit's own version. */
  readonly version: string;
  /** The rules that ran. */
  readonly rules: readonly RuleInfo[];
  /** Absolute path of the folder that the names of files start from. */
  readonly cwd: string;
  /** Absolute path of the folder that reports for other programs name files from; in CI the root of what is checked out. */
  readonly root: string;
  /** From which severity on a finding makes the run fail. */
  readonly failOn: FailOn;
}

/** `never`: findings of no severity make a run fail. */
export type FailOn = Severity | 'never';

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

/** Turns what was found into text: empty, or ending with a newline. */
export type Formatter = (results: readonly CheckedSource[], context: ReportContext) => string;
