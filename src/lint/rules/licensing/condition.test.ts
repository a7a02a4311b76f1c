import { testRule } from '../../../../test/support/test-rule.ts';
import { LICENSING_CONDITION } from './condition.ts';

const panel = (...conditions: readonly unknown[]) => ({ modules: { webPanels: [{ key: 'p', conditions }] } });
const licensed = { condition: 'addon_is_licensed' };

testRule(LICENSING_CONDITION, [
  {
    name: 'finds a module that nobody sees',
    document: panel(licensed),
    findings: [
      {
        pointer: '/modules/webPanels/0/conditions/0/condition',
        message: '"p" is shown to nobody',
        severity: 'error',
      },
    ],
  },
  {
    name: 'finds it inside of others, and with licensing turned off',
    document: { ...panel({ or: [licensed, { condition: 'user_is_admin' }] }), enableLicensing: false },
    findings: [{ pointer: '/modules/webPanels/0/conditions/0/or/0/condition', message: 'never holds' }],
  },
  {
    name: 'finds its opposite, which always holds',
    document: panel({ ...licensed, invert: true }),
    findings: [
      {
        pointer: '/modules/webPanels/0/conditions/0/condition',
        message: '"p" is shown to everyone',
        severity: 'warning',
      },
    ],
  },
  { name: 'takes it in paid add-ons', document: { ...panel(licensed), enableLicensing: true }, findings: [] },
  { name: 'takes other conditions', document: panel({ condition: 'user_is_logged_in' }), findings: [] },
]);
