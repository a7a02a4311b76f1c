import type { Rule } from '../../rule.ts';
import { isForJiraOrConfluence } from '../../view/products.ts';

export const LICENSING_CONDITION: Rule = {
  id: 'licensing/condition',
  severity: 'error',
  summary: 'Only paid add-ons ask whether they are licensed.',
  needsAllOf: ['/enableLicensing'],
  *check(view) {
    if (!isForJiraOrConfluence(view) || view.root['enableLicensing'] === true) return;
    for (const { name, isInverted, pointer, module } of view.conditions) {
      if (name !== 'addon_is_licensed') continue;
      const shown = module.key === undefined ? module.type : `"${module.key}"`;
      yield {
        pointer: `${pointer}/condition`,
        ...(isInverted ? { severity: 'warning' as const } : {}),
        message: `addon_is_licensed never holds without "enableLicensing": true: ${shown} is ${isInverted ? 'shown to everyone' : 'shown to nobody'} on account of it.`,
        hint: 'Remove the condition, or write "enableLicensing": true if the add-on is sold.',
      };
    }
  },
};
