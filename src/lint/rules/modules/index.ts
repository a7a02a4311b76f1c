import type { Rule } from '../../rule.ts';

export const MODULES_RULES: readonly Rule[] = [];
