import { testRule } from '../../../../test/support/test-rule.ts';
import { URL_LEAVES_BASE } from './leaves-base.ts';

const page = (url: unknown) => ({ modules: { generalPages: [{ key: 'p', url }] } });
const pointer = '/modules/generalPages/0/url';

testRule(URL_LEAVES_BASE, [
  ...['//acme.io/page', String.raw`\\acme.io`, String.raw`/\acme.io`].map((url) => ({
    name: `finds ${url}`,
    document: page(url),
    findings: [{ pointer, message: 'begins with', severity: 'error' }],
  })),
  ...['/../page', '/a/../../page', '/%2e%2E/page', '../page', '/a/..\\..\\b'].map((url) => ({
    name: `finds ${url}`,
    document: page(url),
    findings: [{ pointer, message: 'climbs above baseUrl' }],
  })),
  {
    name: 'finds callbacks and images too',
    document: {
      lifecycle: { installed: '/../installed' },
      modules: { generalPages: [{ key: 'p', url: '/p', icon: { url: '//cdn.acme.io/i.png' } }] },
    },
    findings: [
      { pointer: '/lifecycle/installed', message: 'climbs above baseUrl' },
      { pointer: '/modules/generalPages/0/icon/url', message: 'begins with "//"' },
    ],
  },
  { name: 'takes steps that stay below', document: page('/a/b/../../c'), findings: [] },
  { name: 'takes dots in the query', document: page('/a?next=../..//x'), findings: [] },
  { name: 'takes names with dots', document: page('/..a/...'), findings: [] },
  {
    name: 'leaves absolute ones to the rule about them',
    document: page('https://acme.io/../x'),
    findings: [],
  },
  { name: 'knows nothing of Bitbucket', document: page('//acme.io'), product: 'bitbucket', findings: [] },
]);
