import { PANEL_CONDITIONS as AT, panelWith } from '../../../../test/support/condition-samples.ts';
import { testRule } from '../../../../test/support/test-rule.ts';
import { CONDITION_EXPRESSION } from './expression.ts';

const expression = (text: unknown) =>
  panelWith({ condition: 'jira_expression', params: { expression: text } });

testRule(CONDITION_EXPRESSION, [
  {
    name: 'finds a bracket that is not closed',
    document: expression('issue.comments.filter(c => c.author == user'),
    findings: [
      { pointer: `${AT}/0/params/expression`, message: 'The expression has a ( that is not closed.' },
    ],
  },
  {
    name: 'finds an empty expression',
    document: expression(''),
    findings: [{ pointer: `${AT}/0/params/expression`, message: 'The expression is empty.' }],
  },
  ...["issue.issueType.name == 'Epic'", '{{expression(}}', 1].map((text) => ({
    name: `says nothing of ${text}`,
    document: expression(text),
    findings: [],
  })),
]);
