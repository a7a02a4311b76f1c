import { PRODUCTS } from '../../../catalog/products.ts';
import type { Rule } from '../../rule.ts';
import { finalText } from '../../view/descriptor-view.ts';
import { knownScopes, requestedScopes } from '../../view/scopes.ts';

/**
 * To act for a person, an add-on swaps an assertion, signed with its secret, for a token; the token opens what the
 * add-on's other scopes open.
 * Source: https://developer.atlassian.com/cloud/jira/platform/user-impersonation-for-connect-apps (2026-01)
 */
export const ACT_AS_USER: Rule = {
  id: 'scopes/act-as-user',
  severity: 'warning',
  summary: 'An add-on that asks to act for people has a secret to sign with, and scopes to act with.',
  needsAllOf: ['/scopes', '/authentication'],
  *check({ root, scopes, products }) {
    const entry = knownScopes(scopes).find(({ scope }) => scope === 'ACT_AS_USER');
    if (entry === undefined || !PRODUCTS.some((product) => products.includes(product))) return;
    const { text, pointer } = entry;
    if (finalText(root['authentication'], 'type')?.toLowerCase() === 'none') {
      yield {
        pointer,
        message: `"${text}" is of no use without a secret, and with authentication "none" the add-on gets none.`,
        hint: `Set the type of "authentication" to "jwt", or remove "${text}".`,
      };
      return;
    }
    const others = requestedScopes(root)?.filter((scope) => scope !== 'ACT_AS_USER' && scope !== 'NONE');
    if (others?.length !== 0) return;
    yield {
      pointer,
      message: `"${text}" alone opens next to nothing: who acts for a person can call what the other scopes open.`,
      hint: 'Add the scopes of the operations that the add-on calls for people, for instance "READ".',
    };
  },
};
