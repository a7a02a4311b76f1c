import { testRule } from '../../../../test/support/test-rule.ts';
import { URL_RESERVED_PARAMETER } from './reserved-parameter.ts';

const panel = (url: string) => ({ modules: { webPanels: [{ key: 'p', url }] } });
const pointer = '/modules/webPanels/0/url';

testRule(URL_RESERVED_PARAMETER, [
  {
    name: 'finds what the product adds',
    document: panel('/p?lic={lic}'),
    findings: [
      { pointer, message: 'a parameter "lic" of its own: the product adds it', severity: 'warning' },
    ],
  },
  {
    name: 'finds a token',
    document: panel('/p?x=1&jwt=abc'),
    findings: [{ pointer, message: 'libraries take it for the token' }],
  },
  {
    name: 'finds a token in callbacks',
    document: { lifecycle: { installed: '/installed?jwt=1&cp=2' } },
    findings: [{ pointer: '/lifecycle/installed', message: '"jwt"', hint: 'Rename it.' }],
  },
  {
    name: 'takes the others where the product adds nothing',
    document: { modules: { webhooks: [{ event: 'jira:issue_created', url: '/h?cp=1&lic=2' }] } },
    findings: [],
  },
  { name: 'takes names that are alike', document: panel('/p?license=1&JWT=2&xdm=3'), findings: [] },
]);
