import type { Rule } from '../../rule.ts';

export const TRANSLATIONS_RULES: readonly Rule[] = [];
