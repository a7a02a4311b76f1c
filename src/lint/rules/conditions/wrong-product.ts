import { findCondition } from '../../../catalog/conditions.ts';
import type { Rule } from '../../rule.ts';
import { conditionsOf, hostsOf, namesOf } from './about.ts';

export const WRONG_PRODUCT_CONDITION: Rule = {
  id: 'conditions/wrong-product',
  severity: 'warning',
  summary: 'Conditions belong to the product that the descriptor is for.',
  *check(descriptor) {
    const [host, other] = hostsOf(descriptor);
    // A descriptor that suits both may have modules for either.
    if (host === undefined || other !== undefined) return;
    for (const { name, pointer } of conditionsOf(descriptor)) {
      const condition = findCondition(name);
      if (condition === undefined || condition.products.includes(host)) continue;
      yield {
        pointer: `${pointer}/condition`,
        message: `${name} is a condition of ${namesOf(condition.products)}: ${namesOf([host])} does not have it.`,
        hint: 'Remove it from the descriptor that this product gets: what a product does not know, it leaves out or refuses.',
      };
    }
  },
};
