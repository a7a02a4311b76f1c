import type { Rule } from '../../rule.ts';

export const BASE_URL_RULES: readonly Rule[] = [];
