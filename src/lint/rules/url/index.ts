import type { Rule } from '../../rule.ts';
import { URL_CACHEABLE_VARIABLES } from './cacheable-variables.ts';
import { URL_DEPRECATED_VARIABLE } from './deprecated-variable.ts';
import { URL_DUPLICATE_PARAMETER } from './duplicate-parameter.ts';
import { URL_INSECURE_IMAGE } from './insecure-image.ts';
import { URL_LEADING_SLASH } from './leading-slash.ts';
import { URL_LEAVES_BASE } from './leaves-base.ts';
import { URL_PARTIAL_VARIABLE } from './partial-variable.ts';
import { URL_PATH_FORM } from './path-form.ts';
import { URL_PATH_VARIABLE } from './path-variable.ts';
import { URL_PERSONAL_DATA } from './personal-data.ts';
import { URL_RELATIVE } from './relative.ts';
import { URL_RESERVED_PARAMETER } from './reserved-parameter.ts';
import { URL_UNAVAILABLE_VARIABLE } from './unavailable-variable.ts';
import { URL_UNKNOWN_VARIABLE } from './unknown-variable.ts';
import { URL_WRONG_SYNTAX } from './wrong-syntax.ts';

export const URL_RULES: readonly Rule[] = [
  URL_RELATIVE,
  URL_LEAVES_BASE,
  URL_PATH_FORM,
  URL_LEADING_SLASH,
  URL_UNKNOWN_VARIABLE,
  URL_UNAVAILABLE_VARIABLE,
  URL_DEPRECATED_VARIABLE,
  URL_PARTIAL_VARIABLE,
  URL_WRONG_SYNTAX,
  URL_DUPLICATE_PARAMETER,
  URL_RESERVED_PARAMETER,
  URL_PERSONAL_DATA,
  URL_CACHEABLE_VARIABLES,
  URL_PATH_VARIABLE,
  URL_INSECURE_IMAGE,
];
