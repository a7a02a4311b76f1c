import { testRule } from '../../../../test/support/test-rule.ts';
import { BASE_URL_PORT } from './port.ts';

testRule(BASE_URL_PORT, [
  {
    name: 'finds a port that descriptors are not fetched from',
    document: { baseUrl: 'https://acme.io:3000/app' },
    findings: [{ pointer: '/baseUrl', message: 'baseUrl names port 3000', severity: 'warning', fix: null }],
  },
  {
    name: 'finds the usual port spelled out',
    document: { baseUrl: 'https://acme.io:443/app' },
    findings: [{ pointer: '/baseUrl', message: 'spells out the port', fix: 'Remove ":443"' }],
  },
  {
    name: 'finds that of http',
    document: { baseUrl: 'http://acme.io:80' },
    findings: [{ pointer: '/baseUrl', message: 'spells out the port', fix: 'Remove ":80"' }],
  },
  { name: 'takes 8080', document: { baseUrl: 'https://acme.io:8080' }, findings: [] },
  { name: 'takes a port in the path', document: { baseUrl: 'https://acme.io/a:443' }, findings: [] },
  { name: 'takes any port of this machine', document: { baseUrl: 'http://localhost:3000' }, findings: [] },
  {
    name: 'knows nothing of Bitbucket',
    document: { baseUrl: 'https://a.io:9' },
    product: 'bitbucket',
    findings: [],
  },
]);
