import { testRule } from '../../../../test/support/test-rule.ts';
import { LINKS_HTTPS } from './https.ts';

testRule(LINKS_HTTPS, [
  {
    name: 'finds http',
    document: {
      links: { documentation: 'http://acme.io/docs', self: 'https://acme.io/atlassian-connect.json' },
    },
    findings: [
      { pointer: '/links/documentation', message: 'links.documentation is not https', severity: 'info' },
    ],
  },
  {
    name: 'takes it on this machine',
    document: { links: { self: 'http://localhost:3000/x' } },
    findings: [],
  },
  {
    name: 'leaves templates and other shapes alone',
    document: { links: { self: 'http://{{host}}', docs: 7 } },
    findings: [],
  },
]);
