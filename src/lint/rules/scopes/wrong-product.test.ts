import { testRule } from '../../../../test/support/test-rule.ts';
import { WRONG_PRODUCT } from './wrong-product.ts';

testRule(WRONG_PRODUCT, [
  {
    name: 'finds the administration of projects in Confluence',
    document: { scopes: ['read', 'project_admin'] },
    product: 'confluence',
    findings: [
      {
        pointer: '/scopes/1',
        message: '"project_admin" is a scope of Jira: in Confluence, it lets the add-on administer nothing.',
        hint: 'Ask for "space_admin" if the add-on is to administer spaces',
        severity: 'warning',
        fix: null,
      },
    ],
  },
  {
    name: 'finds the administration of spaces in Jira',
    document: { scopes: ['SPACE_ADMIN'] },
    findings: [{ pointer: '/scopes/0', message: 'a scope of Confluence', hint: '"PROJECT_ADMIN"' }],
  },
  {
    name: 'has nothing against it in its own product',
    document: { scopes: ['PROJECT_ADMIN'] },
    findings: [],
  },
  {
    name: 'has nothing against it in a descriptor for both',
    document: { scopes: ['PROJECT_ADMIN', 'SPACE_ADMIN'] },
    product: null,
    findings: [],
  },
  {
    name: 'has nothing against the scopes of both',
    document: {
      scopes: ['NONE', 'READ', 'WRITE', 'DELETE', 'ADMIN', 'ACT_AS_USER', 'ACCESS_EMAIL_ADDRESSES'],
    },
    product: 'confluence',
    findings: [],
  },
]);
