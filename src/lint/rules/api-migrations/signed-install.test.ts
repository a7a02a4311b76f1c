import { testRule } from '../../../../test/support/test-rule.ts';
import { API_MIGRATIONS_SIGNED_INSTALL } from './signed-install.ts';

const fix = 'Write "signed-install": true';

testRule(API_MIGRATIONS_SIGNED_INSTALL, [
  {
    name: 'finds that nothing is said of migrations',
    document: { apiMigrations: undefined },
    findings: [{ pointer: '', message: 'apiMigrations has no "signed-install"', severity: 'warning', fix }],
  },
  {
    name: 'finds that nothing is said of this one',
    document: { apiMigrations: { gdpr: true } },
    findings: [{ pointer: '/apiMigrations', message: 'has no "signed-install"', fix }],
  },
  {
    name: 'finds a no',
    document: { apiMigrations: { 'signed-install': false } },
    findings: [{ pointer: '/apiMigrations/signed-install', message: 'says "signed-install": false', fix }],
  },
  { name: 'takes a yes', document: {}, findings: [] },
  {
    name: 'asks nothing where nothing is signed',
    document: { apiMigrations: undefined, authentication: { type: 'none' } },
    findings: [],
  },
  {
    name: 'leaves wrong shapes to the schema',
    document: { apiMigrations: { 'signed-install': 'yes' } },
    findings: [],
  },
  {
    name: 'knows that Bitbucket has none',
    document: { apiMigrations: undefined },
    product: 'bitbucket',
    findings: [],
  },
]);
