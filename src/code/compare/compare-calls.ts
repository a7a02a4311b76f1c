import type { Range, Severity } from '../../core/diagnostics.ts';
import type { ProductCall } from '../find-product-calls.ts';
import type { SourceUse } from '../scan/scan-sources.ts';
import { type DescriptorFacts, productsOf } from './facts.ts';
import { judgeCall, type Verdict } from './judge-call.ts';
import { ACT_AS_USER } from './rules.ts';

/** What is wrong at a place in a source. */
export interface CodeFinding {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly message: string;
  readonly hint?: string;
  readonly file: string;
  readonly range: Range;
  /** The operation, the path or the scope that it is about: the same wherever in the file it stands. */
  readonly subject: string;
}

interface Place {
  readonly use: SourceUse;
  readonly range: Range;
}

/** Of other places that have the same wrong with them, nobody reads more. */
const MAX_PLACES = 3;

/**
 * What sources call, held against what the descriptor of their add-on requests, in the order of the sources.
 * Of several calls that have the same wrong with them, the first one is told, with the places of the others.
 */
export function compareCalls(uses: readonly SourceUse[], facts: DescriptorFacts): readonly CodeFinding[] {
  const counted = uses.filter(({ isTest }) => !isTest);
  if (productsOf(facts).length === 0) return [];
  const found = new Map<string, { readonly verdict: Verdict; readonly places: Place[] }>();
  const note = (verdict: Verdict, place: Place) => {
    const key = `${verdict.ruleId} ${verdict.severity} ${verdict.message}`;
    const known = found.get(key);
    if (known === undefined) found.set(key, { verdict, places: [place] });
    else known.places.push(place);
  };
  for (const use of counted) {
    for (const { call, verdict } of verdictsOf(use, facts)) note(verdict, { use, range: call.range });
    for (const { isCertain, range } of use.impersonations) {
      if (!requests(facts, 'ACT_AS_USER')) note(impersonation(isCertain, facts), { use, range });
    }
  }
  const code = [...found.values()].flatMap(({ verdict, places }) => tell(verdict, places));
  return code.toSorted(byPlace(counted));
}

function verdictsOf(
  use: SourceUse,
  facts: DescriptorFacts,
): readonly { readonly call: ProductCall; readonly verdict: Verdict }[] {
  return use.calls.flatMap((call) => {
    const verdict = judgeCall(call, !use.hasBasicAuth, facts);
    return verdict === undefined ? [] : [{ call, verdict }];
  });
}

function requests({ scopes, hasOnlyKnownScopes }: DescriptorFacts, wanted: string): boolean {
  return !hasOnlyKnownScopes || scopes.some(({ scope }) => scope === wanted);
}

function impersonation(isCertain: boolean, { name }: DescriptorFacts): Verdict {
  return {
    ruleId: ACT_AS_USER.id,
    severity: isCertain ? ACT_AS_USER.severity : 'warning',
    message: isCertain
      ? `This acts in the name of a person, which takes the scope ACT_AS_USER; ${name} does not request it.`
      : `This is for acting in the name of a person, which takes the scope ACT_AS_USER; ${name} does not request it.`,
    hint: `Add "ACT_AS_USER" to "scopes" in ${name}: without it, the product gives no token for a person.`,
    subject: 'ACT_AS_USER',
  };
}

function tell(verdict: Verdict, places: readonly Place[]): readonly CodeFinding[] {
  const [first, ...others] = places;
  if (first === undefined) return [];
  const shown = others.slice(0, MAX_PLACES).map(({ use, range }) => `${use.file}:${range.start.line}`);
  const more = others.length > MAX_PLACES ? ` and ${others.length - MAX_PLACES} more` : '';
  const also = others.length === 0 ? '' : ` Also at ${shown.join(', ')}${more}.`;
  return [{ ...verdict, message: `${verdict.message}${also}`, file: first.use.file, range: first.range }];
}

function byPlace(uses: readonly SourceUse[]): (a: CodeFinding, b: CodeFinding) => number {
  const order = new Map(uses.map(({ file }, index) => [file, index]));
  return (a, b) =>
    (order.get(a.file) ?? 0) - (order.get(b.file) ?? 0) ||
    a.range.start.line - b.range.start.line ||
    a.range.start.column - b.range.start.column;
}
