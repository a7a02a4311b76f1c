import { isRecord, stringAt } from '../../../core/json.ts';
import type { Rule } from '../../rule.ts';
import { webhooksOf } from './webhook.ts';

const HOOKS: ReadonlyMap<string, string> = new Map([
  ['connect_addon_enabled', 'enabled'],
  ['connect_addon_disabled', 'disabled'],
]);

/**
 * The lifecycle tells the same, and needs no scope.
 * Sources: github:mahmoudimus/ac@6626e41, `PluginsWebHookProvider`; AC-2561 (no token after an uninstall).
 */
export const LIFECYCLE_EVENT: Rule = {
  id: 'webhooks/lifecycle-event',
  severity: 'info',
  summary: 'An add-on hears that it is enabled or disabled from its lifecycle, not from a webhook.',
  *check(view) {
    const lifecycle = isRecord(view.root['lifecycle']) ? view.root['lifecycle'] : {};
    for (const { event, pointer } of webhooksOf(view)) {
      const hook = event === undefined ? undefined : HOOKS.get(event);
      if (hook === undefined) continue;
      if (stringAt(lifecycle, hook) !== undefined) {
        yield {
          pointer: `${pointer}/event`,
          message: `"${event}" tells what "lifecycle.${hook}" tells already.`,
          hint: 'Remove the webhook, or the other.',
        };
      } else if (hook === 'disabled') {
        yield {
          pointer: `${pointer}/event`,
          message: `"${event}" may come after an uninstall, and then carries no token to check.`,
          hint: 'Use "disabled" and "uninstalled" of "lifecycle" instead.',
        };
      }
    }
  },
};
