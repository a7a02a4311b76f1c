import { testRule } from '../../../../test/support/test-rule.ts';
import { API_MIGRATIONS_GDPR } from './gdpr.ts';

testRule(API_MIGRATIONS_GDPR, [
  {
    name: 'finds a no',
    document: { apiMigrations: { gdpr: false } },
    findings: [
      {
        pointer: '/apiMigrations/gdpr',
        message: 'gdpr is false',
        severity: 'error',
        fix: 'Write "gdpr": true',
      },
    ],
  },
  { name: 'takes a yes', document: {}, findings: [] },
  { name: 'takes silence', document: { apiMigrations: {} }, findings: [] },
  {
    name: 'knows that Bitbucket has none',
    document: { apiMigrations: { gdpr: false } },
    product: 'bitbucket',
    findings: [],
  },
]);
