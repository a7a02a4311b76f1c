import { testRule } from '../../../../test/support/test-rule.ts';
import { LAYOUT_IGNORED } from './layout-ignored.ts';

const panel = (location: string, more: object = { layout: { width: '10px', height: '100%' } }) => ({
  modules: { webPanels: [{ key: 'a', location, ...more }] },
});

testRule(LAYOUT_IGNORED, [
  {
    name: 'finds the layout of a panel on the issue view',
    document: panel('atl.jira.view.issue.left.context'),
    findings: [
      {
        pointer: '/modules/webPanels/0/layout',
        message: 'The issue view takes no notice of the layout of webPanels[0].',
      },
    ],
  },
  { name: 'says nothing of panels elsewhere', document: panel('atl.general'), findings: [] },
  {
    name: 'says nothing of panels without layout',
    document: panel('atl.jira.view.issue.left.context', {}),
    findings: [],
  },
]);
