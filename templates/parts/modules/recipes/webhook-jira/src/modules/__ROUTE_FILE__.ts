import { listAt, textAt, valueAt } from '../json.ts';
import { defineWebhook } from './module.ts';

const MAX_CHANGED_FIELDS = 10;

/**
 * Notes what Jira tells of. The same may come twice, and later than something newer.
 * https://developer.atlassian.com/cloud/jira/platform/modules/webhook/
 */
export const __ROUTE_EXPORT__ = defineWebhook({
  path: '__ROUTE_PATH__',
  async receive({ body, deliveryId, receivedAt, webhooks }) {
    const subject = valueAt(body, 'issue') ?? valueAt(body, 'project') ?? valueAt(body, 'version');
    const subjectId = String(valueAt(subject, 'id') ?? '');
    await webhooks.record({
      id: deliveryId,
      event: textAt(body, 'webhookEvent') ?? '__EVENT__',
      subjectId,
      subjectName: textAt(subject, 'key') ?? subjectId,
      changedFields: changedFieldsOf(body),
      receivedAt,
    });
  },
});

function changedFieldsOf(body: unknown): readonly string[] {
  return listAt(body, 'changelog', 'items')
    .map((item) => textAt(item, 'field'))
    .filter((field) => field !== undefined)
    .slice(0, MAX_CHANGED_FIELDS);
}
