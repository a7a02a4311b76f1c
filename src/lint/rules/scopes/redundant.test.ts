import { testRule } from '../../../../test/support/test-rule.ts';
import { REDUNDANT } from './redundant.ts';

testRule(REDUNDANT, [
  {
    name: 'names the scope that includes another, whatever their order',
    document: { scopes: ['READ', 'WRITE'] },
    findings: [
      {
        pointer: '/scopes/0',
        message: '"WRITE" includes "READ".',
        hint: 'Remove "READ"',
        severity: 'info',
        fix: 'Remove "READ"',
      },
    ],
  },
  {
    name: 'says it once of a list',
    document: { scopes: ['admin', 'act_as_user', 'read', 'write', 'delete'] },
    findings: [
      {
        pointer: '/scopes/2',
        message: '"admin" includes "read", "write" and "delete".',
        fix: 'Remove "read", "write" and "delete"',
      },
    ],
  },
  {
    name: 'knows what ADMIN includes in Jira',
    document: { scopes: ['PROJECT_ADMIN', 'ADMIN'] },
    findings: [{ pointer: '/scopes/0', message: '"ADMIN" includes "PROJECT_ADMIN".' }],
  },
  {
    name: 'knows what ADMIN does not include in Confluence',
    document: { scopes: ['PROJECT_ADMIN', 'ADMIN'] },
    product: 'confluence',
    findings: [],
  },
  {
    name: 'says of a descriptor for both only what is so in both',
    document: { scopes: ['PROJECT_ADMIN', 'SPACE_ADMIN', 'ADMIN', 'READ'] },
    product: null,
    findings: [{ pointer: '/scopes/3', message: 'each include "READ".' }],
  },
  {
    name: 'takes no scope for a part of itself',
    document: { scopes: ['READ', 'read'] },
    findings: [],
  },
  {
    name: 'has nothing against scopes that stand for themselves',
    document: { scopes: ['DELETE', 'ACT_AS_USER', 'ACCESS_EMAIL_ADDRESSES'] },
    findings: [],
  },
  { name: 'leaves NONE to another rule', document: { scopes: ['NONE', 'READ'] }, findings: [] },
  { name: 'passes over what is no scope', document: { scopes: ['Read', 'WRITE', 7, null] }, findings: [] },
  { name: 'passes over a list that is none', document: { scopes: 'READ' }, findings: [] },
  {
    name: 'knows nothing of Bitbucket',
    document: { scopes: ['read', 'write'] },
    product: 'bitbucket',
    findings: [],
  },
]);
