import { stringAt } from '../../../core/json.ts';
import type { Rule } from '../../rule.ts';
import { nameOf } from '../../wording.ts';
import { webhooksOf } from './webhook.ts';

/** Whether the product calls once or twice is stated nowhere; the second one is of no use in either case. */
export const DUPLICATE: Rule = {
  id: 'webhooks/duplicate',
  severity: 'warning',
  summary: 'A webhook stands in the list once.',
  *check(view) {
    const seen = new Map<string, string>();
    for (const { value, pointer } of webhooksOf(view)) {
      const event = stringAt(value, 'event');
      if (event === undefined || stringAt(value, 'url') === undefined) continue;
      const identity = identityOf(value);
      const first = seen.get(identity);
      if (first === undefined) {
        seen.set(identity, pointer);
        continue;
      }
      yield {
        pointer,
        at: 'opening',
        message: `The webhook for "${event}" is ${nameOf(first)} once more.`,
        hint: 'Remove one of them: at best the second does nothing, at worst every event comes twice.',
        fix: { title: 'Remove the second webhook', changes: [{ kind: 'remove', pointer }] },
      };
    }
  },
};

/** What a webhook does, whatever the order of its properties; its key is a name only. */
function identityOf(webhook: Readonly<Record<string, unknown>>): string {
  const { key: _, filter = '', excludeBody = false, propertyKeys = [], ...rest } = webhook;
  const entries = Object.entries({ ...rest, filter, excludeBody, propertyKeys });
  return JSON.stringify(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
