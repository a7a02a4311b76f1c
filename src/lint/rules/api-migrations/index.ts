import type { Rule } from '../../rule.ts';
import { API_MIGRATIONS_CONTEXT_QSH } from './context-qsh.ts';
import { API_MIGRATIONS_GDPR } from './gdpr.ts';
import { API_MIGRATIONS_SIGNED_INSTALL } from './signed-install.ts';

export const API_MIGRATIONS_RULES: readonly Rule[] = [
  API_MIGRATIONS_SIGNED_INSTALL,
  API_MIGRATIONS_CONTEXT_QSH,
  API_MIGRATIONS_GDPR,
];
