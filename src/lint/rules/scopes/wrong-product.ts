import { PRODUCT_NAMES, PRODUCTS } from '../../../catalog/products.ts';
import { CONTAINER_ADMIN, SCOPE_KINDS, type ScopeKind } from '../../../catalog/scopes.ts';
import type { Rule } from '../../rule.ts';
import { inCaseOf, knownScopes } from '../../view/scopes.ts';

/**
 * The schemas of both products accept the scopes of either. In the host of 2016, the other product's kind of
 * administration granted what it includes, up to DELETE, and nothing to administer.
 */
export const WRONG_PRODUCT: Rule = {
  id: 'scopes/wrong-product',
  severity: 'warning',
  summary:
    'An add-on asks for the scopes of its own product: PROJECT_ADMIN in Jira, SPACE_ADMIN in Confluence.',
  *check({ scopes, product }) {
    const target = PRODUCTS.find((one) => one === product);
    if (target === undefined) return;
    for (const { text, scope, pointer } of knownScopes(scopes)) {
      const { products }: ScopeKind = SCOPE_KINDS[scope];
      const [owner] = products;
      if (owner === undefined || products.includes(target)) continue;
      const own = inCaseOf(scopes, CONTAINER_ADMIN[target]);
      yield {
        pointer,
        message: `"${text}" is a scope of ${PRODUCT_NAMES[owner]}: in ${PRODUCT_NAMES[target]}, it lets the add-on administer nothing.`,
        hint: `Ask for "${own}" if the add-on is to ${SCOPE_KINDS[CONTAINER_ADMIN[target]].grants}, or else for less.`,
      };
    }
  },
};
