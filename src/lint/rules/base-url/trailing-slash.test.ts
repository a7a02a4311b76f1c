import { testRule } from '../../../../test/support/test-rule.ts';
import { BASE_URL_TRAILING_SLASH } from './trailing-slash.ts';

const fix = 'Remove the trailing slash';

testRule(BASE_URL_TRAILING_SLASH, [
  {
    name: 'finds the slash, and where callbacks go with it',
    document: { baseUrl: 'https://acme.io/app/' },
    findings: [
      { pointer: '/baseUrl', message: 'go to https://acme.io/app//installed.', severity: 'warning', fix },
    ],
  },
  {
    name: 'finds it where there are no callbacks',
    document: { baseUrl: 'https://acme.io/', lifecycle: undefined },
    findings: [
      { pointer: '/baseUrl', message: 'what is put right behind it has two', severity: 'info', fix },
    ],
  },
  {
    name: 'mends nothing where callbacks need it',
    document: { baseUrl: 'https://acme.io/', lifecycle: { installed: 'installed', enabled: '/enabled' } },
    findings: [{ pointer: '/baseUrl', message: 'lifecycle counts on it', severity: 'info', fix: null }],
  },
  { name: 'takes a path without', document: { baseUrl: 'https://acme.io/app' }, findings: [] },
  {
    name: 'leaves queries to the rule about them',
    document: { baseUrl: 'https://acme.io/?a=/' },
    findings: [],
  },
  {
    name: 'leaves what is to be replaced alone',
    document: { baseUrl: 'https://example.com/' },
    findings: [],
  },
  { name: 'leaves templates alone', document: { baseUrl: '{{localBaseUrl}}/' }, findings: [] },
]);
