import type { Rule } from '../../rule.ts';

export const DIALOGS_RULES: readonly Rule[] = [];
