import { PANEL_CONDITIONS as AT, panelWith } from '../../../../test/support/condition-samples.ts';
import { testRule } from '../../../../test/support/test-rule.ts';
import { PARAM_NAMES } from './param-names.ts';

testRule(PARAM_NAMES, [
  {
    name: 'finds a misspelt param',
    document: panelWith({ condition: 'has_issue_permission', params: { permision: 'EDIT_ISSUES' } }),
    findings: [
      {
        pointer: `${AT}/0/params/permision`,
        message: 'has_issue_permission takes no param "permision": the product ignores it.',
        hint: 'Did you mean "permission"?',
      },
    ],
  },
  {
    name: 'finds params of a condition that takes none, without a suggestion',
    document: panelWith({ condition: 'user_is_admin', params: { permission: 'ADMINISTER' } }),
    findings: [{ pointer: `${AT}/0/params/permission`, message: 'user_is_admin takes no param' }],
  },
  {
    name: 'does not suggest what is there already',
    document: panelWith({
      condition: 'has_issue_permission',
      params: { permission: 'EDIT_ISSUES', permissions: 'EDIT_ISSUES' },
    }),
    findings: [{ pointer: `${AT}/0/params/permissions`, message: 'takes no param' }],
  },
  {
    name: 'says nothing where more params may be taken, or nobody knows which',
    document: panelWith(
      { condition: 'entity_property_contains_any_user_group', params: { entity: 'project', groups: 'x' } },
      { condition: 'addon_time_tracking_provider_enabled', params: { addonKey: 'x' } },
    ),
    findings: [],
  },
  {
    name: 'says nothing of params that are right',
    document: panelWith({ condition: 'feature_flag', params: { featureKey: 'x' } }),
    findings: [],
  },
]);
