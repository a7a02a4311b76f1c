import { testRule } from '../../../../test/support/test-rule.ts';
import { BASE_URL_EXAMPLE } from './example.ts';

testRule(BASE_URL_EXAMPLE, [
  ...[
    'https://www.example.com',
    'https://your-app-url.com',
    'https://<your-host>',
    'https://changeme.acme.io',
  ].map((baseUrl) => ({
    name: `finds ${baseUrl}`,
    document: { baseUrl },
    findings: [{ pointer: '/baseUrl', message: `nothing answers at ${baseUrl}.`, severity: 'warning' }],
  })),
  {
    name: 'takes hosts of real add-ons',
    document: { baseUrl: 'https://my-app.herokuapp.com' },
    findings: [],
  },
  { name: 'leaves templates alone', document: { baseUrl: 'https://{{host}}.example.com' }, findings: [] },
  { name: 'leaves other broken URLs alone', document: { baseUrl: 'https://a b' }, findings: [] },
]);
