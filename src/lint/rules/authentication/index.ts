import type { Rule } from '../../rule.ts';

export const AUTHENTICATION_RULES: readonly Rule[] = [];
