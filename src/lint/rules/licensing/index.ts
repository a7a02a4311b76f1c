import type { Rule } from '../../rule.ts';
import { LICENSING_AUTHENTICATION } from './authentication.ts';
import { LICENSING_CONDITION } from './condition.ts';

export const LICENSING_RULES: readonly Rule[] = [LICENSING_CONDITION, LICENSING_AUTHENTICATION];
