import type { RuleInfo } from '../core/diagnostics.ts';
import { RULES } from './rules/index.ts';
import { SCHEMA_RULES } from './schema-rules.ts';
import { SYNTAX_RULES } from './syntax-rules.ts';

/** Every rule of the linter, whichever step it belongs to. */
export const ALL_RULES: readonly RuleInfo[] = [...SYNTAX_RULES, ...SCHEMA_RULES, ...RULES];
