import type { Rule } from '../../rule.ts';

export const LICENSING_RULES: readonly Rule[] = [];
