import { CODE_RULES } from '../code/compare/rules.ts';
import type { RuleInfo } from '../core/diagnostics.ts';
import { RULES } from './rules/index.ts';
import { SCHEMA_RULES } from './schema-rules.ts';
import { SYNTAX_RULES } from './syntax-rules.ts';

/** Every rule, whichever step it belongs to; the last ones compare a descriptor with the code of its add-on. */
export const ALL_RULES: readonly RuleInfo[] = [...SYNTAX_RULES, ...SCHEMA_RULES, ...RULES, ...CODE_RULES];
