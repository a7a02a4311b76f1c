import { testRule } from '../../../../test/support/test-rule.ts';
import { BASE_URL_FORM } from './form.ts';

const finds = (baseUrl: string, message: string, more: object = {}) => ({
  name: `finds what is wrong with ${JSON.stringify(baseUrl)}`,
  document: { baseUrl },
  findings: [{ pointer: '/baseUrl', message, severity: 'error', fix: null, ...more }],
});
const harmless = { severity: 'warning' };

testRule(BASE_URL_FORM, [
  finds('https://', 'baseUrl is no URL'),
  finds('https://acme.io:99999', 'baseUrl is no URL'),
  finds('https://acme.io ', 'has blanks in it', { fix: 'Write https://acme.io' }),
  finds('https://acme.io/a b', 'has blanks in it'),
  finds('https://acme.io/#/app', 'has a fragment'),
  finds('https://acme.io?tenant=1', 'has a query'),
  finds('https://acme.io/?', 'has a query'),
  finds('https://user:secret@acme.io', 'has a user name in it'),
  finds('https://acme.io/a/../b', 'has dot segments in its path', harmless),
  finds('https://acme.io/a/%2E%2e/b', 'has dot segments in its path', harmless),
  finds('https://acme.io/a//b', 'has a double slash in its path', harmless),
  finds(String.raw`https://acme.io/a\b`, 'has backslashes in its path', harmless),
  finds('https://acme.io/a%2Fb', 'has an encoded slash', harmless),
  finds('https://Acme.io/App', 'has capitals in its host', { ...harmless, fix: 'Write https://acme.io/App' }),
  { name: 'takes capitals in the path', document: { baseUrl: 'https://acme.io/App' }, findings: [] },
  { name: 'takes dots in the path', document: { baseUrl: 'https://acme.io/v1.2/.well-known' }, findings: [] },
  { name: 'takes ports and other letters', document: { baseUrl: 'https://ümlaut.io:8443/ä' }, findings: [] },
  {
    name: 'leaves a slash at the end to the rule about it',
    document: { baseUrl: 'https://acme.io//' },
    findings: [],
  },
  {
    name: 'leaves what is to be replaced to the rule about it',
    document: { baseUrl: 'https://<host>' },
    findings: [],
  },
  { name: 'leaves other schemes to the schema', document: { baseUrl: 'ftp://acme.io/a b' }, findings: [] },
  { name: 'leaves templates alone', document: { baseUrl: 'https://{{host}}/#' }, findings: [] },
]);
