import type { Rule } from '../../rule.ts';
import { TRANSLATIONS_PATH } from './path.ts';
import { TRANSLATIONS_UNUSED } from './unused.ts';

export const TRANSLATIONS_RULES: readonly Rule[] = [TRANSLATIONS_PATH, TRANSLATIONS_UNUSED];
