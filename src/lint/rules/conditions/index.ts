import type { Rule } from '../../rule.ts';

export const CONDITIONS_RULES: readonly Rule[] = [];
