import { closest } from '../../../core/suggest.ts';
import type { Rule } from '../../rule.ts';
import { didYouMean } from '../../wording.ts';
import { knownConditions } from './about.ts';

export const PARAM_NAMES: Rule = {
  id: 'conditions/param-names',
  severity: 'warning',
  summary: 'Params are those that their condition takes.',
  *check(descriptor) {
    for (const { view, condition } of knownConditions(descriptor)) {
      if (condition.takesMore || view.params === undefined) continue;
      const taken = Object.keys(condition.params ?? {});
      for (const key of Object.keys(view.params)) {
        if (taken.includes(key)) continue;
        const free = taken.filter((name) => view.params?.[name] === undefined);
        yield {
          pointer: `${view.pointer}/params`,
          key,
          message: `${condition.name} takes no param "${key}": the product ignores it.`,
          ...didYouMean(closest(key, free)),
        };
      }
    }
  },
};
