import { PANEL_CONDITIONS as AT, panelWith } from '../../../../test/support/condition-samples.ts';
import { testRule } from '../../../../test/support/test-rule.ts';
import { CONTRADICTION } from './contradiction.ts';

const A = { condition: 'user_is_admin' };
const NOT_A = { ...A, invert: true };
const permission = (permission: string) => ({ condition: 'has_issue_permission', params: { permission } });

testRule(CONTRADICTION, [
  {
    name: 'finds what nobody ever sees',
    document: panelWith(A, { condition: 'user_is_logged_in' }, NOT_A),
    findings: [
      {
        pointer: `${AT}/2`,
        message:
          'user_is_admin and its opposite, at webPanels[0].conditions[0], are joined by "and": nobody ever sees webPanels[0].',
      },
    ],
  },
  {
    name: 'finds what decides nothing',
    document: panelWith({ or: [A, NOT_A] }),
    findings: [{ pointer: `${AT}/0/or/1`, message: 'are joined by "or": the list always holds.' }],
  },
  {
    name: 'finds what never holds, next to what may',
    document: panelWith({ or: [{ and: [A, NOT_A] }, { condition: 'user_is_logged_in' }] }),
    findings: [{ pointer: `${AT}/0/or/0/and/1`, message: 'are joined by "and": the list never holds.' }],
  },
  {
    name: 'finds no opposite in a condition of Bitbucket about something else',
    document: panelWith(
      { condition: 'equals', target: { attribute: 'a' } },
      { condition: 'equals', target: { attribute: 'b' }, invert: true },
    ),
    product: 'bitbucket',
    findings: [],
  },
  {
    name: 'finds repetitions, whatever the order of the params',
    document: panelWith(
      { condition: 'x', params: { a: '1', b: '2' } },
      { condition: 'x', params: { b: '2', a: '1' }, invert: false },
    ),
    findings: [
      {
        pointer: `${AT}/1`,
        message: 'x stands in this list already, at webPanels[0].conditions[0].',
        severity: 'info',
        fix: 'Remove the second one',
      },
    ],
  },
  {
    name: 'says nothing of other params, and of other lists',
    document: panelWith(
      permission('EDIT_ISSUES'),
      { ...permission('CLOSE_ISSUES'), invert: true },
      { or: [permission('CLOSE_ISSUES'), A] },
      { or: [NOT_A, permission('EDIT_ISSUES')] },
    ),
    findings: [],
  },
]);
