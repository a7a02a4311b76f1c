import { testRule } from '../../../../test/support/test-rule.ts';
import { FIELD_TYPE } from './field-type.ts';

const field = (type: string) => ({
  modules: {
    jiraIssueFields: [
      { key: 'a', type, template: { type: 'link', url: '/x' }, extractions: [{ path: 'a' }] },
    ],
  },
});

testRule(FIELD_TYPE, [
  {
    name: 'finds what a text field has no use for',
    document: field('TEXT'),
    findings: [
      {
        pointer: '/modules/jiraIssueFields/0/template',
        message: 'jiraIssueFields[0] is of type text: "template" is for single_select and multi_select only.',
      },
      { pointer: '/modules/jiraIssueFields/0/extractions', message: '"extractions" is for' },
    ],
  },
  ...['single_select', 'MULTI_SELECT', '{{type}}'].map((type) => ({
    name: `says nothing of ${type}`,
    document: field(type),
    findings: [],
  })),
  {
    name: 'says nothing of a text field without',
    document: { modules: { jiraIssueFields: [{ key: 'a', type: 'text' }] } },
    findings: [],
  },
]);
