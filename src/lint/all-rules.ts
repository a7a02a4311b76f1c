import type { RuleInfo } from '../core/diagnostics.ts';
import { RULES } from './rules/index.ts';
import { SCHEMA_RULES } from './schema-rules.ts';

/** Every rule of the linter, whichever step it belongs to. */
export const ALL_RULES: readonly RuleInfo[] = [...SCHEMA_RULES, ...RULES];
