import { testRule } from '../../../../test/support/test-rule.ts';
import { LINKS_SELF } from './self.ts';

const self = (text: unknown, baseUrl = 'https://acme.io/app') => ({ baseUrl, links: { self: text } });
const pointer = '/links/self';

testRule(LINKS_SELF, [
  {
    name: 'finds another host',
    document: self('https://old.acme.io/atlassian-connect.json'),
    findings: [
      { pointer, message: 'links.self is on old.acme.io, while baseUrl is on acme.io', severity: 'info' },
    ],
  },
  {
    name: 'finds the base URL',
    document: self('https://acme.io/app/'),
    findings: [{ pointer, message: 'is the base URL' }],
  },
  {
    name: 'finds a path',
    document: self('/atlassian-connect.json'),
    findings: [{ pointer, message: 'is not absolute' }],
  },
  { name: 'takes the descriptor', document: self('https://acme.io/atlassian-connect.json'), findings: [] },
  { name: 'leaves templates alone', document: self('{{localBaseUrl}}/atlassian-connect.json'), findings: [] },
  {
    name: 'compares nothing with a template',
    document: self('https://acme.io/x', '{{localBaseUrl}}'),
    findings: [],
  },
  { name: 'leaves other shapes alone', document: { links: 'self' }, findings: [] },
]);
