import { SELECT_FIELD_TYPES } from '../../../catalog/module-facts.ts';
import type { Rule } from '../../rule.ts';
import { finalText } from '../../view/descriptor-view.ts';
import { nameOf } from '../../wording.ts';

export const FIELD_TYPE: Rule = {
  id: 'modules/field-type',
  severity: 'warning',
  summary: 'Only issue fields that people choose from have a template and extractions.',
  *check({ modules }) {
    for (const { type, pointer, value } of modules) {
      const field = finalText(value, 'type')?.toLowerCase();
      if (type !== 'jiraIssueFields' || field === undefined) continue;
      if (SELECT_FIELD_TYPES.some((one) => one === field)) continue;
      for (const key of ['template', 'extractions'] as const) {
        if (value[key] === undefined) continue;
        yield {
          pointer,
          key,
          message: `${nameOf(pointer)} is of type ${field}: "${key}" is for ${SELECT_FIELD_TYPES.join(' and ')} only.`,
          hint: `Remove "${key}", or change the type before anybody uses the field.`,
        };
      }
    }
  },
};
