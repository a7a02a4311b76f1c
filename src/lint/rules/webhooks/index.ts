import type { Rule } from '../../rule.ts';
import { CONDITIONS } from './conditions.ts';
import { DEPRECATED_EVENT } from './deprecated-event.ts';
import { DUPLICATE } from './duplicate.ts';
import { EXCLUDE_BODY } from './exclude-body.ts';
import { FILTER_IGNORED } from './filter-ignored.ts';
import { FILTER_SYNTAX } from './filter-syntax.ts';
import { LIFECYCLE_EVENT } from './lifecycle-event.ts';
import { PROPERTY_KEYS } from './property-keys.ts';
import { UNKNOWN_EVENT } from './unknown-event.ts';
import { URL_VARIABLE } from './url-variable.ts';
import { WRONG_PRODUCT } from './wrong-product.ts';

export const WEBHOOKS_RULES: readonly Rule[] = [
  UNKNOWN_EVENT,
  WRONG_PRODUCT,
  DEPRECATED_EVENT,
  LIFECYCLE_EVENT,
  DUPLICATE,
  FILTER_IGNORED,
  FILTER_SYNTAX,
  PROPERTY_KEYS,
  EXCLUDE_BODY,
  CONDITIONS,
  URL_VARIABLE,
];
