import { testRule } from '../../../../test/support/test-rule.ts';
import { URL_NEEDED } from './url-needed.ts';

const item = (more: object) => ({
  modules: { webItems: [{ key: 'a', location: 'jira.issue.tools', ...more }] },
});

testRule(URL_NEEDED, [
  {
    name: 'finds a link without URL',
    document: item({}),
    findings: [{ pointer: '/modules/webItems/0', message: 'webItems[0] has no URL' }],
  },
  {
    name: 'finds a dialog that is no module, without URL',
    document: item({ target: { type: 'dialog', options: { size: 'large' } } }),
    findings: [{ pointer: '/modules/webItems/0', message: 'has no URL' }],
  },
  { name: 'says nothing of a link with URL', document: item({ url: '/a' }), findings: [] },
  {
    name: 'says nothing of a link to a dialog module',
    document: item({ target: { type: 'DialogModule', options: { key: 'd' } } }),
    findings: [],
  },
  { name: 'leaves Bitbucket to its schema', document: item({}), product: 'bitbucket', findings: [] },
]);
