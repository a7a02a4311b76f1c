import { PANEL_CONDITIONS as AT, panelWith } from '../../../../test/support/condition-samples.ts';
import { testRule } from '../../../../test/support/test-rule.ts';
import { PARAM_VALUES } from './param-values.ts';

const permission = (value: unknown, condition = 'has_project_permission') =>
  panelWith({ condition, params: { permission: value } });
const AT_PERMISSION = `${AT}/0/params/permission`;

testRule(PARAM_VALUES, [
  {
    name: 'finds values that are no texts, and writes them as such',
    document: panelWith({
      condition: 'entity_property_equal_to',
      params: { entity: 'issue', propertyKey: 'p', value: true },
    }),
    findings: [
      {
        pointer: `${AT}/0/params/value`,
        message: 'The param value must be a text, not true.',
        hint: 'Write "true"',
        fix: 'Write the value as a text',
      },
    ],
  },
  {
    name: 'finds lists, of conditions with unknown params too',
    document: panelWith({ condition: 'entity_property_contains_context', params: { more: ['a'] } }),
    findings: [{ pointer: `${AT}/0/params/more`, message: 'not ["a"]', hint: 'Write "[\\"a\\"]"' }],
  },
  {
    name: 'finds a misspelt permission',
    document: permission('EDIT_ISSUE'),
    findings: [{ pointer: AT_PERMISSION, message: '"EDIT_ISSUE"', hint: 'Did you mean "EDIT_ISSUES"?' }],
  },
  {
    name: 'finds a permission with its words apart',
    document: permission('browse projects'),
    findings: [{ pointer: AT_PERMISSION, message: 'browse projects', hint: '"BROWSE_PROJECTS"' }],
  },
  {
    name: 'is careful with a permission that is like no other',
    document: permission('MANAGE_SPRINTS_PERMISSION'),
    findings: [{ pointer: AT_PERMISSION, message: 'connect-kit knows of', severity: 'info' }],
  },
  {
    name: 'finds a permission of its own that it does not define',
    document: {
      modules: {
        webPanels: [
          {
            conditions: [
              { condition: 'has_project_permission', params: { permission: 'com.example.sound__vote' } },
            ],
          },
        ],
        jiraProjectPermissions: [{ key: 'votes' }],
      },
    },
    findings: [
      {
        pointer: AT_PERMISSION,
        message:
          'This add-on has no entry of jiraProjectPermissions for the permission "com.example.sound__vote".',
        hint: '"com.example.sound__votes"',
      },
    ],
  },
  {
    name: 'says nothing of permissions of its own, and of other add-ons',
    document: {
      modules: {
        jiraGlobalPermissions: [{ key: 'vote' }],
        webPanels: [
          {
            conditions: [
              { condition: 'has_global_permission', params: { permission: 'com.example.sound__vote' } },
              { condition: 'has_global_permission', params: { permission: 'other__vote' } },
            ],
          },
        ],
      },
    },
    findings: [],
  },
  {
    name: 'finds an entity of the other product',
    document: panelWith({
      condition: 'entity_property_exists',
      params: { entity: 'space', propertyKey: 'p' },
    }),
    findings: [
      { pointer: `${AT}/0/params/entity`, message: '"space"', hint: 'Known are addon, ', severity: 'info' },
    ],
  },
  {
    name: 'finds a permission of Confluence in lower case',
    document: permission('edit', 'has_page_permission'),
    product: 'confluence',
    findings: [{ pointer: AT_PERMISSION, message: '"edit"', hint: '"EDIT"', severity: 'warning' }],
  },
  {
    name: 'says nothing of known values and placeholders',
    document: panelWith(
      { condition: 'has_project_permission', params: { permission: 'BROWSE_PROJECTS' } },
      { condition: 'has_project_permission', params: { permission: '{{permission}}' } },
      { condition: 'can_use_application', params: { applicationKey: 'jira-software' } },
    ),
    findings: [],
  },
]);
