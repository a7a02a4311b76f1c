import type { Environment, Output } from '../core/context.ts';
import type { RuleInfo } from '../core/diagnostics.ts';
import { mapLimited } from '../core/map-limited.ts';
import { packageVersion } from '../core/package-root.ts';
import type { LoadOptions } from '../descriptor/load.ts';
import type { CheckedSource, ReportStyles } from '../report/formatter.ts';
import { formatters } from '../report/formatters.ts';
import { PLAIN_STYLES } from '../report/plain-styles.ts';
import type { Baseline, BaselineFile } from './baseline.ts';
import { checkSource, type SourceCheck } from './check-source.ts';
import type { CodeComparison } from './compare-code.ts';
import { describeReports } from './describe-reports.ts';
import type { ValidatePlan } from './plan.ts';
import { protectInputs } from './protect-inputs.ts';
import { findReportRoot } from './report-root.ts';
import { expandSources } from './sources.ts';
import { judge } from './verdict.ts';

export { planValidation } from './plan.ts';

export interface RunDependencies extends LoadOptions {
  readonly env: Environment;
  readonly stdout: Pick<Output, 'isTTY'>;
  /** For reports on stdout. */
  readonly styles: ReportStyles;
  /** For those on stderr. */
  readonly noteStyles: ReportStyles;
}

/** What came of a run. Files have been written. */
export interface RunOutcome {
  readonly results: readonly CheckedSource[];
  /** The report; or the fixed text, or the changes, where those are asked for. */
  readonly stdout: string;
  /** The report, where stdout holds something else. */
  readonly stderr: string;
  /** What is worth saying besides, each a line. */
  readonly notes: readonly string[];
  readonly isFine: boolean;
}

/** Sources that are under way at a time: while one is checked, others wait for the disk or a server. */
const CONCURRENCY = 8;

/**
 * Checks what the plan names, and reports it as the plan wants. All sources are checked before anything is written: one
 * that cannot be read leaves neither half of a report nor half of the fixes.
 * @throws {UsageError} when a source, or a file that the plan names, cannot be read, or the plan cannot be followed
 * @throws {EnvironmentError} when a server cannot be reached, or a file not be written
 */
export async function runValidation(plan: ValidatePlan, dependencies: RunDependencies): Promise<RunOutcome> {
  const { cwd, signal } = dependencies;
  const sources = await expandSources(plan.sources, { cwd, allowEmpty: plan.allowEmpty });
  const settings = [plan.baseline?.path, plan.configFile].filter((file) => file !== undefined);
  protectInputs(plan.outputs, [...sources, ...settings], cwd);
  const fixing = plan.fix === 'none' ? undefined : await import('./fix-sources.ts');
  const isTaken = fixing?.takesStdout(sources, plan) === true;
  const baseline = plan.baseline === undefined ? undefined : await openBaseline(plan.baseline, plan, cwd);
  const code = plan.code.length === 0 ? undefined : await readCode(plan, dependencies);
  const options = { lint: plan.lint, fix: plan.fix, baseline, code };
  const checks = await mapLimited(sources, CONCURRENCY, async (source) => {
    signal.throwIfAborted();
    return checkSource(source, options, dependencies);
  });
  const results = [...checks.map(({ result }) => result), ...((await code?.findInCode(baseline)) ?? [])];
  const changes = checks.flatMap(({ change }) => change ?? []);
  const fixed = (await fixing?.handOutFixes(changes, plan, dependencies)) ?? '';
  const notes = baseline === undefined ? [] : await closeBaseline(baseline, plan);
  const report = await writeReports(plan, results, isTaken, dependencies);
  const { isFine, reason } = judge(results, plan);
  return {
    results,
    stdout: isTaken ? fixed : report,
    stderr: isTaken ? report : '',
    notes: [
      ...notes,
      ...describeUnused(checks),
      ...(code?.describe() ?? []),
      ...describeReports(plan.outputs, results),
      ...(reason === undefined ? [] : [reason]),
    ],
    isFine,
  };
}

/** Values that no source has a use for are misspelt more often than not. */
function describeUnused(checks: readonly SourceCheck[]): readonly string[] {
  const [first, ...others] = checks.map(({ unusedValues }) => unusedValues);
  const unused = (first ?? []).filter((name) => others.every((names) => names.includes(name)));
  return unused.map((name) => `No placeholder is named ${name}, for which a value is set.`);
}

/**
 * Writes the reports that go to files.
 * @param isTaken whether something else goes to stdout
 * @returns the report for people, or for stdout
 */
async function writeReports(
  plan: ValidatePlan,
  results: readonly CheckedSource[],
  isTaken: boolean,
  dependencies: RunDependencies,
): Promise<string> {
  const { cwd, env } = dependencies;
  const { outputs, failOn } = plan;
  const isUsual = outputs.every(({ format }) => format === 'pretty');
  const context = {
    version: packageVersion(),
    // The usual report does not show them.
    rules: isUsual ? [] : await listRules(plan),
    cwd,
    root: findReportRoot(env, cwd),
    failOn,
  };
  let shown = '';
  for (const { format, file } of outputs) {
    const formatter = await formatters[format]();
    if (file === undefined) {
      shown = formatter(results, {
        ...context,
        styles: isTaken ? dependencies.noteStyles : dependencies.styles,
      });
    } else {
      const { writeFileAtomically } = await import('../core/write-file.ts');
      const text = formatter(results, { ...context, styles: PLAIN_STYLES });
      await writeFileAtomically(file.path, text, file.name);
    }
  }
  return shown;
}

async function listRules({ lint, code }: ValidatePlan): Promise<readonly RuleInfo[]> {
  const { ALL_RULES } = await import('../lint/all-rules.ts');
  const { rules = {} } = lint;
  const ran = ALL_RULES.filter(({ id }) => code.length > 0 || !id.startsWith('code/'));
  return ran.filter(({ id }) => !Object.hasOwn(rules, id) || rules[id] !== 'off');
}

async function readCode(plan: ValidatePlan, { cwd, signal }: RunDependencies): Promise<CodeComparison> {
  const { readCodeComparison } = await import('./compare-code.ts');
  return readCodeComparison(plan, { cwd, signal });
}

async function openBaseline(
  file: BaselineFile,
  { updateBaseline }: ValidatePlan,
  cwd: string,
): Promise<Baseline> {
  const { readBaseline } = await import('./baseline.ts');
  return readBaseline(file, { cwd, isUpdate: updateBaseline });
}

/** Writes the baseline where that is wanted, and says what became of it. */
async function closeBaseline(
  baseline: Baseline,
  { updateBaseline, outputs }: ValidatePlan,
): Promise<readonly string[]> {
  const { describeBaseline, describeUpdate, writeBaseline } = await import('./baseline.ts');
  const tellsHidden = outputs.some(({ format, file }) => format === 'pretty' && file === undefined);
  if (!updateBaseline) return describeBaseline(baseline, tellsHidden);
  await writeBaseline(baseline);
  return describeUpdate(baseline);
}
