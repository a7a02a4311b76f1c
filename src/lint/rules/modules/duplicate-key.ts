import { hasPlaceholder } from '../../../descriptor/placeholders.ts';
import type { Rule } from '../../rule.ts';
import { nameOf, quote } from '../../wording.ts';

export const DUPLICATE_KEY: Rule = {
  id: 'modules/duplicate-key',
  severity: 'error',
  summary: 'No two modules have the same key, whatever their types.',
  *check({ modules }) {
    const first = new Map<string, string>();
    for (const { key, pointer, type } of modules) {
      // Webhooks have no keys: what they call so is ignored.
      if (key === undefined || hasPlaceholder(key) || type === 'webhooks') continue;
      const taken = first.get(key);
      if (taken === undefined) {
        first.set(key, pointer);
        continue;
      }
      yield {
        pointer: `${pointer}/key`,
        message: `The key ${quote(key)} is taken already, by ${nameOf(taken)}.`,
        hint: 'Give one of the two another key. Keys are parts of addresses and of stored content: change the newer one.',
      };
    }
  },
};
