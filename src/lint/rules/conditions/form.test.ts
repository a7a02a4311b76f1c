import { PANEL_CONDITIONS as AT, panelWith } from '../../../../test/support/condition-samples.ts';
import { testRule } from '../../../../test/support/test-rule.ts';
import { CONDITION_FORM } from './form.ts';

const A = { condition: 'user_is_admin' };
const B = { condition: 'user_is_logged_in' };

testRule(CONDITION_FORM, [
  {
    name: 'finds a name and a list in one',
    document: panelWith({ ...A, or: [B] }),
    findings: [
      {
        pointer: `${AT}/0/or`,
        message:
          'webPanels[0].conditions[0] has "condition" and "or": the name counts, and the list is ignored.',
      },
    ],
  },
  {
    name: 'finds two lists in one',
    document: panelWith({ and: [A], or: [B] }),
    findings: [{ pointer: `${AT}/0/or`, message: 'has "and" and "or": only one of the lists counts' }],
  },
  {
    name: 'finds empty lists inside, at any depth',
    document: panelWith({ and: [A, { or: [] }] }),
    findings: [
      {
        pointer: `${AT}/0/and/1/or`,
        message: 'webPanels[0].conditions[0].and[1].or is empty: none of its conditions can hold.',
      },
    ],
  },
  {
    name: 'finds a list that is inverted',
    document: panelWith({ or: [A, B], invert: true }),
    findings: [{ pointer: `${AT}/0/invert`, message: '"invert" counts next to "condition" only' }],
  },
  {
    name: 'tells that an older host reads "type": "OR" as "and"',
    document: panelWith({ type: 'OR', conditions: [A, B] }),
    findings: [
      {
        pointer: `${AT}/0/type`,
        message: 'takes no notice of "type"',
        severity: 'info',
        fix: 'Join the conditions by "or" itself',
      },
    ],
  },
  {
    name: 'finds a type that says something else than its list',
    document: panelWith({ type: 'OR', and: [A, B] }),
    findings: [{ pointer: `${AT}/0/type`, message: 'is joined by "and", and its "type" says "or"' }],
  },
  {
    name: 'says nothing of either form as it should be',
    document: panelWith(
      A,
      { or: [A, { and: [B, A] }] },
      { type: 'AND', conditions: [A, B] },
      { type: 'or', or: [A] },
    ),
    findings: [],
  },
  {
    name: 'says nothing of a module without conditions, and of what the schema refuses',
    document: {
      modules: {
        webPanels: [
          { conditions: [] },
          { conditions: 'x' },
          { conditions: [null, {}, { or: {} }, { type: 'OR' }] },
        ],
      },
    },
    findings: [],
  },
]);
