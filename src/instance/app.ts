import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import { PRODUCTS } from '../catalog/products.ts';
import { messageOf } from '../core/errors.ts';
import { loopbackPortOf } from '../core/loopback.ts';
import type { AuthenticateDeps } from './auth/authenticate.ts';
import { listBlueprints } from './confluence/blueprints.ts';
import { listCustomTypes } from './confluence/custom-types.ts';
import { listPropertyIndexes } from './confluence/property-indexes.ts';
import { type RateLimit, RateLimiter } from './faults/rate-limit.ts';
import { ProductError } from './product-error.ts';
import { createAgileRest } from './routes/agile/index.ts';
import { createAssets } from './routes/assets.ts';
import { createConfluenceRest } from './routes/confluence/index.ts';
import { createConnectRest } from './routes/connect/index.ts';
import { type ControlOptions, createControl } from './routes/control/index.ts';
import { type InstanceEnv, rawUrl } from './routes/env.ts';
import { createSideGate } from './routes/fault-gate.ts';
import { createJiraRest } from './routes/jira/index.ts';
import { createOAuth2 } from './routes/oauth2.ts';
import { ownOperationOnly } from './routes/own-operation.ts';
import { createPages } from './routes/pages/index.ts';
import { createRestGate, isKnownToProduct } from './routes/rest-gate.ts';
import { traceWebhooks } from './routes/trace-webhooks.ts';
import { createUpm } from './routes/upm/index.ts';
import type { Services } from './services.ts';
import { portOf, productOfPath } from './site.ts';

export interface InstanceAppOptions extends ControlOptions {
  /** Told of failures that are bugs of the dev instance; the client gets a 500. */
  readonly onBug: (error: unknown) => void;
  /** The public key of another site in this process. */
  readonly findForeignKey?: (kid: string) => string | undefined;
  /** How many requests an add-on may make; as many as it likes when left out. */
  readonly rateLimit?: RateLimit;
}

const MAX_BODY_BYTES = 10 * 1024 * 1024;
/** Takes whole sites, from whoever has the control token. */
const IMPORT_PATH = '/_connect-kit/api/import';
const REST_PATHS = ['/rest/*', '/wiki/rest/*', '/wiki/api/*', '/wiki/download/*'];

/** Every route of a site, as an app that does not listen. */
export function createInstanceApp(services: Services, options: InstanceAppOptions): Hono<InstanceEnv> {
  const { site, people, clock } = services;
  const times = { now: () => clock.now(), addonNow: () => clock.machineNow?.() ?? clock.now() };
  const auth: AuthenticateDeps = { ...services, ...times };
  // The products take a path with and without a slash at its end for the same.
  const app = new Hono<InstanceEnv>({ strict: false });

  app.use(atItsAddress(services));
  const limitBody = bodyLimit({
    maxSize: MAX_BODY_BYTES,
    onError: (c) => c.json({ message: 'The request body is larger than 10 MB.', 'status-code': 413 }, 413),
  });
  app.use((c, next) => (c.req.path === IMPORT_PATH || !hasBody(c) ? next() : limitBody(c, next)));

  app.use('/install-keys/*', createSideGate('install-key', services));
  app.get('/install-keys/:kid', (c) => {
    const kid = c.req.param('kid');
    const key = services.installKeys.find(kid)?.publicKey ?? options.findForeignKey?.(kid);
    return key === undefined ? c.text('Not found', 404) : c.text(key);
  });
  app.route('/', createAssets(people));
  app.route('/_connect-kit/api', createControl(services, options));

  for (const product of PRODUCTS) {
    const host = site.products[product];
    const upm = createUpm({ ...services, host, auth, onBug: options.onBug });
    app.route(`${host.contextPath}/rest/plugins/1.0`, upm);
  }
  app.use('/oauth2/token', createSideGate('oauth2', services));
  app.route('/', createOAuth2({ ...services, ...times }));

  const { rateLimit } = options;
  const limiter = rateLimit === undefined ? undefined : new RateLimiter(rateLimit);
  const gate = createRestGate({ ...services, auth, limiter });
  for (const path of REST_PATHS) app.use(path, gate, ownOperationOnly);
  app.use('/rest/*', traceWebhooks(services.webhooks));
  for (const product of PRODUCTS) {
    const host = site.products[product];
    app.route(`${host.contextPath}/rest/atlassian-connect/1`, createConnectRest({ ...services, host }));
  }
  const jira = {
    host: site.products.jira,
    store: services.jira,
    installations: services.installations,
    people,
    webhooks: services.webhooks,
    groupChanged: services.confluence.groupChanged,
    now: () => clock.now(),
  };
  const jiraRest = createJiraRest(jira);
  for (const version of ['2', '3', 'latest']) app.route(`/rest/api/${version}`, jiraRest);
  app.route('/rest/agile/1.0', createAgileRest(jira));
  app.route(
    '/wiki',
    createConfluenceRest({
      host: site.products.confluence,
      confluence: services.confluence,
      people,
      propertyIndexes: () => listPropertyIndexes(services.installations),
      customTypes: () => listCustomTypes(services.installations),
      blueprints: () => listBlueprints(services.installations),
      now: () => clock.now(),
    }),
  );
  app.route('/', createPages(services));

  app.notFound((c) => {
    const { path, method } = c.req;
    if (!/^\/(?:wiki\/)?(?:rest|api)\//.test(path)) return c.text('Not found\n', 404);
    const { product } = productOfPath(site, path);
    if (!isKnownToProduct(method, path)) {
      return c.json({ message: `null for uri: ${site.origin}${path}`, 'status-code': 404 }, 404);
    }
    return c.json(
      {
        message: `${method} ${path} exists in ${product}, but connect-kit's dev instance does not emulate it.`,
        'status-code': 501,
      },
      501,
    );
  });
  app.onError((error, c) => {
    if (error instanceof ProductError) return c.json(error.body, error.status);
    if (error instanceof HTTPException) return error.getResponse();
    // Whoever went away in the middle of a request reads no answer, and that is no bug.
    if (c.req.raw.signal.aborted) return c.body(null, 400);
    options.onBug(error);
    return c.json({ message: `The dev instance failed: ${messageOf(error)}`, 'status-code': 500 }, 500);
  });
  return app;
}

/** Said by the headers: to look at the body itself, a request of another kind has to be made of this one. */
function hasBody({ req }: Context<InstanceEnv>): boolean {
  return req.header('Content-Length') !== undefined || req.header('Transfer-Encoding') !== undefined;
}

/** What is answered at an address that the site has left, since whoever asks for it knows no other. */
const LEFT_BEHIND = /^\/(?:_connect-kit\/api|install-keys)\//;

/** Turns away other host names; sends on whoever comes to where the site was before it was renamed. */
function atItsAddress({ site, tenant }: Services): MiddlewareHandler<InstanceEnv> {
  return async (c, next) => {
    const port = loopbackPortOf(c.req.header('Host'));
    if (port === portOf(site.origin)) return next();
    if (port === undefined || !tenant.wasAt(`http://localhost:${port}`)) {
      return c.text(`This is the dev instance at ${site.origin}; it answers to no other host name.\n`, 403);
    }
    return LEFT_BEHIND.test(c.req.path) ? next() : c.redirect(`${site.origin}${rawUrl(c)}`, 307);
  };
}
