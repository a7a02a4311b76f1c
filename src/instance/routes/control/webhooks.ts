import type { Context, Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { Product } from '../../../catalog/products.ts';
import { findEvent, isAvailable, type WebhookEvent } from '../../../catalog/webhook-events.ts';
import { UsageError } from '../../../core/errors.ts';
import { isRecord, type JsonObject, stringAt } from '../../../core/json.ts';
import { redact } from '../../../core/redact.ts';
import { basePathOf } from '../../../jwt/canonical-request.ts';
import { changeBody } from '../../../webhook/change-body.ts';
import { createSample, createWorld } from '../../../webhook/samples/sample.ts';
import { pickEvent } from '../../../webhook/trigger/pick-event.ts';
import type { ObservedDelivery } from '../../addons/deliver.ts';
import { baseUrlOf, type Installation, scopesOf } from '../../addons/installation.ts';
import type { ObservedAnswer } from '../../addons/observed-answer.ts';
import { findPerson } from '../../opening/find-person.ts';
import { OpenError } from '../../opening/open-error.ts';
import { ProductError } from '../../product-error.ts';
import type { Services } from '../../services.ts';
import { knownWorld } from '../../webhooks/made-up/known-world.ts';
import { prepareMadeUp, type SentMadeUp, sendMadeUp } from '../../webhooks/made-up/send-made-up.ts';
import { WishError } from '../../webhooks/made-up/wishes.ts';
import type { InstanceEnv } from '../env.ts';
import { assertControlToken } from './access.ts';
import { briefJson } from './deliveries.ts';
import { addonOf, type ControlOptions, findInstallation, parseProduct, readBody } from './shared.ts';

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
    const prepared = prepareMadeUp(event, body, stringAt(request, 'actor') ?? null, installation, services);
    if (prepared.length === 0) throw notListening(installation, event);
    const told = { version: 1, product, addon: installation.descriptor.key, event: event.name };
    if (request['dryRun'] === true) {
      const requests = await Promise.all(prepared.map((one) => webhooks.requestFor(one, installation)));
      return c.json({ ...told, requests: requests.map((one) => ({ method: 'POST', ...one })) });
    }
    const sent = await sendMadeUp(prepared, installation, services);
    return c.json({
      ...told,
      deliveries: sent.map(({ delivery, observed }) => ({
        ...briefJson(delivery, services),
        answer: answerJson(observed?.answer ?? null),
      })),
    });
  });

  app.post('/addons/:product/:key/fire', async (c) => {
    // It answers with the requests, tokens and all.
    assertControlToken(c, controlToken);
    const request = await readBody(c, MAX_BODY_DEPTH);
    const installation = addonOf(c, services);
    const { product, descriptor } = installation;
    const { event, body, actor } = readFired(request, installation, services);
    assertListens(installation);
    const prepared = prepareMadeUp(event, body, actor, installation, services);
    if (prepared.length === 0) throw notListening(installation, event);
    const sent = await sendMadeUp(prepared, installation, services);
    return c.json({
      ...{ version: 1, product, addon: descriptor.key, event: event.name },
      deliveries: sent.map((one) => firedJson(one, services)),
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

/** A body about what is there, changed as somebody wants it. @throws {ProductError} 400, 404 or 422 */
function readFired(
  request: Readonly<Record<string, unknown>>,
  installation: Installation,
  services: Services,
) {
  const { product, descriptor } = installation;
  const wish = (name: string) => {
    const value = request[name];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
  };
  const overrides = readPayload(request['overrides'] ?? {});
  try {
    const event = pickEvent(stringAt(request, 'event') ?? '', product);
    const user = wish('user');
    const { actor, known } = knownWorld(services, {
      product,
      addon: descriptor.key,
      ...{ issue: wish('issue'), content: wish('content'), space: wish('space') },
      actor: user === undefined ? undefined : findPerson(services.people, user)?.accountId,
    });
    const { baseUrl } = services.site.products[product];
    const world = createWorld({ product, baseUrl, now: services.clock.now(), known });
    const sample = createSample(event, world) ?? {};
    return { event, body: readPayload(changeBody(sample, [{ kind: 'merge', patch: overrides }])), actor };
  } catch (error) {
    if (error instanceof WishError)
      throw new ProductError(422, { code: 'wish-unknown', message: error.message });
    if (!(error instanceof UsageError || error instanceof OpenError)) throw error;
    const { code, message, nextSteps } = error;
    throw new ProductError(422, { code, message, nextSteps });
  }
}

/** As it went over the wire: texts where they are texts. */
function firedJson({ delivery, observed }: SentMadeUp, services: Services) {
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8');
  const { answer = null, headers = [], body, delivery: sent } = observed ?? {};
  return {
    ...briefJson(delivery, services),
    request:
      observed === undefined || body === undefined ? null : { url: sent?.url, headers, body: text(body) },
    answer: answer === null ? null : { ...answer, body: text(answer.body) },
  };
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
