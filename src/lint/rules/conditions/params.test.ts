import { PANEL_CONDITIONS as AT, panelWith } from '../../../../test/support/condition-samples.ts';
import { testRule } from '../../../../test/support/test-rule.ts';
import { CONDITION_PARAMS } from './params.ts';

const property = (params: unknown) => panelWith({ condition: 'entity_property_equal_to', params });
const FULL = { entity: 'issue', propertyKey: 'status' };

testRule(CONDITION_PARAMS, [
  {
    name: 'finds params that are missing, all at once',
    document: panelWith({ condition: 'entity_property_equal_to', params: { entity: 'issue' } }),
    findings: [
      {
        pointer: `${AT}/0/condition`,
        message: 'entity_property_equal_to needs the params propertyKey and value.',
        hint: 'Write "params": { "entity": "…", "propertyKey": "…", "value": "…" }',
        severity: 'error',
      },
    ],
  },
  {
    name: 'finds that there are no params at all',
    document: panelWith({ condition: 'has_issue_permission' }),
    findings: [{ pointer: `${AT}/0/condition`, message: 'has_issue_permission needs the param permission.' }],
  },
  {
    name: 'is careful with what no source says to be checked at install',
    document: panelWith({ condition: 'jira_expression' }),
    findings: [{ pointer: `${AT}/0/condition`, message: 'expression', severity: 'warning' }],
  },
  {
    name: 'finds a bare word where JSON is due',
    document: property({ ...FULL, value: 'done' }),
    findings: [
      {
        pointer: `${AT}/0/params/value`,
        message: '"done" is no JSON: entity_property_equal_to compares JSON values.',
        hint: 'Write "value": "\\"done\\""',
      },
    ],
  },
  {
    name: 'knows what is meant by a truth value in upper case',
    document: property({ ...FULL, value: 'True' }),
    findings: [{ pointer: `${AT}/0/params/value`, message: '"True"', hint: 'Write "value": "true"' }],
  },
  {
    name: 'finds a path with two dots in a row',
    document: property({ ...FULL, value: '1', objectName: 'a..b' }),
    findings: [{ pointer: `${AT}/0/params/objectName`, message: 'two dots in a row' }],
  },
  ...['true', '"done"', '["a", 1]', '{{value}}'].map((value) => ({
    name: `says nothing of the value ${value}`,
    document: property({ ...FULL, value, objectName: 'a.b' }),
    findings: [],
  })),
  {
    name: 'says nothing of a value that is no text: that is for another rule',
    document: property({ ...FULL, value: true }),
    findings: [],
  },
  {
    name: 'says nothing of conditions without params, and of those whose params nobody knows',
    document: panelWith(
      { condition: 'user_is_admin' },
      { condition: 'addon_time_tracking_provider_enabled' },
    ),
    findings: [],
  },
  {
    name: 'says nothing of conditions of the other product',
    document: panelWith({ condition: 'has_page_permission' }),
    findings: [],
  },
]);
