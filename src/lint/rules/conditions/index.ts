import type { Rule } from '../../rule.ts';
import { CONTRADICTION } from './contradiction.ts';
import { CONDITION_EXPRESSION } from './expression.ts';
import { CONDITION_FORM } from './form.ts';
import { NEEDS_CONTEXT } from './needs-context.ts';
import { PARAM_NAMES } from './param-names.ts';
import { PARAM_VALUES } from './param-values.ts';
import { CONDITION_PARAMS } from './params.ts';
import { REMOTE_CONDITION } from './remote.ts';
import { REMOVED_CONDITION } from './removed.ts';
import { UNKNOWN_CONDITION } from './unknown.ts';
import { WRONG_PRODUCT_CONDITION } from './wrong-product.ts';

export const CONDITIONS_RULES: readonly Rule[] = [
  UNKNOWN_CONDITION,
  WRONG_PRODUCT_CONDITION,
  REMOVED_CONDITION,
  REMOTE_CONDITION,
  NEEDS_CONTEXT,
  CONDITION_PARAMS,
  PARAM_NAMES,
  PARAM_VALUES,
  CONDITION_FORM,
  CONTRADICTION,
  CONDITION_EXPRESSION,
];
