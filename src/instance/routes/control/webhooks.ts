import type { Context, Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { Product } from '../../../catalog/products.ts';
import { findEvent, isAvailable, type WebhookEvent } from '../../../catalog/webhook-events.ts';
import { isRecord, type JsonObject, stringAt } from '../../../core/json.ts';
import { redact } from '../../../core/redact.ts';
import { basePathOf } from '../../../jwt/canonical-request.ts';
import type { ObservedDelivery } from '../../addons/deliver.ts';
import { baseUrlOf, type Installation, scopesOf } from '../../addons/installation.ts';
import type { ObservedAnswer } from '../../addons/observed-answer.ts';
import { ProductError } from '../../product-error.ts';
import type { Services } from '../../services.ts';
import { knownWorld } from '../../webhooks/made-up/known-world.ts';
import { madeUpMessage } from '../../webhooks/made-up/message.ts';
import { WishError } from '../../webhooks/made-up/wishes.ts';
import type { InstanceEnv } from '../env.ts';
import { assertControlToken } from './access.ts';
import { briefJson } from './deliveries.ts';
import { type ControlOptions, findInstallation, parseProduct, readBody } from './shared.ts';

/** A webhook's body may be nested more deeply than what else comes here. */
const MAX_BODY_DEPTH = 200;
/** Of an answer that is shown to a person. */
const SHOWN_CHARACTERS = 16_384;
/** Clients give streams up that are silent for minutes. */
const SIGN_OF_LIFE_MS = 60_000;

/** Webhooks that nothing has caused, and whoever wants to see all that are sent. For the terminal alone. */
export function addWebhookRoutes(
  app: Hono<InstanceEnv>,
  services: Services,
  { controlToken }: ControlOptions,
): void {
  const { site, webhooks, deliverer, clock } = services;

  app.post('/webhooks/world', async (c) => {
    assertControlToken(c, controlToken);
    const body = await readBody(c);
    const product = parseProduct(body['product']);
    const wish = (name: string) => stringAt(body, name);
    try {
      const { actor, known } = knownWorld(services, {
        product,
        ...{ issue: wish('issue'), content: wish('content'), space: wish('space') },
        ...{ actor: wish('actor'), addon: wish('addon') },
      });
      return c.json({ version: 1, product, baseUrl: site.products[product].baseUrl, actor, known });
    } catch (error) {
      if (!(error instanceof WishError)) throw error;
      throw new ProductError(404, { code: 'wish-unknown', message: error.message });
    }
  });

  app.post('/webhooks/trigger', async (c) => {
    assertControlToken(c, controlToken);
    const request = await readBody(c, MAX_BODY_DEPTH);
    const product = parseProduct(request['product']);
    const event = readEvent(stringAt(request, 'event') ?? '', product);
    const body = readPayload(request['body']);
    const installation = findInstallation(services, product, stringAt(request, 'addon') ?? '');
    assertListens(installation);
    const message = madeUpMessage(event, body, stringAt(request, 'actor') ?? null, services);
    const prepared = webhooks.prepare(installation, message, services.jira.properties);
    if (prepared.length === 0) throw notListening(installation, event);
    const told = { version: 1, product, addon: installation.descriptor.key, event: event.name };
    if (request['dryRun'] === true) {
      const requests = await Promise.all(prepared.map((one) => webhooks.requestFor(one, installation)));
      return c.json({ ...told, requests: requests.map((one) => ({ method: 'POST', ...one })) });
    }
    const answers = new Map<number | undefined, ObservedAnswer | null>();
    const stop = deliverer.observe(({ delivery, answer }) => void answers.set(delivery.id, answer));
    const ids = await webhooks.dispatch(prepared, installation).finally(stop);
    const deliveries = ids.flatMap((id) => webhooks.deliveries.find(id) ?? []);
    return c.json({
      ...told,
      deliveries: deliveries.map((one) => ({
        ...briefJson(one, services),
        answer: answerJson(answers.get(one.id) ?? null),
      })),
    });
  });

  app.get('/webhooks/stream', (c: Context<InstanceEnv>) => {
    // Bodies are as they were sent, and tokens whole.
    assertControlToken(c, controlToken);
    const addonKey = c.req.query('addon');
    const product = c.req.query('product');
    return streamSSE(c, async (stream) => {
      const over = new AbortController();
      const unsubscribe = deliverer.observe((observed) => {
        const told = observedJson(observed, services);
        if (told === undefined || (addonKey !== undefined && told.addon !== addonKey)) return;
        if (product !== undefined && told.product !== product) return;
        void stream.writeSSE({ data: JSON.stringify(told) });
      });
      stream.onAbort(() => {
        unsubscribe();
        over.abort();
      });
      // Nothing that is sent from here on is missed.
      await stream.writeSSE({ data: JSON.stringify({ type: 'listening', site: site.name }) });
      while (!over.signal.aborted) {
        await clock.sleep(SIGN_OF_LIFE_MS, over.signal).catch(() => {});
        if (!over.signal.aborted) await stream.write(':\n\n');
      }
    });
  });
}

/** @throws {ProductError} 400 */
function readEvent(name: string, product: Product): WebhookEvent {
  const event = findEvent(name, product);
  if (event !== undefined && isAvailable(event)) return event;
  throw new ProductError(400, { message: `${product} sends no event ${JSON.stringify(name)}.` });
}

/** @throws {ProductError} 400 */
function readPayload(value: unknown): JsonObject {
  if (!isRecord(value)) throw new ProductError(400, { message: 'body must be an object.' });
  // It came as JSON.
  const body: JsonObject = JSON.parse(JSON.stringify(value));
  return body;
}

/** @throws {ProductError} 409 for an add-on that is sent nothing at all */
function assertListens(installation: Installation): void {
  const { key } = installation.descriptor;
  if (!installation.isEnabled) {
    throw new ProductError(409, {
      code: 'addon-disabled',
      message: `${key} is disabled: it is sent no webhooks.`,
      nextSteps: ['Enable it on the page Manage apps of the dev instance.'],
    });
  }
  if (!scopesOf(installation).has('READ')) {
    throw new ProductError(409, {
      code: 'scope-missing',
      message: `${key} has not the scope READ: it is sent no webhooks.`,
      nextSteps: ['Add "READ" to the scopes of its descriptor, and install it again.'],
    });
  }
}

function notListening({ descriptor: { key }, product }: Installation, { name }: WebhookEvent): ProductError {
  const module = JSON.stringify({ event: name, url: '/webhooks/…' });
  return new ProductError(409, {
    code: 'addon-not-listening',
    message: `${key} listens to no ${name}: its descriptor has no webhook for it${product === 'jira' ? ', and none is registered' : ''}.`,
    nextSteps: [
      `Add ${module} to modules.webhooks of its descriptor, and install it again.`,
      'Or send it to any URL, whatever the descriptor says: --to <url>.',
    ],
  });
}

function answerJson(answer: ObservedAnswer | null) {
  if (answer === null) return null;
  const { status, latencyMs, body, omitted } = answer;
  const text = Buffer.from(body).toString('utf8');
  const shown = redact(text.slice(0, SHOWN_CHARACTERS));
  return { status, latencyMs, body: shown, isCut: text.length > SHOWN_CHARACTERS, omitted };
}

/** A webhook as it went over the wire; undefined for what is none. */
function observedJson(observed: ObservedDelivery, { webhooks, installations }: Services) {
  const { delivery, startedAt, headers, body, answer, note } = observed;
  const kept = delivery.id === undefined ? undefined : webhooks.deliveries.find(delivery.id);
  if (delivery.kind !== 'webhook' || kept === undefined) return undefined;
  const installation = installations.find(kept.product, kept.addonKey);
  const { pathname, search } = new URL(delivery.url);
  return {
    type: 'delivery',
    ...{ id: kept.id, product: kept.product, addon: kept.addonKey, event: kept.event },
    startedAt,
    request: {
      method: 'POST',
      target: `${pathname}${search}`,
      basePath: installation === undefined ? '' : basePathOf(baseUrlOf(installation)),
      headers,
      body: base64(body),
    },
    answer: answer === null ? null : { ...answer, body: base64(answer.body) },
    note,
  };
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
