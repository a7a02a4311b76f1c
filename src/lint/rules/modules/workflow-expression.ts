import { isRecord } from '../../../core/json.ts';
import { hasPlaceholder } from '../../../descriptor/placeholders.ts';
import { findExpressionFault } from '../../jira-expression.ts';
import type { Rule, RuleFinding } from '../../rule.ts';

export const WORKFLOW_EXPRESSION: Rule = {
  id: 'modules/workflow-expression',
  severity: 'error',
  summary: 'The Jira expressions of workflow conditions and validators can be read.',
  *check({ modules }) {
    for (const { type, pointer, value } of modules) {
      if (type !== 'jiraWorkflowConditions' && type !== 'jiraWorkflowValidators') continue;
      // People may write the expression on these pages: what stands in the descriptor is a beginning.
      const isConfigured = value['create'] !== undefined || value['edit'] !== undefined;
      yield* check(value['expression'], `${pointer}/expression`, isConfigured);
      if (type === 'jiraWorkflowValidators' && isRecord(value['errorMessage'])) {
        yield* check(value['errorMessage']['expression'], `${pointer}/errorMessage/expression`, false);
      }
    }
  },
};

function* check(expression: unknown, pointer: string, mayBeEmpty: boolean): Iterable<RuleFinding> {
  if (typeof expression !== 'string' || hasPlaceholder(expression)) return;
  if (mayBeEmpty && expression.trim() === '') return;
  const fault = findExpressionFault(expression);
  if (fault === undefined) return;
  yield {
    pointer,
    message: `The expression ${fault}.`,
    hint: 'Try it with POST /rest/api/3/expression/analyse of a site: an expression that cannot be evaluated counts as false.',
  };
}
