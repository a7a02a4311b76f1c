import type { Rule } from '../../rule.ts';
import { AUTHENTICATION_PUBLIC_KEY } from './public-key.ts';
import { AUTHENTICATION_UNSIGNED } from './unsigned.ts';

export const AUTHENTICATION_RULES: readonly Rule[] = [AUTHENTICATION_UNSIGNED, AUTHENTICATION_PUBLIC_KEY];
