import { PRODUCTS } from '../../../catalog/products.ts';
import { allowedScopes } from '../../../catalog/scopes.ts';
import type { Rule } from '../../rule.ts';
import { inCaseOf, requestedScopes } from '../../view/scopes.ts';

/**
 * Every event needs READ, or a scope that includes it.
 * Source: Atlassian's host plugin, github:mahmoudimus/ac@6626e41, `WebHookScopeValidator` refuses the descriptor with
 * `connect.install.error.missing.scope`; `WebHookScopeServiceImpl` asks the same scope of every event.
 */
export const MISSING_FOR_WEBHOOKS: Rule = {
  id: 'scopes/missing-for-webhooks',
  severity: 'error',
  summary: 'An add-on with webhooks asks for READ, or for a scope that includes it.',
  refusesInstall: true,
  needsAllOf: ['/scopes'],
  *check({ root, modules, scopes, products }) {
    const webhooks = modules.filter(({ type }) => type === 'webhooks');
    const requested = requestedScopes(root);
    const targets = PRODUCTS.filter((product) => products.includes(product));
    if (webhooks.length === 0 || requested === undefined) return;
    if (targets.every((product) => allowedScopes(requested, product).has('READ'))) return;
    const isMissing = root['scopes'] === undefined;
    const scope = inCaseOf(scopes, 'READ');
    const asks = requested.length === 0 ? 'no scope' : 'neither READ nor a scope that includes it';
    yield {
      ...(isMissing ? { pointer: '/modules', key: 'webhooks' } : { pointer: '/scopes' }),
      message: `Webhooks need the scope READ, and the add-on asks for ${asks}.`,
      hint: isMissing ? `Add "scopes": ["${scope}"] to the descriptor.` : `Add "${scope}" to the list.`,
    };
  },
};
