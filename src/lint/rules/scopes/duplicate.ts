import type { Rule } from '../../rule.ts';
import { knownScopes } from '../../view/scopes.ts';

/** The product makes a set of the list: the second entry changes nothing. */
export const DUPLICATE: Rule = {
  id: 'scopes/duplicate',
  severity: 'info',
  summary: 'A scope stands in the list once.',
  *check({ scopes }) {
    const known = knownScopes(scopes);
    for (const [index, { text, scope, pointer }] of known.entries()) {
      const first = known.slice(0, index).find((other) => other.scope === scope);
      if (first === undefined) continue;
      const asWhat = first.text === text ? '' : ` as "${first.text}"`;
      yield {
        pointer,
        message: `"${text}" is in the list already${asWhat}.`,
        hint: 'Remove it: upper and lower case are the same scope.',
        fix: { title: `Remove the second "${text}"`, changes: [{ kind: 'remove', pointer }] },
      };
    }
  },
};
