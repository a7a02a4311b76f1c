import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type CodeFinding, compareCalls } from '../code/compare/compare-calls.ts';
import { type DescriptorFacts, productsOf, readFacts } from '../code/compare/facts.ts';
import { ACT_AS_USER, SCOPE_UNUSED } from '../code/compare/rules.ts';
import { findUnusedScopes } from '../code/compare/unused-scopes.ts';
import { type ScanResult, type SourceUse, scanSources } from '../code/scan/scan-sources.ts';
import type { Diagnostic } from '../core/diagnostics.ts';
import type { RuleSettings } from '../lint/lint-descriptor.ts';
import type { Rule } from '../lint/rule.ts';
import type { DescriptorView } from '../lint/view/descriptor-view.ts';
import { linesOf } from '../report/code-frame.ts';
import { countOf } from '../report/counts.ts';
import type { CheckedSource } from '../report/formatter.ts';
import type { Baseline } from './baseline.ts';
import type { ValidatePlan } from './plan.ts';

/** The code that descriptors are compared with. */
export interface CodeComparison {
  /** What to look at in a descriptor: scopes that the code does not need. What the descriptor requests is remembered. */
  rulesFor(descriptor: string): readonly Rule[];
  /** What the descriptors that have been looked at have against the code; one result for each source of it. */
  findInCode(baseline: Baseline | undefined): Promise<readonly CheckedSource[]>;
  /** What was read, as lines for people. */
  describe(): readonly string[];
}

/**
 * Reads the code that a plan names.
 * @throws UsageError when a folder is missing
 */
export async function readCodeComparison(
  { code, lint }: Pick<ValidatePlan, 'code' | 'lint'>,
  { cwd, signal }: { readonly cwd: string; readonly signal: AbortSignal },
): Promise<CodeComparison> {
  const scans: ScanResult[] = [];
  for (const folder of code) scans.push(await scanSources(folder, { signal }));
  const uses = scans.flatMap(({ root, uses: found }) =>
    found.map((use) => ({ ...use, file: nameOf(path.join(root, use.file), cwd) })),
  );
  const views = new Map<string, DescriptorView>();
  return {
    rulesFor: (descriptor) => codeRules(uses, (view) => views.set(descriptor, view)),
    findInCode: (baseline) => reportCode(compareAll(uses, views), { cwd, baseline, rules: lint.rules ?? {} }),
    describe: () =>
      describeScans(
        scans,
        code.map((folder) => nameOf(folder, cwd)),
      ),
  };
}

/** As a person would name it in this folder. */
function nameOf(file: string, cwd: string): string {
  return path.relative(cwd, file).replaceAll(path.sep, '/') || '.';
}

/** The rules whose findings are in the descriptor. */
function codeRules(uses: readonly SourceUse[], onView: (view: DescriptorView) => void): readonly Rule[] {
  return [SCOPE_UNUSED, ACT_AS_USER].map((info) => ({
    ...info,
    *check(view) {
      onView(view);
      for (const finding of findUnusedScopes(uses, readFacts(view.root, view.product))) {
        const { ruleId, ...found } = finding;
        if (ruleId === info.id) yield found;
      }
    },
  }));
}

/** Where several descriptors have the same against a line, it is told once. */
function compareAll(
  uses: readonly SourceUse[],
  views: ReadonlyMap<string, DescriptorView>,
): readonly CodeFinding[] {
  const findings = [...views].flatMap(([source, { root, product }]) => {
    const others = [...views].flatMap(([other, view]) =>
      other === source ? [] : productsOf(readFacts(view.root, view.product)),
    );
    const facts: DescriptorFacts = readFacts(root, product, {
      ...(views.size > 1 ? { name: source } : {}),
      otherProducts: others,
    });
    return compareCalls(uses, facts);
  });
  const seen = new Set<string>();
  return findings.filter(({ file, range, message }) => {
    const id = `${file}:${range.start.line}:${range.start.column} ${message}`;
    return seen.size < seen.add(id).size;
  });
}

async function reportCode(
  findings: readonly CodeFinding[],
  {
    cwd,
    baseline,
    rules,
  }: { readonly cwd: string; readonly baseline: Baseline | undefined; readonly rules: RuleSettings },
): Promise<readonly CheckedSource[]> {
  const byFile = new Map<string, Diagnostic[]>();
  for (const { file, subject, ...finding } of findings) {
    const setting = Object.hasOwn(rules, finding.ruleId) ? rules[finding.ruleId] : undefined;
    if (setting === 'off') continue;
    const diagnostic = { ...finding, severity: setting ?? finding.severity, pointer: toPointer(subject) };
    byFile.set(file, [...(byFile.get(file) ?? []), diagnostic]);
  }
  const results = [...byFile].map(async ([source, found]): Promise<CheckedSource> => {
    const diagnostics = (baseline?.hide(source, found) ?? found).toSorted(byPlace);
    const text = await readFile(path.resolve(cwd, source), 'utf8');
    return {
      source,
      isCode: true,
      lines: linesOf(text, diagnostics),
      product: undefined,
      valid: diagnostics.every(({ severity }) => severity !== 'error'),
      diagnostics,
      ...(baseline === undefined ? {} : { known: found.length - diagnostics.length }),
    };
  });
  return Promise.all(results);
}

/** In code, what a finding is about has a name but no place in a tree: the name takes the place of the pointer. */
function toPointer(subject: string): string {
  return `/${subject.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

function byPlace({ range: { start: a } }: Diagnostic, { range: { start: b } }: Diagnostic): number {
  return a.line - b.line || a.column - b.column;
}

function describeScans(scans: readonly ScanResult[], names: readonly string[]): readonly string[] {
  return scans.map(({ uses, read, tests, unread }, index) => {
    const name = names[index] ?? '';
    if (read === 0)
      return `${name} holds no sources that connect-kit reads${describeRest(tests, unread.length)}.`;
    const calls = uses.reduce((sum, use) => sum + use.calls.length, 0);
    const files = uses.filter((use) => use.calls.length > 0).length;
    const found = calls === 0 ? 'no calls' : `${countOf(calls, 'call')} in ${countOf(files, 'file')}`;
    return `${name}: ${found} of ${countOf(read, 'source')}${describeRest(tests, unread.length)}.`;
  });
}

function describeRest(tests: number, unread: number): string {
  const left = [
    ...(tests === 0 ? [] : [`${countOf(tests, 'test')} left out`]),
    ...(unread === 0 ? [] : [`${unread} too large, minified or not text`]),
  ];
  return left.length === 0 ? '' : `; ${left.join(', ')}`;
}
