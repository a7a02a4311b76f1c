import type { Rule } from '../../rule.ts';

export const LINKS_RULES: readonly Rule[] = [];
