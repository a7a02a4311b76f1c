import type { Rule } from '../../rule.ts';

export const LOCATIONS_RULES: readonly Rule[] = [];
