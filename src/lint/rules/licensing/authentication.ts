import type { Rule } from '../../rule.ts';
import { authenticationOf } from '../../view/authentication.ts';
import { isForJiraOrConfluence } from '../../view/products.ts';

export const LICENSING_AUTHENTICATION: Rule = {
  id: 'licensing/authentication',
  severity: 'warning',
  summary: 'A paid add-on has authentication jwt.',
  needsAllOf: ['/authentication'],
  *check(view) {
    const { root } = view;
    if (!isForJiraOrConfluence(view) || root['enableLicensing'] !== true || authenticationOf(root) !== 'none')
      return;
    yield {
      pointer: '',
      key: 'enableLicensing',
      message:
        'The add-on is licensed, but has authentication none: its pages are opened with "lic" and no signature, so that anyone can write lic=active.',
      hint: 'Use "type": "jwt", and trust "lic" only where the token covers it.',
    };
  },
};
