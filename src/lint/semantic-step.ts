import type { DescriptorProduct } from '../catalog/products.ts';
import type { Finding } from './finding.ts';
import type { Rule } from './rule.ts';
import { viewDescriptor } from './view/descriptor-view.ts';

/** Of one rule, nobody reads more. */
const MAX_FINDINGS_PER_RULE = 100;

/**
 * The semantic step: what a schema cannot say.
 * @param descriptor the document's value, of any shape
 */
export function checkRules(
  descriptor: unknown,
  product: DescriptorProduct | undefined,
  rules: readonly Rule[],
): readonly Finding[] {
  const view = viewDescriptor(descriptor, product);
  return rules.flatMap((rule) => {
    const findings: Finding[] = [];
    for (const finding of rule.check(view)) {
      findings.push({ severity: rule.severity, ...finding, ruleId: rule.id });
      if (findings.length === MAX_FINDINGS_PER_RULE) break;
    }
    return findings;
  });
}
