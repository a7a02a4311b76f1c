import type { Rule } from '../rule.ts';
import { API_MIGRATIONS_RULES } from './api-migrations/index.ts';
import { AUTHENTICATION_RULES } from './authentication/index.ts';
import { BASE_URL_RULES } from './base-url/index.ts';
import { CONDITIONS_RULES } from './conditions/index.ts';
import { DIALOGS_RULES } from './dialogs/index.ts';
import { KEY_RULES } from './key/index.ts';
import { LICENSING_RULES } from './licensing/index.ts';
import { LIFECYCLE_RULES } from './lifecycle/index.ts';
import { LINKS_RULES } from './links/index.ts';
import { LOCATIONS_RULES } from './locations/index.ts';
import { MODULES_RULES } from './modules/index.ts';
import { ROOT_RULES } from './root/index.ts';
import { SCOPES_RULES } from './scopes/index.ts';
import { SUPPORT_RULES } from './support/index.ts';
import { TRANSLATIONS_RULES } from './translations/index.ts';
import { URL_RULES } from './url/index.ts';
import { VENDOR_RULES } from './vendor/index.ts';
import { WEBHOOKS_RULES } from './webhooks/index.ts';

/** Every semantic rule, group by group in the order of a descriptor. */
export const RULES: readonly Rule[] = [
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
  ...WEBHOOKS_RULES,
  ...CONDITIONS_RULES,
  ...LOCATIONS_RULES,
  ...MODULES_RULES,
  ...DIALOGS_RULES,
];
