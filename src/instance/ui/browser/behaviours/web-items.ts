import { isObject, textAt } from '../json.ts';
import { onActions } from './actions.ts';

/** Buttons of add-ons that open a dialog. */
export function enableWebItems(): void {
  onActions({
    'open-dialog': (button) => {
      const target: unknown = JSON.parse(button.dataset['dialog'] ?? 'null');
      const addonKey = textAt(target, 'addonKey');
      const moduleKey = textAt(target, 'moduleKey');
      if (!isObject(target) || addonKey === undefined || moduleKey === undefined) return;
      const context = isObject(target['context']) ? target['context'] : {};
      const options = isObject(target['options']) ? target['options'] : {};
      const extension = { addon_key: addonKey, key: moduleKey, options: { structuredContext: context } };
      connectHost.dialog.create(extension, { chrome: true, ...options });
    },
  });
}
