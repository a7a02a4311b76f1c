import { PRODUCTS } from '../../../catalog/products.ts';
import type { Rule } from '../../rule.ts';
import { knownScopes } from '../../view/scopes.ts';

/**
 * Source: https://developer.atlassian.com/cloud/jira/platform/scopes-for-connect-apps/ (2025-12) and the operations
 * `GET /rest/api/3/user/email` and `/bulk`, `GET /wiki/rest/api/user/email` and `/bulk` of Atlassian's OpenAPI files.
 */
export const EMAIL: Rule = {
  id: 'scopes/email',
  severity: 'info',
  summary: 'An add-on that asks for e-mail addresses has been approved by Atlassian.',
  *check({ scopes, products }) {
    const entry = knownScopes(scopes).find(({ scope }) => scope === 'ACCESS_EMAIL_ADDRESSES');
    if (entry === undefined || !PRODUCTS.some((product) => products.includes(product))) return;
    yield {
      pointer: entry.pointer,
      message: `"${entry.text}" opens the two operations for e-mail addresses, and nothing else; Atlassian has to approve of a listed add-on that asks for it.`,
      hint: 'Keep it if the add-on has been approved and calls them. Do without where account ids or what people let others see of their profile will do.',
    };
  },
};
