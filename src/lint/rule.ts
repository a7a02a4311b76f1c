import type { RuleInfo, Severity } from '../core/diagnostics.ts';
import type { Finding } from './finding.ts';
import type { DescriptorView } from './view/descriptor-view.ts';

/**
 * A semantic rule: looks at a descriptor that is JSON, whatever else may be wrong with it, and tells what it finds.
 * What the schema step reports already (a wrong type, a missing property), a rule passes over in silence.
 */
export interface Rule extends RuleInfo {
  /** True when the product refuses to install an add-on on account of it. */
  readonly refusesInstall?: boolean;
  /**
   * Pointers to the parts of which the rule concludes something from what is not there: a scope that is not asked for, a
   * module that nothing names. Where the text leaves such a part open, as a template may, the rule is not run.
   */
  readonly needsAllOf?: readonly string[];
  readonly check: (descriptor: DescriptorView) => Iterable<RuleFinding>;
}

/** What a rule found; the rule's own severity unless it states another. */
export interface RuleFinding extends Omit<Finding, 'ruleId' | 'severity'> {
  readonly severity?: Severity;
}
