import { pageWith, panelWith } from '../../../../test/support/condition-samples.ts';
import { testRule } from '../../../../test/support/test-rule.ts';
import { NEEDS_CONTEXT } from './needs-context.ts';

testRule(NEEDS_CONTEXT, [
  {
    name: 'finds a condition about an issue on a general page',
    document: pageWith({ or: [{ condition: 'user_is_admin' }, { condition: 'is_issue_editable' }] }),
    findings: [
      {
        pointer: '/modules/generalPages/0/conditions/0/or/1/condition',
        message:
          'generalPages[0] is a page without a context: it cannot have the condition is_issue_editable, which is about an issue.',
        severity: 'error',
      },
    ],
  },
  {
    name: 'finds one in a single page, of which it is not known what it needs',
    document: {
      modules: {
        configurePage: {
          key: 'c',
          name: { value: 'C' },
          url: '/c',
          conditions: [{ condition: 'voting_enabled' }],
        },
      },
    },
    findings: [
      {
        pointer: '/modules/configurePage/conditions/0/condition',
        message: 'it cannot have the condition voting_enabled.',
      },
    ],
  },
  {
    name: 'is careful with what pages are not known to refuse',
    document: pageWith({ condition: 'jira_expression', params: { expression: 'true' } }),
    findings: [
      {
        pointer: '/modules/generalPages/0/conditions/0/condition',
        message: 'jira_expression',
        severity: 'warning',
      },
    ],
  },
  {
    name: 'says nothing of what pages allow',
    document: pageWith(
      { condition: 'user_is_logged_in' },
      { condition: 'addon_property_exists' },
      { condition: 'has_global_permission' },
      { condition: 'project_type' },
    ),
    findings: [],
  },
  {
    name: 'says nothing of modules that are about something',
    document: panelWith({ condition: 'is_issue_editable' }),
    findings: [],
  },
  {
    name: 'leaves unknown conditions to their own rule',
    document: pageWith({ condition: 'moon_is_full' }, { condition: 'has_page_permission' }),
    findings: [],
  },
]);
