import type { RuleInfo } from '../../core/diagnostics.ts';

export const SCOPE_MISSING = {
  id: 'code/scope-missing',
  severity: 'error',
  summary: 'The descriptor requests the scopes of the REST operations that the code calls.',
} as const satisfies RuleInfo;

export const SCOPE_UNUSED = {
  id: 'code/scope-unused',
  severity: 'warning',
  summary: 'The descriptor requests no scope that nothing in the code needs.',
} as const satisfies RuleInfo;

export const NOT_FOR_APPS = {
  id: 'code/not-for-apps',
  severity: 'warning',
  summary: 'The code calls no REST operation that is closed to the add-on whatever its scopes.',
} as const satisfies RuleInfo;

export const UNKNOWN_OPERATION = {
  id: 'code/unknown-operation',
  severity: 'info',
  summary: 'The REST operations that the code calls exist.',
} as const satisfies RuleInfo;

export const ACT_AS_USER = {
  id: 'code/act-as-user',
  severity: 'error',
  summary: 'The descriptor requests ACT_AS_USER if, and only if, the code acts in the name of people.',
} as const satisfies RuleInfo;

export const OTHER_PRODUCT = {
  id: 'code/other-product',
  severity: 'warning',
  summary: 'Calls through the product that the add-on is installed in are of its own REST API.',
} as const satisfies RuleInfo;

/** What is checked when a descriptor is compared with sources. */
export const CODE_RULES: readonly RuleInfo[] = [
  SCOPE_MISSING,
  SCOPE_UNUSED,
  NOT_FOR_APPS,
  UNKNOWN_OPERATION,
  ACT_AS_USER,
  OTHER_PRODUCT,
];
