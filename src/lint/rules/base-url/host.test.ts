import { testRule } from '../../../../test/support/test-rule.ts';
import { BASE_URL_HOST } from './host.ts';

testRule(BASE_URL_HOST, [
  {
    name: 'finds the site of the product',
    document: { baseUrl: 'https://acme.atlassian.net' },
    findings: [
      { pointer: '/baseUrl', message: 'acme.atlassian.net is a site of Atlassian', severity: 'error' },
    ],
  },
  {
    name: 'finds where files are plain text',
    document: { baseUrl: 'https://raw.githubusercontent.com/acme/addon/main' },
    findings: [{ pointer: '/baseUrl', message: 'serves every file as plain text' }],
  },
  { name: 'takes pages on GitHub', document: { baseUrl: 'https://acme.github.io/addon' }, findings: [] },
  { name: 'leaves templates alone', document: { baseUrl: 'https://{{site}}.atlassian.net' }, findings: [] },
]);
