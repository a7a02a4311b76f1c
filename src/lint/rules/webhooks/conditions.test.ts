import { testRule } from '../../../../test/support/test-rule.ts';
import { CONDITIONS } from './conditions.ts';

const withConditions = (conditions: unknown) => ({
  modules: { webhooks: [{ event: 'jira:issue_updated', url: '/hook', conditions }] },
});

testRule(CONDITIONS, [
  {
    name: 'tells that they may do nothing',
    document: withConditions([{ condition: 'user_is_logged_in' }]),
    findings: [
      {
        pointer: '/modules/webhooks/0/conditions',
        message: 'Nothing in the documentation of Connect says that conditions hold webhooks back.',
        hint: 'Do not rely on them',
        severity: 'info',
        fix: null,
      },
    ],
  },
  { name: 'has nothing against none', document: withConditions([]), findings: [] },
  {
    name: 'has nothing against those of other modules',
    document: { modules: { webPanels: [{ conditions: [{ condition: 'x' }] }] } },
    findings: [],
  },
]);
