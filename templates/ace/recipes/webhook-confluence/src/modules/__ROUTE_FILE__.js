// @ts-check
import { defineWebhook } from './module.js';

/**
 * Keeps what happened, for pages to show. Confluence does not say in the body which event it was: where several come here,
 * say so in the descriptor, `__ROUTE_PATH__?event=page_removed`.
 */
export const __ROUTE_EXPORT__ = defineWebhook({
  path: '__ROUTE_PATH__',
  async receive({ body, clientKey, deliveries, id, query }) {
    const event = typeof query.event === 'string' ? query.event : '__EVENT__';
    const about = String((body.page ?? body.blog ?? body.content)?.id ?? '');
    await deliveries.record(clientKey, { id, event, about, receivedAt: new Date() });
  },
});
