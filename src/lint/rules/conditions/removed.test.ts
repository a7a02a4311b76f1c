import { PANEL_CONDITIONS as AT, panelWith } from '../../../../test/support/condition-samples.ts';
import { testRule } from '../../../../test/support/test-rule.ts';
import { REMOVED_CONDITION } from './removed.ts';

testRule(REMOVED_CONDITION, [
  {
    name: 'finds a condition of 2014',
    document: panelWith({ condition: 'can_attach_screenshot_to_issue', invert: true }),
    findings: [
      {
        pointer: `${AT}/0/condition`,
        message: 'Jira no longer has the condition can_attach_screenshot_to_issue',
      },
    ],
  },
  {
    name: 'says nothing of its neighbour that is still there',
    document: panelWith({ condition: 'can_attach_file_to_issue' }),
    findings: [],
  },
  {
    name: 'says nothing of the other product',
    document: panelWith({ condition: 'target_user_can_set_status' }),
    findings: [],
  },
]);
