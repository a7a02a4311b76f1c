// @ts-check
import { defineWebhook } from './module.js';

/** Keeps what happened, for pages to show. */
export const __ROUTE_EXPORT__ = defineWebhook({
  path: '__ROUTE_PATH__',
  async receive({ body, clientKey, deliveries, id }) {
    const event = body.webhookEvent ?? '__EVENT__';
    await deliveries.record(clientKey, { id, event, about: body.issue?.key ?? '', receivedAt: new Date() });
  },
});
