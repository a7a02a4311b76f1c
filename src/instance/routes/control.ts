import { type Context, Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { PRODUCTS, type Product } from '../../catalog/products.ts';
import { isDeeperThan, isRecord, stringAt } from '../../core/json.ts';
import { InstallError } from '../addons/install-error.ts';
import type { Installation } from '../addons/installation.ts';
import { findModule } from '../addons/modules.ts';
import { isOwnPage } from '../auth/authenticate.ts';
import type { Session } from '../auth/sessions.ts';
import { isSame } from '../people/people.ts';
import { ProductError } from '../product-error.ts';
import { createExtension } from '../render/extensions.ts';
import type { Services } from '../services.ts';
import { type InstanceEnv, incomingRequest } from './env.ts';

export interface ControlOptions {
  /** What a client outside of the pages shows as a Bearer token. */
  readonly controlToken: string;
  /** Asks the process to end the instance. */
  readonly requestStop: () => void;
}

/** What is passed on must be small enough to be walked by recursion. */
const MAX_BODY_DEPTH = 32;

/**
 * The dev instance's own API, below `/_connect-kit/api`. Reading needs nothing but the right Host header; whatever
 * changes state, or hands out a token, needs the session of a page of ours or the control token.
 */
export function createControl(services: Services, options: ControlOptions): Hono<InstanceEnv> {
  const app = new Hono<InstanceEnv>();

  app.use(async (c, next) => {
    // What an add-on's page asks for through the bridge must never get here, whatever session it rides on.
    if (c.req.header('AP-Client-Key') !== undefined) {
      throw new ProductError(403, { message: 'Add-ons do not reach the dev instance itself.' });
    }
    if (c.req.method !== 'GET' && !isAllowed(c, services, options.controlToken)) {
      throw new ProductError(403, {
        message: 'This needs the control token, or a page of the dev instance.',
      });
    }
    await next();
  });

  addStatusRoutes(app, services, options);
  addTrafficRoutes(app, services);
  addAddonRoutes(app, services);
  addSecretRoute(app, services, options);
  addModuleRoutes(app, services);
  return app;
}

function addStatusRoutes(
  app: Hono<InstanceEnv>,
  { site, installations }: Services,
  options: ControlOptions,
): void {
  app.get('/status', (c) =>
    c.json({
      version: 1,
      site: site.name,
      products: PRODUCTS.map((product) => site.products[product]),
      addons: installations.list().map(addonStatus),
    }),
  );

  app.post('/stop', (c) => {
    // Answered first, so that whoever asked learns of it.
    setImmediate(options.requestStop);
    return c.json({ version: 1, stopping: true });
  });
}

function addTrafficRoutes(app: Hono<InstanceEnv>, { traffic }: Services): void {
  app.get('/traffic', (c) => c.json({ version: 1, exchanges: traffic.list() }));
  app.get('/traffic/stream', (c) =>
    streamSSE(c, async (stream) => {
      await new Promise<void>((resolve) => {
        const unsubscribe = traffic.subscribe((exchange) => {
          void stream.writeSSE({ data: JSON.stringify(exchange) });
        });
        stream.onAbort(() => {
          unsubscribe();
          resolve();
        });
      });
    }),
  );
}

/** Installing and removing, for the pages. */
function addAddonRoutes(app: Hono<InstanceEnv>, services: Services): void {
  const { installer } = services;
  app.post('/addons', async (c) => {
    const body = await readBody(c);
    const product = parseProduct(body['product']);
    const descriptorUrl = stringAt(body, 'descriptorUrl');
    if (descriptorUrl === undefined || !URL.canParse(descriptorUrl)) {
      throw new ProductError(400, { message: 'descriptorUrl must be an absolute URL.' });
    }
    try {
      const { descriptor } = await installer.install(product, descriptorUrl);
      return c.json({ version: 1, key: descriptor.key }, 201);
    } catch (error) {
      if (!(error instanceof InstallError)) throw error;
      const { code, message, diagnostics } = error;
      return c.json({ version: 1, code, message, diagnostics }, 422);
    }
  });
  app.delete('/addons/:product/:key', async (c) => {
    await installer.uninstall(findInstallation(services, c.req.param('product'), c.req.param('key')));
    return c.body(null, 204);
  });
  app.post('/addons/:product/:key/enable', async (c) => {
    await installer.enable(findInstallation(services, c.req.param('product'), c.req.param('key')));
    return c.body(null, 204);
  });
  app.post('/addons/:product/:key/disable', async (c) => {
    await installer.disable(findInstallation(services, c.req.param('product'), c.req.param('key')));
    return c.body(null, 204);
  });
}

/** What it takes to sign as an add-on or as the product that it is installed in. */
function addSecretRoute(app: Hono<InstanceEnv>, services: Services, { controlToken }: ControlOptions): void {
  app.post('/addons/:product/:key/secret', (c) => {
    // A page's session does for the rest, but pages show scripts of others: this is for the terminal alone.
    if (!isSame(bearerOf(c) ?? '', controlToken)) {
      throw new ProductError(403, { message: 'This needs the control token.' });
    }
    const installation = findInstallation(services, c.req.param('product'), c.req.param('key'));
    const { product, descriptor, sharedSecret, oauthClientId } = installation;
    const { clientKey, baseUrl: productUrl } = services.site.products[product];
    return c.json({
      version: 1,
      product,
      key: descriptor.key,
      baseUrl: descriptor.baseUrl,
      productUrl,
      clientKey,
      oauthClientId,
      sharedSecret: sharedSecret ?? null,
    });
  });
}

/** What the pages ask for while an add-on's module is on them. */
function addModuleRoutes(app: Hono<InstanceEnv>, services: Services): void {
  const { site, signer, people } = services;
  app.post('/context-token', async (c) => {
    const { installation, context, person } = await readModuleRequest(c);
    const host = site.products[installation.product];
    const token = await signer.signContext(host, installation, context, person?.accountId);
    if (token === undefined) {
      throw new ProductError(400, {
        message: 'The add-on has authentication none: there is no token to give.',
      });
    }
    return c.json({ token });
  });
  app.post('/module', async (c) => {
    const { installation, module, context, person } = await readModuleRequest(c);
    if (module === undefined)
      throw new ProductError(404, { message: 'The add-on has no module of that key.' });
    return c.json(await createExtension(services, installation, module, context, person));
  });

  async function readModuleRequest(c: Context<InstanceEnv>) {
    const body = await readBody(c);
    const addonKey = stringAt(body, 'addonKey') ?? '';
    const installation = findInstallation(services, body['product'], addonKey);
    if (!installation.isEnabled) throw new ProductError(403, { message: `${addonKey} is disabled.` });
    const { context } = body;
    return {
      installation,
      module: findModule(installation.descriptor, stringAt(body, 'moduleKey') ?? ''),
      context: isRecord(context) ? context : {},
      person: people.find(sessionOf(c, services)?.accountId),
    };
  }
}

function isAllowed(c: Context<InstanceEnv>, services: Services, controlToken: string): boolean {
  const bearer = bearerOf(c);
  if (bearer !== undefined) return isSame(bearer, controlToken);
  const session = sessionOf(c, services);
  return (
    session !== undefined &&
    isOwnPage(incomingRequest(c, services.site.origin), session, services.site.origin)
  );
}

function bearerOf(c: Context<InstanceEnv>): string | undefined {
  return /^Bearer (.+)$/.exec(c.req.header('Authorization') ?? '')?.[1];
}

function sessionOf(c: Context<InstanceEnv>, { sessions, site }: Services): Session | undefined {
  return sessions.find(incomingRequest(c, site.origin).sessionId);
}

function findInstallation({ installations }: Services, product: unknown, key: string): Installation {
  const installation = installations.find(parseProduct(product), key);
  if (installation === undefined) throw new ProductError(404, { message: `No add-on has the key ${key}.` });
  return installation;
}

function addonStatus({ product, descriptor, descriptorUrl, isEnabled }: Installation) {
  const { key, name, baseUrl } = descriptor;
  return { product, key, name: name ?? key, baseUrl, descriptorUrl, enabled: isEnabled };
}

function parseProduct(value: unknown): Product {
  const product = PRODUCTS.find((one) => one === value);
  if (product === undefined)
    throw new ProductError(400, { message: `product must be one of ${PRODUCTS.join(', ')}.` });
  return product;
}

async function readBody(c: Context<InstanceEnv>): Promise<Record<string, unknown>> {
  const body: unknown = await c.req.json().catch(() => undefined);
  if (!isRecord(body) || isDeeperThan(body, MAX_BODY_DEPTH))
    throw new ProductError(400, { message: 'The body must be a JSON object, not nested deeply.' });
  return body;
}
