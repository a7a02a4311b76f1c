import { testRule } from '../../../../test/support/test-rule.ts';
import { BASE_URL_TUNNEL } from './tunnel.ts';

testRule(BASE_URL_TUNNEL, [
  {
    name: 'finds a tunnel, and whose it is',
    document: { baseUrl: 'https://3b4b27bd.ngrok.io' },
    findings: [
      { pointer: '/baseUrl', message: 'the end of a tunnel (ngrok)', severity: 'warning', fix: null },
    ],
  },
  {
    name: 'finds it with a path',
    document: { baseUrl: 'https://quiet-lake.trycloudflare.com/jira' },
    findings: [{ pointer: '/baseUrl', message: '(Cloudflare)' }],
  },
  {
    name: 'finds it in Bitbucket too',
    document: { baseUrl: 'https://x.loca.lt' },
    product: 'bitbucket',
    findings: [{ pointer: '/baseUrl', message: '(localtunnel)' }],
  },
  {
    name: 'takes a host that is only called like one',
    document: { baseUrl: 'https://ngrok.acme.io' },
    findings: [],
  },
  { name: 'leaves templates alone', document: { baseUrl: 'https://{{name}}.ngrok.io' }, findings: [] },
]);
