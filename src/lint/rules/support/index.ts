import type { Rule } from '../../rule.ts';

export const SUPPORT_RULES: readonly Rule[] = [];
