import type { Rule } from '../../rule.ts';
import { ROOT_INTERNAL_FIELDS } from './internal-fields.ts';

export const ROOT_RULES: readonly Rule[] = [ROOT_INTERNAL_FIELDS];
