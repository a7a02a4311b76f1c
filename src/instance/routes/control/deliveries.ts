import type { Context, Hono } from 'hono';
import { redact } from '../../../core/redact.ts';
import { baseUrlOf, joinUrl } from '../../addons/installation.ts';
import { ProductError } from '../../product-error.ts';
import type { Services } from '../../services.ts';
import { KEPT } from '../../webhooks/deliveries.ts';
import { DELIVERY_STATES, type Delivery, type DeliveryState, type Try } from '../../webhooks/delivery.ts';
import type { InstanceEnv } from '../env.ts';
import { isAllowed } from './access.ts';
import type { ControlOptions } from './shared.ts';

const USUAL_LIMIT = 50;

/** What webhooks have been sent, are under way, or wait for their next try. */
export function addDeliveryRoutes(
  app: Hono<InstanceEnv>,
  services: Services,
  { controlToken }: ControlOptions,
): void {
  const { webhooks } = services;
  const { deliveries } = webhooks;

  app.get('/deliveries', (c) => {
    const found = deliveries.list({
      addonKey: c.req.query('addon'),
      event: c.req.query('event'),
      states: readStates(c.req.query('status')),
      limit: readLimit(c.req.query('limit')),
    });
    return c.json({ version: 1, deliveries: found.map((one) => briefJson(one, services)) });
  });

  app.get('/deliveries/:id', (c) => {
    // The body is what an add-on would only get with the scope READ.
    if (!isAllowed(c, services, controlToken)) {
      throw new ProductError(403, {
        message: 'This needs the control token, or a page of the dev instance.',
      });
    }
    return c.json({ version: 1, ...detailJson(deliveryOf(c), services) });
  });

  app.post('/deliveries/:id/retry', async (c) => {
    const { id, body, bodyBytes } = deliveryOf(c);
    if (body === null && bodyBytes > 0) {
      throw new ProductError(409, {
        code: 'delivery-body-forgotten',
        message: `The body of ${bodyBytes} bytes was too long to be kept.`,
      });
    }
    if (!(await webhooks.retry(id))) {
      throw new ProductError(409, { code: 'delivery-under-way', message: 'The delivery is on its way.' });
    }
    return c.json({ version: 1, ...detailJson(deliveryOf(c), services) });
  });

  function deliveryOf(c: Context<InstanceEnv>): Delivery {
    const id = c.req.param('id') ?? '';
    const delivery = /^\d{1,15}$/.test(id) ? deliveries.find(Number(id)) : undefined;
    if (delivery !== undefined) return delivery;
    throw new ProductError(404, {
      message: `There is no delivery ${id}; the last ${KEPT} are kept, and those that are not over.`,
    });
  }
}

/** A delivery without its body. */
export function briefJson(delivery: Delivery, { webhooks, installations }: Services) {
  const { id, identifier, product, addonKey, event, flow, state, created, nextTry, webhookIds } = delivery;
  const tries = webhooks.deliveries.tries(id);
  const last = tries.at(-1);
  const installation = installations.find(product, addonKey);
  const url = installation === undefined ? delivery.url : joinUrl(baseUrlOf(installation), delivery.url);
  return {
    ...{ id, product, addon: addonKey, event, url: redact(url), status: state },
    tries: tries.length,
    last: last === undefined ? null : tryJson(last),
    created: new Date(created).toISOString(),
    nextTry: nextTry === null ? null : new Date(nextTry).toISOString(),
    ...{ identifier, flow, webhookIds },
  };
}

function detailJson(delivery: Delivery, services: Services) {
  const { body, bodyBytes } = delivery;
  return {
    ...briefJson(delivery, services),
    tries: services.webhooks.deliveries.tries(delivery.id).map(tryJson),
    bodyBytes,
    body: body === null ? null : JSON.parse(redact(body)),
  };
}

function tryJson({ number, at, durationMs, status, verdict, message }: Try) {
  return { number, at: new Date(at).toISOString(), status, durationMs, verdict, message: redact(message) };
}

/** @throws {ProductError} 400 */
function readStates(text: string | undefined): readonly DeliveryState[] | undefined {
  return text?.split(',').map((word) => {
    const state = DELIVERY_STATES.find((one) => one === word);
    if (state !== undefined) return state;
    throw new ProductError(400, { message: `status must be some of ${DELIVERY_STATES.join(', ')}.` });
  });
}

/** @throws {ProductError} 400 */
function readLimit(text: string | undefined): number {
  const limit = Number(text ?? USUAL_LIMIT);
  if (Number.isInteger(limit) && limit > 0 && limit <= KEPT) return limit;
  throw new ProductError(400, { message: `limit must be a number from 1 to ${KEPT}.` });
}
