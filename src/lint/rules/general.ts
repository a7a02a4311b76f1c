import type { Rule } from '../rule.ts';
import { API_MIGRATIONS_RULES } from './api-migrations/index.ts';
import { AUTHENTICATION_RULES } from './authentication/index.ts';
import { BASE_URL_RULES } from './base-url/index.ts';
import { KEY_RULES } from './key/index.ts';
import { LICENSING_RULES } from './licensing/index.ts';
import { LIFECYCLE_RULES } from './lifecycle/index.ts';
import { LINKS_RULES } from './links/index.ts';
import { ROOT_RULES } from './root/index.ts';
import { SCOPES_RULES } from './scopes/index.ts';
import { SUPPORT_RULES } from './support/index.ts';
import { TRANSLATIONS_RULES } from './translations/index.ts';
import { URL_RULES } from './url/index.ts';
import { VENDOR_RULES } from './vendor/index.ts';

/** The groups that every descriptor has something for. */
export const GENERAL_RULES: readonly Rule[] = [
  ...SUPPORT_RULES,
  ...KEY_RULES,
  ...BASE_URL_RULES,
  ...URL_RULES,
  ...LIFECYCLE_RULES,
  ...AUTHENTICATION_RULES,
  ...API_MIGRATIONS_RULES,
  ...LICENSING_RULES,
  ...LINKS_RULES,
  ...VENDOR_RULES,
  ...ROOT_RULES,
  ...TRANSLATIONS_RULES,
  ...SCOPES_RULES,
];
