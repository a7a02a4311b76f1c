import { hasPlaceholder } from '../../../descriptor/placeholders.ts';
import { findExpressionFault } from '../../jira-expression.ts';
import type { Rule } from '../../rule.ts';
import { knownConditions } from './about.ts';

export const CONDITION_EXPRESSION: Rule = {
  id: 'conditions/expression',
  severity: 'error',
  summary: 'The Jira expression of a condition can be read.',
  *check(descriptor) {
    for (const { view, condition } of knownConditions(descriptor)) {
      const expression = view.params?.['expression'];
      if (condition.name !== 'jira_expression' || typeof expression !== 'string') continue;
      const fault = hasPlaceholder(expression) ? undefined : findExpressionFault(expression);
      if (fault === undefined) continue;
      yield {
        pointer: `${view.pointer}/params/expression`,
        message: `The expression ${fault}.`,
        hint: 'Try it with POST /rest/api/3/expression/analyse of a site: without a true result, the module is not shown.',
      };
    }
  },
};
