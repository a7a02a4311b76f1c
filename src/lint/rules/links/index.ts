import type { Rule } from '../../rule.ts';
import { LINKS_HTTPS } from './https.ts';
import { LINKS_SELF } from './self.ts';

export const LINKS_RULES: readonly Rule[] = [LINKS_SELF, LINKS_HTTPS];
