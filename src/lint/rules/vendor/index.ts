import type { Rule } from '../../rule.ts';
import { VENDOR_EXAMPLE } from './example.ts';
import { VENDOR_INCOMPLETE } from './incomplete.ts';
import { VENDOR_URL } from './url.ts';

export const VENDOR_RULES: readonly Rule[] = [VENDOR_INCOMPLETE, VENDOR_URL, VENDOR_EXAMPLE];
