import type { Rule } from '../../rule.ts';

export const WEBHOOKS_RULES: readonly Rule[] = [];
