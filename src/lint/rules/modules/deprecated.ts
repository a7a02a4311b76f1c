import { DEPRECATED_MODULES, type ModuleDeprecation } from '../../../catalog/module-facts.ts';
import { isRecord } from '../../../core/json.ts';
import type { Rule } from '../../rule.ts';

const DEPRECATIONS: Readonly<Record<string, ModuleDeprecation>> = DEPRECATED_MODULES;

export const DEPRECATED_MODULE: Rule = {
  id: 'modules/deprecated',
  severity: 'warning',
  summary: 'Module types are ones that the product means to keep.',
  *check({ root, products }) {
    const { modules } = root;
    if (!isRecord(modules) || !products.includes('jira')) return;
    for (const type of Object.keys(modules)) {
      const deprecation = Object.hasOwn(DEPRECATIONS, type) ? DEPRECATIONS[type] : undefined;
      if (deprecation === undefined) continue;
      const { note, since, successor, hasSameShape } = deprecation;
      yield {
        pointer: '/modules',
        key: type,
        message: `${type} are deprecated since ${since}. ${note}`,
        hint: `Use ${successor}${hasSameShape ? ', which have the same properties' : ''}.`,
      };
    }
  },
};
