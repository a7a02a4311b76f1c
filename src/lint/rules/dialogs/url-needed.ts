import type { Rule } from '../../rule.ts';
import { nameOf } from '../../wording.ts';
import { linkTargets } from './targets.ts';

export const URL_NEEDED: Rule = {
  id: 'dialogs/url-needed',
  severity: 'error',
  summary: 'Web items have a URL, unless they open a dialog module.',
  *check({ modules, products }) {
    if (products.includes('bitbucket')) return;
    for (const module of modules) {
      if (module.type !== 'webItems' || module.value['url'] !== undefined) continue;
      const [target] = linkTargets([module]);
      if (target?.type === 'dialogmodule') continue;
      yield {
        pointer: module.pointer,
        at: 'opening',
        message: `${nameOf(module.pointer)} has no URL: nothing opens when people choose it.`,
        hint: 'Add "url", or "target": { "type": "dialogmodule", "options": { "key": "…" } } with the key of a dialog.',
      };
    }
  },
};
