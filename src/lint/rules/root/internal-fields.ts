import type { Rule } from '../../rule.ts';

/** Written by the product into what it keeps of a descriptor. */
const INTERNAL = ['installedDate', 'lastUpdated'] as const;

export const ROOT_INTERNAL_FIELDS: Rule = {
  id: 'root/internal-fields',
  severity: 'info',
  summary: 'The descriptor leaves to the product what the product writes.',
  *check({ root }) {
    for (const key of INTERNAL) {
      if (!Object.hasOwn(root, key)) continue;
      yield {
        pointer: '',
        key,
        message: `"${key}" is written by the product into what it keeps of the descriptor: here it says nothing.`,
        hint: 'Remove it.',
        fix: { title: `Remove "${key}"`, changes: [{ kind: 'remove', pointer: `/${key}` }] },
      };
    }
  },
};
