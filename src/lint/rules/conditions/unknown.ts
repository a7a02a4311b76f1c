import { findCondition, listConditions } from '../../../catalog/conditions.ts';
import { closest } from '../../../core/suggest.ts';
import type { Rule } from '../../rule.ts';
import type { DescriptorView } from '../../view/descriptor-view.ts';
import { didYouMean } from '../../wording.ts';
import { conditionsOf, hostsOf, isRemote } from './about.ts';

/** Real names differ in three letters and more: `has_page` and `has_space`. */
const MAX_EDITS = 2;

export const UNKNOWN_CONDITION: Rule = {
  id: 'conditions/unknown',
  severity: 'warning',
  summary: 'Every condition is one that the product has.',
  *check(descriptor) {
    for (const { name, pointer } of conditionsOf(descriptor)) {
      if (isRemote(name) || findCondition(name) !== undefined) continue;
      const suggestion = suggest(name, descriptor);
      yield suggestion === undefined
        ? {
            pointer: `${pointer}/condition`,
            severity: 'info',
            message: `"${name}" is no condition that connect-kit knows of.`,
            hint: 'Check the name: a product that does not know a condition either leaves it out, so that everybody sees the module, or refuses the page that has it.',
          }
        : {
            pointer: `${pointer}/condition`,
            message: `There is no condition "${name}".`,
            ...didYouMean(suggestion),
          };
    }
  },
};

/** Names of Forge's display conditions lead to their twins: `hasPagePermission`. */
function suggest(name: string, descriptor: DescriptorView): string | undefined {
  const hosts = hostsOf(descriptor);
  const names = listConditions()
    .filter(({ state, products }) => state !== 'removed' && products.some((one) => hosts.includes(one)))
    .map((condition) => condition.name);
  const snake = name.replace(/([a-z])([A-Z])/g, '$1_$2').replace(/[- ]/g, '_');
  return closest(snake, names, MAX_EDITS);
}
