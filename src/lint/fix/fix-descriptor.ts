import type { Diagnostic } from '../../core/diagnostics.ts';
import type { LintResult } from '../lint-descriptor.ts';
import { applyFixes, hasFix } from './apply-fixes.ts';
import { type Checked, isAboutSyntax, judgeFixes } from './compare-checks.ts';

export interface FixedDescriptor {
  readonly text: string;
  /** What is found in that text. */
  readonly result: LintResult;
  /** What was fixed; each with its place in the text as it was when its turn came. */
  readonly applied: readonly Diagnostic[];
  /** What has a fix that was not made, because it mends nothing or does harm elsewhere; places as above. */
  readonly dropped: readonly Diagnostic[];
  /** How many times the text was changed. */
  readonly passes: number;
}

/** Fixes that call for others are few; what needs more goes in circles. */
const MAX_PASSES = 10;

/** How many checks it may take to find out which fixes do harm. After that, those under suspicion are not made. */
const MAX_CHECKS = 50;

/** What a group of fixes makes of a text. */
interface Attempt extends Checked {
  readonly applied: readonly Diagnostic[];
}

interface Trial {
  /** Undefined when none of the group can be made. */
  readonly attempt: Attempt | undefined;
  readonly rejected: readonly Diagnostic[];
}

type Lint = (text: string) => Promise<LintResult>;

/**
 * Makes fixes until nothing more can be fixed, checking the text after each pass. Never leaves the text worse than it was:
 * a fix after which there is an error that was not there before is dropped. An error that was merely hidden (behind what
 * could not be read, or inside of what an error was about) is none of these.
 * @param lint checks a text; it must find the same in the same text
 */
export async function fixDescriptor(text: string, lint: Lint): Promise<FixedDescriptor> {
  let current: Checked = { text, result: await lint(text) };
  const applied: Diagnostic[] = [];
  const dropped = new Map<string, Diagnostic>();
  const seen = new Set([text]);
  let passes = 0;
  let checks = 0;
  while (passes < MAX_PASSES) {
    const wanted = chooseFixes(current.result.diagnostics.filter((one) => !dropped.has(nameOf(one))));
    const { applied: group } = applyFixes(current.text, wanted);
    if (group.length === 0) break;
    const { attempt, rejected } = await tryFixes(group, undefined);
    for (const one of rejected) dropped.set(nameOf(one), one);
    if (attempt === undefined) continue;
    seen.add(attempt.text);
    applied.push(...attempt.applied);
    current = attempt;
    passes += 1;
  }
  return { text: current.text, result: current.result, applied, dropped: [...dropped.values()], passes };

  /** As many of the group as do no harm, on top of what is known to do none. */
  async function tryFixes(
    group: readonly Diagnostic[],
    base: Attempt | undefined,
    depth = 0,
  ): Promise<Trial> {
    if (group.length === 0 || (checks >= MAX_CHECKS && depth > 1)) return { attempt: base, rejected: group };
    checks += 1;
    const fixes = applyFixes(current.text, [...(base?.applied ?? []), ...group]);
    const after = { text: fixes.text, result: await lint(fixes.text) };
    const { isFine, suspects } = judgeFixes(current, fixes, after);
    if (isFine && !seen.has(fixes.text)) {
      return { attempt: { ...after, applied: fixes.applied }, rejected: [] };
    }
    // Alone to blame, or only together with others: then there will be another pass for it.
    if (group.length === 1) return { attempt: base, rejected: base === undefined ? group : [] };
    const [most, rest] = divide(group, suspects);
    const first = await tryFixes(most, base, depth + 1);
    const second = await tryFixes(rest, first.attempt, depth + 1);
    return { attempt: second.attempt, rejected: [...first.rejected, ...second.rejected] };
  }
}

/** Those above suspicion from the others; where that tells nothing, the first half from the second. */
function divide(
  group: readonly Diagnostic[],
  suspects: readonly Diagnostic[],
): readonly [readonly Diagnostic[], readonly Diagnostic[]] {
  const suspected = new Set(suspects);
  const others = group.filter((one) => !suspected.has(one));
  if (others.length > 0 && others.length < group.length) {
    return [others, group.filter((one) => suspected.has(one))];
  }
  const half = Math.ceil(group.length / 2);
  return [group.slice(0, half), group.slice(half)];
}

/** What is wrong with the syntax comes first: while a text cannot be read in full, other findings are provisional. */
function chooseFixes(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const fixable = diagnostics.filter(hasFix);
  const syntax = fixable.filter(isAboutSyntax);
  return syntax.length > 0 ? syntax : fixable;
}

/** Tells findings apart whose places have moved. */
function nameOf({ ruleId, message, pointer }: Diagnostic): string {
  return JSON.stringify([ruleId, message, pointer]);
}
