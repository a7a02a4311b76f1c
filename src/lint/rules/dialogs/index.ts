import type { Rule } from '../../rule.ts';
import { DIALOG_OPTIONS } from './options.ts';
import { UNKNOWN_TARGET } from './unknown-target.ts';
import { URL_NEEDED } from './url-needed.ts';

export const DIALOGS_RULES: readonly Rule[] = [UNKNOWN_TARGET, URL_NEEDED, DIALOG_OPTIONS];
