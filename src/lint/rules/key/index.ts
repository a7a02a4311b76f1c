import type { Rule } from '../../rule.ts';
import { KEY_EXAMPLE } from './example.ts';
import { KEY_LENGTH } from './length.ts';

export const KEY_RULES: readonly Rule[] = [KEY_LENGTH, KEY_EXAMPLE];
