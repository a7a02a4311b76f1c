import type { Rule } from '../../rule.ts';
import { knownScopes } from '../../view/scopes.ts';

/** What NONE grants, every add-on has. */
export const NONE_WITH_OTHERS: Rule = {
  id: 'scopes/none-with-others',
  severity: 'info',
  summary: 'NONE adds nothing to other scopes.',
  *check({ scopes }) {
    const known = knownScopes(scopes);
    const none = known.find(({ scope }) => scope === 'NONE');
    const other = known.find(({ scope }) => scope !== 'NONE');
    if (none === undefined || other === undefined) return;
    yield {
      pointer: none.pointer,
      message: `"${none.text}" adds nothing to "${other.text}".`,
      hint: 'Remove it: what it grants, the data of the add-on itself, every add-on has.',
      fix: { title: `Remove "${none.text}"`, changes: [{ kind: 'remove', pointer: none.pointer }] },
    };
  },
};
