import { joinWords } from '../../../core/join-words.ts';
import type { Rule } from '../../rule.ts';
import { authenticationOf } from '../../view/authentication.ts';
import { isForJiraOrConfluence } from '../../view/products.ts';

export const AUTHENTICATION_UNSIGNED: Rule = {
  id: 'authentication/unsigned',
  severity: 'warning',
  summary: 'An add-on that is called, or acts for people, has authentication jwt.',
  needsAllOf: ['/authentication'],
  *check(view) {
    if (!isForJiraOrConfluence(view) || authenticationOf(view.root) !== 'none') return;
    const { modules, urls, scopes } = view;
    const called = [
      ...(urls.some(({ use }) => use === 'lifecycle') ? ['lifecycle callbacks'] : []),
      ...(modules.some(({ type }) => type === 'webhooks') ? ['webhooks'] : []),
    ];
    if (called.length > 0) {
      yield {
        pointer: '/authentication/type',
        message: `With authentication none, ${joinWords(called, 'and')} arrive without a signature: anyone can send the add-on calls that look like them.`,
        hint: 'Use "type": "jwt" and verify the token of each call.',
      };
    }
    const acting = scopes.find(({ scope }) => scope === 'ACT_AS_USER');
    if (acting !== undefined) {
      yield {
        pointer: acting.pointer,
        message:
          'ACT_AS_USER cannot be used with authentication none: without a secret the add-on cannot sign the request for a token.',
        hint: 'Use "type": "jwt", or remove the scope.',
      };
    }
  },
};
