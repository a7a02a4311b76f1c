import { testRule } from '../../../../test/support/test-rule.ts';
import { API_MIGRATIONS_CONTEXT_QSH } from './context-qsh.ts';

testRule(API_MIGRATIONS_CONTEXT_QSH, [
  {
    name: 'finds that nothing is said, and mends nothing: tokens would change',
    document: { apiMigrations: { 'signed-install': true } },
    findings: [
      { pointer: '/apiMigrations', message: 'has no "context-qsh"', severity: 'warning', fix: null },
    ],
  },
  {
    name: 'finds a no',
    document: { apiMigrations: { 'context-qsh': false } },
    findings: [{ pointer: '/apiMigrations/context-qsh', message: 'says "context-qsh": false', fix: null }],
  },
  { name: 'takes a yes', document: {}, findings: [] },
  {
    name: 'asks nothing where there are no tokens',
    document: { apiMigrations: {}, authentication: { type: 'none' } },
    findings: [],
  },
]);
