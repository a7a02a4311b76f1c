import type { Rule } from '../../rule.ts';
import { nameOf } from '../../wording.ts';
import { collectContextUses } from './context-urls.ts';

export const URL_PARTIAL_VARIABLE: Rule = {
  id: 'url/partial-variable',
  severity: 'warning',
  summary: 'A variable is a whole segment of the path, or the whole value of a parameter.',
  *check(view) {
    const seen = new Set<string>();
    for (const { name, part, isWhole, url, variable } of collectContextUses(view)) {
      // Of names that are none, another rule tells.
      if (isWhole || variable === undefined || seen.has(url.pointer)) continue;
      seen.add(url.pointer);
      const where = {
        path: 'only part of a segment of the path',
        query: 'only part of the value of a parameter',
        fragment: 'behind the #',
      }[part];
      yield {
        pointer: url.pointer,
        message: `${nameOf(url.pointer)} has {${name}} as ${where}: there the product is not bound to fill it in.`,
        hint: `Give it a parameter of its own, for instance ?${name.split('.').at(-1)}={${name}}.`,
      };
    }
  },
};
