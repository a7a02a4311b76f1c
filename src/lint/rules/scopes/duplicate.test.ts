import { testRule } from '../../../../test/support/test-rule.ts';
import { DUPLICATE } from './duplicate.ts';

testRule(DUPLICATE, [
  {
    name: 'finds a scope that stands there twice',
    document: { scopes: ['READ', 'WRITE', 'READ'] },
    findings: [
      {
        pointer: '/scopes/2',
        message: '"READ" is in the list already.',
        severity: 'info',
        fix: 'Remove the second "READ"',
      },
    ],
  },
  {
    name: 'finds it in either case, and each time',
    document: { scopes: ['read', 'READ', 'read'] },
    findings: [
      { pointer: '/scopes/1', message: '"READ" is in the list already as "read".' },
      { pointer: '/scopes/2', message: '"read" is in the list already.' },
    ],
  },
  { name: 'has nothing against one of each', document: { scopes: ['read', 'write'] }, findings: [] },
  {
    name: 'passes over what is no scope',
    document: { scopes: ['{{scope}}', '{{scope}}', 'Read', 'Read', 1, 1] },
    findings: [],
  },
]);
