import type { Rule } from '../../rule.ts';
import { DEPRECATED_MODULE } from './deprecated.ts';
import { DUPLICATE_KEY } from './duplicate-key.ts';
import { EMPTY_MODULES } from './empty.ts';
import { FIELD_TYPE } from './field-type.ts';
import { LAYOUT_IGNORED } from './layout-ignored.ts';
import { FORGE_LIMITS } from './limits.ts';
import { MACRO_KEY } from './macro-key.ts';
import { MISSING_REFERENCE } from './missing-reference.ts';
import { NAMELESS_MODULE } from './nameless.ts';
import { STATUS_KEY } from './status-key.ts';
import { UNUSED_SECTION } from './unused-section.ts';
import { WORKFLOW_EXPRESSION } from './workflow-expression.ts';

export const MODULES_RULES: readonly Rule[] = [
  DUPLICATE_KEY,
  EMPTY_MODULES,
  NAMELESS_MODULE,
  DEPRECATED_MODULE,
  MISSING_REFERENCE,
  UNUSED_SECTION,
  LAYOUT_IGNORED,
  STATUS_KEY,
  WORKFLOW_EXPRESSION,
  FIELD_TYPE,
  MACRO_KEY,
  FORGE_LIMITS,
];
