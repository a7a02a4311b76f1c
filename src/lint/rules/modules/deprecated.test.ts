import { testRule } from '../../../../test/support/test-rule.ts';
import { DEPRECATED_MODULE } from './deprecated.ts';

const document = {
  modules: { jiraIssueGlances: [{}, {}], jiraProjectTabPanels: [{}], jiraIssueTabPanels: [{}] },
};

testRule(DEPRECATED_MODULE, [
  {
    name: 'finds a type once, with what takes its place',
    document,
    findings: [
      {
        pointer: '/modules/jiraIssueGlances',
        message: 'jiraIssueGlances are deprecated since 2023-10-06.',
        hint: 'Use jiraIssueContexts, which have the same properties.',
      },
      {
        pointer: '/modules/jiraProjectTabPanels',
        message: 'deprecated since 2017-10-01',
        hint: 'Use jiraProjectPages.',
      },
    ],
  },
  { name: 'leaves types of the other product to the schema', document, product: 'confluence', findings: [] },
  { name: 'says nothing of something else', document: { modules: 'jiraIssueGlances' }, findings: [] },
]);
