import type { Rule } from '../../rule.ts';
import { DEPRECATED_LOCATION } from './deprecated.ts';
import { MISSING_SECTION } from './missing-section.ts';
import { REFUSED_LOCATION } from './refused.ts';
import { UNKNOWN_LOCATION } from './unknown.ts';
import { WRONG_KIND } from './wrong-kind.ts';
import { WRONG_PRODUCT_LOCATION } from './wrong-product.ts';

export const LOCATIONS_RULES: readonly Rule[] = [
  UNKNOWN_LOCATION,
  MISSING_SECTION,
  WRONG_PRODUCT_LOCATION,
  WRONG_KIND,
  REFUSED_LOCATION,
  DEPRECATED_LOCATION,
];
