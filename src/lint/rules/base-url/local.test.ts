import { testRule } from '../../../../test/support/test-rule.ts';
import { BASE_URL_LOCAL } from './local.ts';

testRule(BASE_URL_LOCAL, [
  ...[
    'http://localhost:8080/app',
    'https://127.0.0.1',
    'http://10.0.0.4',
    'http://host.docker.internal:3000',
  ].map((baseUrl) => ({
    name: `finds ${baseUrl}`,
    document: { baseUrl },
    findings: [
      { pointer: '/baseUrl', message: 'baseUrl is local: no cloud site can reach', severity: 'warning' },
    ],
  })),
  { name: 'takes a host on the web', document: { baseUrl: 'https://localhost.acme.io' }, findings: [] },
  { name: 'leaves templates alone', document: { baseUrl: 'http://localhost:{{port}}' }, findings: [] },
]);
