import { testRule } from '../../../../test/support/test-rule.ts';
import { VENDOR_EXAMPLE } from './example.ts';

testRule(VENDOR_EXAMPLE, [
  {
    name: 'finds the vendor of a template, once',
    document: { vendor: { name: 'Angry Nerds', url: 'https://www.atlassian.com/angrynerds' } },
    findings: [{ pointer: '/vendor/name', message: 'vendor.name is "Angry Nerds"', severity: 'info' }],
  },
  {
    name: 'finds the URL of a tutorial',
    document: { vendor: { name: 'Acme', url: 'http://example.com/' } },
    findings: [{ pointer: '/vendor/url', message: 'vendor.url is "http://example.com/"' }],
  },
  {
    name: 'takes others',
    document: { vendor: { name: 'Example Ltd', url: 'https://example.org' } },
    findings: [],
  },
]);
