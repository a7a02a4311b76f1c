import { MAX_PROPERTY_KEY_LENGTH, statusPropertyKey } from '../../../catalog/module-facts.ts';
import { hasPlaceholder } from '../../../descriptor/placeholders.ts';
import type { Rule } from '../../rule.ts';
import { finalText } from '../../view/descriptor-view.ts';

export const STATUS_KEY: Rule = {
  id: 'modules/status-key',
  severity: 'warning',
  summary: 'Glances and issue contexts have keys that leave room for their status.',
  *check({ root, modules }) {
    const addonKey = finalText(root, 'key');
    if (addonKey === undefined) return;
    for (const { type, key, pointer } of modules) {
      if ((type !== 'jiraIssueGlances' && type !== 'jiraIssueContexts') || key === undefined) continue;
      const { length } = statusPropertyKey(addonKey, key);
      if (length <= MAX_PROPERTY_KEY_LENGTH || hasPlaceholder(key)) continue;
      yield {
        pointer: `${pointer}/key`,
        message: `The issue property with the status of this module would have a key of ${length} characters; ${MAX_PROPERTY_KEY_LENGTH} are allowed.`,
        hint: `The property is called ${statusPropertyKey('{add-on key}', '{module key}')}: shorten the key of the module.`,
      };
    }
  },
};
