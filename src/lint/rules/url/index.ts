import type { Rule } from '../../rule.ts';

export const URL_RULES: readonly Rule[] = [];
