import type { Diagnostic, Fix, Severity } from '../../core/diagnostics.ts';
import { SYNTAX_RULES, type SyntaxRuleId } from '../syntax-rules.ts';
import type { TextPositions } from '../text-positions.ts';

/** Something about a stretch of a text. */
export interface Problem {
  readonly ruleId: SyntaxRuleId;
  readonly message: string;
  /** Offsets in the text that was read. */
  readonly start: number;
  readonly end: number;
  readonly hint?: string | undefined;
  readonly fix?: Fix | undefined;
  /** That of the rule unless it says otherwise. */
  readonly severity?: Severity | undefined;
}

/** Collects what the reading of a text finds. */
export interface Report {
  /** @param pointer to the value that the problem is in or at */
  add(problem: Problem, pointer: string): void;
  /** Counts problems like this one that were found and not kept. */
  addMore(problem: Problem, count: number): void;
  /** What was found, in the order of the text. */
  diagnostics(): readonly Diagnostic[];
}

/** Of one kind of finding, nobody reads more. */
const MAX_FINDINGS = 100;

export function createReport(positions: TextPositions): Report {
  const found: { readonly start: number; readonly diagnostic: Diagnostic }[] = [];
  const counts = new Map<SyntaxRuleId, number>();
  /** By rule, the first finding that is not listed. */
  const firstOmitted = new Map<SyntaxRuleId, Problem>();
  return {
    add(problem, pointer) {
      const count = (counts.get(problem.ruleId) ?? 0) + 1;
      counts.set(problem.ruleId, count);
      if (count <= MAX_FINDINGS) {
        found.push({ start: problem.start, diagnostic: toDiagnostic(problem, pointer, positions) });
      }
      if (count === MAX_FINDINGS + 1) firstOmitted.set(problem.ruleId, problem);
    },
    addMore(problem, count) {
      if (count === 0) return;
      counts.set(problem.ruleId, (counts.get(problem.ruleId) ?? 0) + count);
      if (!firstOmitted.has(problem.ruleId)) firstOmitted.set(problem.ruleId, problem);
    },
    diagnostics: () => [
      ...found.toSorted((a, b) => a.start - b.start).map(({ diagnostic }) => diagnostic),
      ...Array.from(firstOmitted, ([ruleId, { start, end }]) => {
        const shown = found.filter(({ diagnostic }) => diagnostic.ruleId === ruleId).length;
        const rest = (counts.get(ruleId) ?? 0) - shown;
        const message = `There ${rest === 1 ? 'is one more finding' : `are ${rest} more findings`} of ${ruleId} from here on.`;
        return toDiagnostic({ ruleId: 'syntax/more-findings', message, start, end }, '', positions);
      }),
    ],
  };
}

function toDiagnostic(problem: Problem, pointer: string, positions: TextPositions): Diagnostic {
  const { ruleId, severity, message, start, end, hint, fix } = problem;
  return {
    ruleId,
    severity: severity ?? SEVERITIES.get(ruleId) ?? 'error',
    message,
    pointer,
    range: positions.rangeAt(start, end - start),
    ...(hint === undefined ? {} : { hint }),
    ...(fix === undefined ? {} : { fix }),
  };
}

const SEVERITIES: ReadonlyMap<SyntaxRuleId, Severity> = new Map(
  SYNTAX_RULES.map(({ id, severity }) => [id, severity]),
);
