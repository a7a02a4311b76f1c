import { valueAt } from '../json.ts';
import { defineWebhook } from './module.ts';

/**
 * Notes what Confluence tells of. The same may come twice, and later than something newer. Its bodies do not name the
 * event: where several come to this path, say which in the descriptor, `__ROUTE_PATH__?event=page_removed`.
 * https://developer.atlassian.com/cloud/confluence/modules/webhook/
 */
export const __ROUTE_EXPORT__ = defineWebhook({
  path: '__ROUTE_PATH__',
  async receive({ body, query, deliveryId, receivedAt, webhooks }) {
    const subject = valueAt(body, 'page') ?? valueAt(body, 'blog') ?? valueAt(body, 'content');
    const subjectId = String(valueAt(subject, 'id') ?? '');
    await webhooks.record({
      id: deliveryId,
      event: query.get('event') ?? '__EVENT__',
      subjectId,
      subjectName: String(valueAt(subject, 'title') ?? subjectId),
      changedFields: [],
      receivedAt,
    });
  },
});
