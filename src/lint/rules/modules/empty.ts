import { isRecord } from '../../../core/json.ts';
import { toPointer } from '../../json-pointer.ts';
import type { Rule } from '../../rule.ts';

export const EMPTY_MODULES: Rule = {
  id: 'modules/empty',
  severity: 'info',
  summary: 'Module types that are named have modules.',
  *check({ root }) {
    const { modules } = root;
    if (!isRecord(modules)) return;
    for (const [type, list] of Object.entries(modules)) {
      if (!Array.isArray(list) || list.length > 0) continue;
      yield {
        pointer: '/modules',
        key: type,
        message: `The list of ${type} is empty.`,
        fix: {
          title: 'Remove the empty list',
          changes: [{ kind: 'remove', pointer: toPointer(['modules', type]) }],
        },
      };
    }
  },
};
