import { testRule } from '../../../../test/support/test-rule.ts';
import { NONE_WITH_OTHERS } from './none-with-others.ts';

testRule(NONE_WITH_OTHERS, [
  {
    name: 'finds NONE before another scope',
    document: { scopes: ['NONE', 'READ'] },
    findings: [
      {
        pointer: '/scopes/0',
        message: '"NONE" adds nothing to "READ".',
        severity: 'info',
        fix: 'Remove "NONE"',
      },
    ],
  },
  {
    name: 'finds it after one that does not include it',
    document: { scopes: ['act_as_user', 'none'] },
    findings: [{ pointer: '/scopes/1', message: '"none" adds nothing to "act_as_user".' }],
  },
  { name: 'has nothing against NONE alone', document: { scopes: ['NONE'] }, findings: [] },
  { name: 'leaves NONE twice to another rule', document: { scopes: ['NONE', 'none'] }, findings: [] },
  {
    name: 'waits until a server has filled in the others',
    document: { scopes: ['NONE', '{{scope}}'] },
    findings: [],
  },
]);
