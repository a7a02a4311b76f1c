import { isRecord } from '../../../core/json.ts';
import type { Rule } from '../../rule.ts';
import { finalText } from '../../view/descriptor-view.ts';

export const NAMELESS_MODULE: Rule = {
  id: 'modules/nameless',
  severity: 'warning',
  summary: 'Modules that people see have a name.',
  *check({ modules }) {
    for (const { type, pointer, value } of modules) {
      const { name } = value;
      if (!isRecord(name) || finalText(name, 'value')?.trim() !== '') continue;
      yield {
        pointer: `${pointer}/name/value`,
        message: `The name of this entry of ${type} is empty.`,
        hint: 'Write the name that people see, also where there is a translation: it is shown when there is none for them.',
      };
    }
  },
};
