import type { DescriptorProduct } from '../catalog/products.ts';
import type { Finding } from './finding.ts';
import type { Rule } from './rule.ts';
import { loadRules } from './rules/load-rules.ts';
import { type DescriptorView, viewDescriptor } from './view/descriptor-view.ts';

/** Of one rule, nobody reads more. */
const MAX_FINDINGS_PER_RULE = 100;

/**
 * The semantic step: what a schema cannot say.
 * @param descriptor the document's value, of any shape
 * @param isWanted whether to run a rule
 * @param more rules that are no part of the linter
 */
export async function checkSemantics(
  descriptor: unknown,
  product: DescriptorProduct | undefined,
  isWanted: (rule: Rule) => boolean,
  more: readonly Rule[] = [],
): Promise<readonly Finding[]> {
  const view = viewDescriptor(descriptor, product);
  const rules = await loadRules(view);
  return runRules(view, [...rules, ...more].filter(isWanted));
}

/** What the given rules find. */
export function checkRules(
  descriptor: unknown,
  product: DescriptorProduct | undefined,
  rules: readonly Rule[],
): readonly Finding[] {
  return runRules(viewDescriptor(descriptor, product), rules);
}

function runRules(view: DescriptorView, rules: readonly Rule[]): readonly Finding[] {
  return rules.flatMap((rule) => {
    const findings: Finding[] = [];
    for (const finding of rule.check(view)) {
      findings.push({ severity: rule.severity, ...finding, ruleId: rule.id });
      if (findings.length === MAX_FINDINGS_PER_RULE) break;
    }
    return findings;
  });
}
