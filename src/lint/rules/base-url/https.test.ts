import { testRule } from '../../../../test/support/test-rule.ts';
import { BASE_URL_HTTPS } from './https.ts';

testRule(BASE_URL_HTTPS, [
  {
    name: 'finds http',
    document: { baseUrl: 'http://addon.acme.io' },
    findings: [
      {
        pointer: '/baseUrl',
        message: 'baseUrl is not https',
        hint: 'addon.acme.io',
        severity: 'error',
        fix: null,
      },
    ],
  },
  {
    name: 'finds it in the base URL of a region',
    document: { regionBaseUrls: { EU: 'http://eu.acme.io', US: 'https://us.acme.io' } },
    findings: [{ pointer: '/regionBaseUrls/EU', message: 'regionBaseUrls.EU is not https' }],
  },
  { name: 'takes https', document: { baseUrl: 'https://addon.acme.io' }, findings: [] },
  { name: 'takes http on this machine', document: { baseUrl: 'http://localhost:3000' }, findings: [] },
  { name: 'takes http on a private network', document: { baseUrl: 'http://192.168.0.7:3000' }, findings: [] },
  { name: 'takes http between containers', document: { baseUrl: 'http://my-addon:3000' }, findings: [] },
  {
    name: 'knows nothing of Bitbucket',
    document: { baseUrl: 'http://a.acme.io' },
    product: 'bitbucket',
    findings: [],
  },
  { name: 'leaves templates alone', document: { baseUrl: 'http://{{host}}' }, findings: [] },
  { name: 'leaves what is no URL alone', document: { baseUrl: 'http://' }, findings: [] },
  { name: 'leaves other shapes alone', document: { baseUrl: 7, regionBaseUrls: [] }, findings: [] },
]);
