import { allowedScopes, SCOPES_OF_MODULES, type Scope } from '../../../catalog/scopes.ts';
import { joinWords } from '../../../core/join-words.ts';
import type { Rule } from '../../rule.ts';
import { inCaseOf, requestedScopes } from '../../view/scopes.ts';

/** Modules that show what the add-on sends: without the scope for sending, they stay empty. */
export const MISSING_FOR_MODULE: Rule = {
  id: 'scopes/missing-for-module',
  severity: 'warning',
  summary:
    'An add-on that shows builds, deployments and the like in Jira asks for the scope that sending them takes.',
  needsAllOf: ['/scopes'],
  *check({ root, modules, scopes, products }) {
    const requested = requestedScopes(root);
    if (requested === undefined || !products.includes('jira')) return;
    const allowed = allowedScopes(requested, 'jira');
    const needed: Readonly<Record<string, Scope>> = SCOPES_OF_MODULES;
    const types = [...new Set(modules.map(({ type }) => type))].filter((type) => {
      const scope = Object.hasOwn(needed, type) ? needed[type] : undefined;
      return scope !== undefined && !allowed.has(scope);
    });
    const [first] = types;
    if (first === undefined) return;
    const scope = needed[first] ?? 'WRITE';
    yield {
      pointer: '/modules',
      key: first,
      message: `${joinWords(types, 'and')} ${types.length === 1 ? 'shows' : 'show'} what the add-on sends to Jira, and sending takes the scope ${scope}.`,
      hint: `Add "${inCaseOf(scopes, scope)}" to "scopes".`,
    };
  },
};
