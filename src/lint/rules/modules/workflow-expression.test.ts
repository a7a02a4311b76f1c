import { testRule } from '../../../../test/support/test-rule.ts';
import { WORKFLOW_EXPRESSION } from './workflow-expression.ts';

const module = (type: string, more: object) => ({ modules: { [type]: [{ key: 'a', ...more }] } });

testRule(WORKFLOW_EXPRESSION, [
  {
    name: 'finds a bracket of a condition that is not closed',
    document: module('jiraWorkflowConditions', { expression: '(issue.comments.length > 0' }),
    findings: [
      {
        pointer: '/modules/jiraWorkflowConditions/0/expression',
        message: 'The expression has a ( that is not closed.',
      },
    ],
  },
  {
    name: 'finds the expression of an error message that cannot be read',
    document: module('jiraWorkflowValidators', {
      expression: 'true',
      errorMessage: { expression: "'Because of ' + issue.key)" },
    }),
    findings: [
      {
        pointer: '/modules/jiraWorkflowValidators/0/errorMessage/expression',
        message: 'has a ) that nothing opens',
      },
    ],
  },
  {
    name: 'finds an empty expression that nobody can fill in',
    document: module('jiraWorkflowConditions', { expression: ' ', view: { url: '/view' } }),
    findings: [{ pointer: '/modules/jiraWorkflowConditions/0/expression', message: 'is empty' }],
  },
  {
    name: 'says nothing of an empty one that people fill in',
    document: module('jiraWorkflowConditions', { expression: '', create: { url: '/create' } }),
    findings: [],
  },
  {
    name: 'says nothing of what can be read, of placeholders, of other types and of other modules',
    document: {
      modules: {
        jiraWorkflowConditions: [
          { expression: "issue.labels.includes('(')" },
          { expression: '{{expression}} (' },
          { expression: 1 },
        ],
        jiraWorkflowPostFunctions: [{ expression: '(' }],
      },
    },
    findings: [],
  },
]);
