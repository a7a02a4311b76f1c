import type { Rule } from '../rule.ts';
import { CONDITIONS_RULES } from './conditions/index.ts';
import { DIALOGS_RULES } from './dialogs/index.ts';
import { GENERAL_RULES } from './general.ts';
import { LOCATIONS_RULES } from './locations/index.ts';
import { MODULES_RULES } from './modules/index.ts';
import { WEBHOOKS_RULES } from './webhooks/index.ts';

/** Every semantic rule, group by group in the order of a descriptor. `load-rules.ts` loads only those that are needed. */
export const RULES: readonly Rule[] = [
  ...GENERAL_RULES,
  ...WEBHOOKS_RULES,
  ...CONDITIONS_RULES,
  ...LOCATIONS_RULES,
  ...MODULES_RULES,
  ...DIALOGS_RULES,
];
