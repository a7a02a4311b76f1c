import type { Rule } from '../../rule.ts';
import { END_OF_SUPPORT_RULE } from './end-of-support.ts';

export const SUPPORT_RULES: readonly Rule[] = [END_OF_SUPPORT_RULE];
