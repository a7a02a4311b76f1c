import type { Rule } from '../../rule.ts';
import { LIFECYCLE_MISSING_INSTALLED } from './missing-installed.ts';
import { LIFECYCLE_MISSING_UNINSTALLED } from './missing-uninstalled.ts';
import { LIFECYCLE_RELATIVE } from './relative.ts';
import { LIFECYCLE_SHARED_URL } from './shared-url.ts';
import { LIFECYCLE_VARIABLES } from './variables.ts';

export const LIFECYCLE_RULES: readonly Rule[] = [
  LIFECYCLE_MISSING_INSTALLED,
  LIFECYCLE_MISSING_UNINSTALLED,
  LIFECYCLE_RELATIVE,
  LIFECYCLE_VARIABLES,
  LIFECYCLE_SHARED_URL,
];
