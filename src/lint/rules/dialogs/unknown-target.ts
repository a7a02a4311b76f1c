import { closest } from '../../../core/suggest.ts';
import { hasPlaceholder } from '../../../descriptor/placeholders.ts';
import type { Rule } from '../../rule.ts';
import { finalText } from '../../view/descriptor-view.ts';
import { keysOf } from '../../view/modules.ts';
import { didYouMean, nameOf, quote } from '../../wording.ts';
import { linkTargets } from './targets.ts';

export const UNKNOWN_TARGET: Rule = {
  id: 'dialogs/unknown-target',
  severity: 'error',
  summary: 'A link that opens a dialog module names one that there is.',
  needsAllOf: ['/modules'],
  *check({ modules }) {
    const keys = keysOf(modules, ['dialogs']);
    if (keys.some(hasPlaceholder)) return;
    for (const { module, type, options } of linkTargets(modules)) {
      const key = finalText(options, 'key');
      if (type !== 'dialogmodule' || key === undefined || keys.includes(key)) continue;
      const other = modules.find((one) => one.key === key);
      yield {
        pointer: `${module.pointer}/target/options/key`,
        message:
          other === undefined
            ? `There is no dialog with the key ${quote(key)}.`
            : `${quote(key)} is the key of ${nameOf(other.pointer)}, which is no dialog.`,
        ...didYouMean(closest(key, keys)),
      };
    }
  },
};
