import { testRule } from '../../../../test/support/test-rule.ts';
import { VENDOR_URL } from './url.ts';

const vendor = (url: unknown) => ({ vendor: { name: 'Acme', url } });
const pointer = '/vendor/url';

testRule(VENDOR_URL, [
  {
    name: 'finds a host without a scheme',
    document: vendor('www.acme.io/about'),
    findings: [
      {
        pointer,
        message: 'vendor.url is not absolute',
        hint: 'Write https://www.acme.io/about.',
        severity: 'warning',
      },
    ],
  },
  {
    name: 'finds what is no address',
    document: vendor('none'),
    findings: [{ pointer, message: '"none"', hint: 'or remove it' }],
  },
  {
    name: 'finds http',
    document: vendor('http://acme.io'),
    findings: [{ pointer, message: 'is not https', severity: 'info' }],
  },
  { name: 'takes https', document: vendor('https://acme.io'), findings: [] },
  { name: 'takes this machine', document: vendor('http://localhost:3000'), findings: [] },
  {
    name: 'leaves the vendor of a sample to the rule about it',
    document: vendor('http://example.com/'),
    findings: [],
  },
  { name: 'leaves other schemes to the schema', document: vendor('ftp://acme.io'), findings: [] },
  { name: 'leaves the empty text to the rule about missing ones', document: vendor(''), findings: [] },
  { name: 'leaves templates and other shapes alone', document: vendor('{{url}}'), findings: [] },
]);
