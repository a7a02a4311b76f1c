// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the form of variables in webhooks
import { testRule } from '../../../../test/support/test-rule.ts';
import { URL_PERSONAL_DATA } from './personal-data.ts';

const panel = (url: string) => ({ modules: { webPanels: [{ key: 'p', url }] } });
const pointer = '/modules/webPanels/0/url';
const hook = (event: string, url: string) => ({ modules: { webhooks: [{ event, url }] } });

testRule(URL_PERSONAL_DATA, [
  {
    name: 'finds what is gone since the GDPR migration',
    document: panel('/p?u={user_id}&t={tz}&n={profileUser.name}&i={issue.key}'),
    findings: [
      { pointer, message: '{user_id}', hint: 'the claim "sub"', severity: 'warning' },
      { pointer, message: '{tz}' },
      { pointer, message: '{profileUser.name}' },
    ],
  },
  {
    name: 'finds it in macros',
    document: { modules: { staticContentMacros: [{ key: 'm', url: '/m?u={user.key}' }] } },
    product: 'confluence',
    findings: [{ pointer: '/modules/staticContentMacros/0/url', message: '{user.key}' }],
  },
  {
    name: 'finds e-mail addresses',
    document: panel('/p?contact=jane.doe%40acme.io'),
    findings: [{ pointer, message: 'an e-mail address in its parameter "contact"' }],
  },
  {
    name: 'finds the old names of people in webhooks about people',
    document: hook('user_updated', '/h?u=${modifiedUser.key}'),
    findings: [
      {
        pointer: '/modules/webhooks/0/url',
        message: '${modifiedUser.key}',
        hint: '${modifiedUser.accountId}',
      },
    ],
  },
  {
    name: 'leaves events about other things to the rule about variables',
    document: hook('jira:issue_created', '/h?u=${modifiedUser.key}'),
    findings: [],
  },
  {
    name: 'takes account ids',
    document: hook('user_updated', '/h?u=${modifiedUser.accountId}'),
    findings: [],
  },
  { name: 'takes addresses that are none', document: panel('/p?a=@acme&b=a@b&c={x}@y.z'), findings: [] },
  { name: 'takes names of parameters', document: panel('/p?user_id={issue.key}&tz=UTC'), findings: [] },
]);
