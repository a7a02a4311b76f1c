import type { Rule } from '../../rule.ts';

export const API_MIGRATIONS_RULES: readonly Rule[] = [];
