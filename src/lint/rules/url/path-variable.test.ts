// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the form of variables in webhooks
import { testRule } from '../../../../test/support/test-rule.ts';
import { URL_PATH_VARIABLE } from './path-variable.ts';

const hook = (url: string) => ({ modules: { webhooks: [{ event: 'jira:issue_created', url }] } });

testRule(URL_PATH_VARIABLE, [
  {
    name: 'finds a variable in the path',
    document: hook('/issues/${issue.key}/created'),
    findings: [
      {
        pointer: '/modules/webhooks/0/url',
        message: '${issue.key} in its path: atlassian-connect-express takes the path literally',
        hint: '?issue-key=${issue.key}',
        severity: 'info',
      },
    ],
  },
  { name: 'takes it in the query', document: hook('/issues?key=${issue.key}'), findings: [] },
  { name: 'takes what a server fills in', document: hook('/${app.path}/issues'), findings: [] },
  {
    name: 'takes variables of pages in the path',
    document: { modules: { webPanels: [{ key: 'p', url: '/{issue.key}' }] } },
    findings: [],
  },
]);
