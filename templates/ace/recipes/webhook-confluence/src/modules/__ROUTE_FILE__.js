// @ts-check
import { defineWebhook } from './module.js';

/** Keeps what happened, for pages to show. Confluence does not say which event it was: an event that matters gets a URL of its own. */
export const __ROUTE_EXPORT__ = defineWebhook({
  path: '__ROUTE_PATH__',
  async receive({ body, clientKey, deliveries, id }) {
    const about = String(body.page?.id ?? body.content?.id ?? '');
    await deliveries.record(clientKey, { id, event: '__EVENT__', about, receivedAt: new Date() });
  },
});
