import type { Rule } from '../../rule.ts';
import { knownConditions, namesOf } from './about.ts';

export const REMOVED_CONDITION: Rule = {
  id: 'conditions/removed',
  severity: 'warning',
  summary: 'No condition is used that the product has taken away.',
  *check(descriptor) {
    for (const { view, condition } of knownConditions(descriptor)) {
      if (condition.state !== 'removed') continue;
      yield {
        pointer: `${view.pointer}/condition`,
        message: `${namesOf(condition.products)} no longer has the condition ${condition.name}: it is left out, whoever looks.`,
        hint: 'Remove it, and let the module itself find out what it needs to know.',
      };
    }
  },
};
