import type { Rule } from '../../rule.ts';

export const SCOPES_RULES: readonly Rule[] = [];
