import type { Rule } from '../../rule.ts';
import { ACT_AS_USER } from './act-as-user.ts';
import { DUPLICATE } from './duplicate.ts';
import { EMAIL } from './email.ts';
import { MISSING_FOR_MODULE } from './missing-for-module.ts';
import { MISSING_FOR_WEBHOOKS } from './missing-for-webhooks.ts';
import { NONE_WITH_OTHERS } from './none-with-others.ts';
import { REDUNDANT } from './redundant.ts';
import { WRONG_PRODUCT } from './wrong-product.ts';

export const SCOPES_RULES: readonly Rule[] = [
  MISSING_FOR_WEBHOOKS,
  MISSING_FOR_MODULE,
  WRONG_PRODUCT,
  ACT_AS_USER,
  EMAIL,
  DUPLICATE,
  NONE_WITH_OTHERS,
  REDUNDANT,
];
