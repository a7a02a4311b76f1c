import type { Diagnostic } from '../core/diagnostics.ts';
import { type LoadOptions, loadDescriptor } from '../descriptor/load.ts';
import { type LintOptions, type LintResult, lintDescriptor } from '../lint/lint-descriptor.ts';
import { linesOf } from '../report/code-frame.ts';
import type { CheckedSource } from '../report/formatter.ts';
import type { Baseline } from './baseline.ts';
import type { CodeComparison } from './compare-code.ts';
import type { FixMode } from './plan.ts';

export interface CheckOptions {
  readonly lint: LintOptions;
  /** Whether to make the fixes that there are. The source itself stays as it is: that is for others to do, or not. */
  readonly fix: FixMode;
  /** Hides what is known. */
  readonly baseline: Baseline | undefined;
  /** The code to compare it with. */
  readonly code: CodeComparison | undefined;
}

export interface SourceCheck {
  readonly result: CheckedSource;
  /** Values that are set and that this source has no use for. */
  readonly unusedValues: readonly string[];
  /** What fixes make of the text; undefined where they change nothing, but for stdin, whose text is asked for anyway. */
  readonly change: SourceChange | undefined;
}

export interface SourceChange {
  readonly source: string;
  readonly before: string;
  readonly after: string;
}

/** Loads and checks one source; where fixes are made, it is the fixed text that counts. */
export async function checkSource(
  name: string,
  { lint, fix, baseline, code }: CheckOptions,
  load: LoadOptions,
): Promise<SourceCheck> {
  const { source, text, language, isServed } = await loadDescriptor(name, load);
  const more = code === undefined ? {} : { moreRules: code.rulesFor(source) };
  const options: LintOptions = { ...lint, ...more, language, isServed };
  const isFixed = fix !== 'none';
  const {
    fixed,
    text: after,
    result,
  } = isFixed ? await makeFixes(text, options) : await check(text, options);
  const { product, valid, diagnostics: found, unusedValues, moduleKeys } = result;
  const diagnostics = baseline?.hide(source, found, moduleKeys) ?? found;
  const known = found.length - diagnostics.length;
  return {
    result: {
      source,
      lines: linesOf(after, diagnostics),
      product,
      valid: known > 0 ? diagnostics.every(({ severity }) => severity !== 'error') : valid,
      diagnostics,
      ...(fix === 'write' ? { fixed } : {}),
      ...(fix === 'preview' ? { fixable: fixed } : {}),
      ...(baseline === undefined ? {} : { known }),
    },
    unusedValues,
    change: after !== text || (isFixed && name === '-') ? { source, before: text, after } : undefined,
  };
}

interface Check {
  readonly text: string;
  readonly result: LintResult;
  /** How many findings were mended. */
  readonly fixed: number;
}

async function check(text: string, lint: LintOptions): Promise<Check> {
  return { text, result: await lintDescriptor(text, lint), fixed: 0 };
}

async function makeFixes(text: string, lint: LintOptions): Promise<Check> {
  const { fixDescriptor } = await import('../lint/fix/fix-descriptor.ts');
  const fixed = await fixDescriptor(text, (attempt) => lintDescriptor(attempt, lint));
  // What could have been mended has been; a fix that is left would do harm.
  const diagnostics = fixed.result.diagnostics.map(withoutFix);
  return { text: fixed.text, result: { ...fixed.result, diagnostics }, fixed: fixed.applied.length };
}

function withoutFix({ fix: _, ...diagnostic }: Diagnostic): Diagnostic {
  return diagnostic;
}
