import { PRODUCTS } from '../../../catalog/products.ts';
import { impliedScopes, type Scope } from '../../../catalog/scopes.ts';
import { joinWords } from '../../../core/join-words.ts';
import type { Rule } from '../../rule.ts';
import { type KnownScopeView, knownScopes } from '../../view/scopes.ts';

/** A scope that another one implies changes nothing. Atlassian's own examples list both, so it is no mistake either. */
export const REDUNDANT: Rule = {
  id: 'scopes/redundant',
  severity: 'info',
  summary: 'A scope need not stand next to one that includes it.',
  *check({ scopes, products }) {
    const declared = firstOfEach(knownScopes(scopes));
    const targets = PRODUCTS.filter((product) => products.includes(product));
    if (targets.length === 0) return;
    const includes = (one: Scope, other: Scope) =>
      targets.every((product) => impliedScopes(one, product).includes(other));
    const isIncluded = ({ scope }: KnownScopeView) => declared.some((other) => includes(other.scope, scope));
    // NONE next to others is the matter of scopes/none-with-others.
    const redundant = declared.filter((entry) => entry.scope !== 'NONE' && isIncluded(entry));
    const [first] = redundant;
    if (first === undefined) return;
    const including = declared.filter(
      (entry) => !isIncluded(entry) && redundant.some(({ scope }) => includes(entry.scope, scope)),
    );
    const names = joinWords(redundant.map(quoted), 'and');
    const [verb, both] = including.length === 1 ? ['includes', ''] : ['include', ' each'];
    yield {
      pointer: first.pointer,
      message: `${joinWords(including.map(quoted), 'and')}${both} ${verb} ${names}.`,
      hint: `Remove ${names}: the add-on may do the same without.`,
      fix: {
        title: `Remove ${names}`,
        changes: redundant.map(({ pointer }) => ({ kind: 'remove', pointer })),
      },
    };
  },
};

/** Further entries of the same scope are the matter of scopes/duplicate. */
function firstOfEach(scopes: readonly KnownScopeView[]): readonly KnownScopeView[] {
  return scopes.filter(({ scope }, index) => scopes.findIndex((other) => other.scope === scope) === index);
}

function quoted({ text }: KnownScopeView): string {
  return `"${text}"`;
}
