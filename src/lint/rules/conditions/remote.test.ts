import { PANEL_CONDITIONS as AT, panelWith } from '../../../../test/support/condition-samples.ts';
import { testRule } from '../../../../test/support/test-rule.ts';
import { REMOTE_CONDITION } from './remote.ts';

testRule(REMOTE_CONDITION, [
  {
    name: 'finds relative and absolute URLs',
    document: panelWith({ condition: '/show?issue={issue.key}' }, { condition: 'https://example.org/show' }),
    findings: [
      { pointer: `${AT}/0/condition`, message: 'The condition "/show?issue={issue.key}" is a URL' },
      { pointer: `${AT}/1/condition`, message: 'is a URL', hint: 'entity_property_equal_to' },
    ],
  },
  {
    name: 'says nothing of names',
    document: panelWith({ condition: 'user_is_admin' }, { condition: 'servicedesk.is_agent' }),
    findings: [],
  },
]);
