import { PANEL_CONDITIONS as AT, panelWith } from '../../../../test/support/condition-samples.ts';
import { testRule } from '../../../../test/support/test-rule.ts';
import { UNKNOWN_CONDITION } from './unknown.ts';

testRule(UNKNOWN_CONDITION, [
  {
    name: 'finds what a misspelt name was meant to be',
    document: panelWith({ condition: 'user_is_loged_in' }),
    findings: [
      {
        pointer: `${AT}/0/condition`,
        message: 'There is no condition "user_is_loged_in".',
        hint: 'Did you mean "user_is_logged_in"?',
      },
    ],
  },
  {
    name: 'takes a name of Forge or with dashes for its twin',
    document: panelWith({ or: [{ condition: 'hasIssuePermission' }, { condition: 'user-is-admin' }] }),
    findings: [
      { pointer: `${AT}/0/or/0/condition`, message: 'no condition', hint: '"has_issue_permission"' },
      { pointer: `${AT}/0/or/1/condition`, message: 'no condition', hint: '"user_is_admin"' },
    ],
  },
  {
    name: 'is careful with a name that is like no other: the list may lack some',
    document: panelWith({ condition: 'moon_is_full' }),
    findings: [
      {
        pointer: `${AT}/0/condition`,
        message: '"moon_is_full" is no condition that connect-kit knows of.',
        hint: 'Check the name',
        severity: 'info',
      },
    ],
  },
  {
    name: 'takes no condition for another that differs in a word',
    document: panelWith({ condition: 'has_blog_permission' }),
    product: 'confluence',
    findings: [{ pointer: `${AT}/0/condition`, message: 'knows of', severity: 'info' }],
  },
  {
    name: 'suggests what the product has',
    document: panelWith({ condition: 'has_page_permision' }),
    findings: [{ pointer: `${AT}/0/condition`, message: 'knows of', severity: 'info' }],
  },
  {
    name: 'says nothing of conditions that there are, in either product or long ago',
    document: panelWith(
      { condition: 'user_is_logged_in' },
      { condition: 'jira_expression', params: { expression: 'true' } },
      { condition: 'has_page_permission' },
      { condition: 'can_attach_screenshot_to_issue' },
    ),
    findings: [],
  },
  {
    name: 'says nothing of URLs and placeholders',
    document: panelWith({ condition: '/show' }, { condition: '{{condition}}' }),
    findings: [],
  },
  {
    name: "leaves Bitbucket's conditions to Bitbucket",
    document: panelWith({ condition: 'has_permission' }),
    product: 'bitbucket',
    findings: [],
  },
]);
