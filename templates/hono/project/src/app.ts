import { type Context, Hono } from 'hono';
import { etag } from 'hono/etag';
import type { Addon } from './addon.ts';
import { assetHeaders, assetNameOf } from './assets.ts';
import type { Descriptor } from './descriptor.ts';
import { HttpError } from './http-error.ts';
import { readJson } from './read-json.ts';
import { answerError, SECURITY_HEADERS } from './responses.ts';
import type { AddonRequest } from './route.ts';
import { createRoutes } from './routes.ts';

export interface AppOptions {
  readonly addon: Addon;
  /** What Atlassian reads about the add-on: one for each product. */
  readonly descriptors: readonly Descriptor[];
  /** Reads a file of `public/`; undefined when there is none of that name. */
  readonly readAsset: (name: string) => Promise<Uint8Array<ArrayBuffer> | ArrayBuffer | undefined>;
  /** Takes what went wrong on the server. */
  readonly log: (message: string, error: unknown) => void;
}

/** The add-on as a Hono app. It is made of web standards alone: `node.ts` serves it, and so does `worker.ts`. */
export function createApp({ addon, descriptors, readAsset, log }: AppOptions): Hono {
  const app = new Hono();
  app.get('/health', (context) => context.text('ok\n', 200, SECURITY_HEADERS));

  const routes = app.basePath(addon.basePath || '/');
  routes.get('/assets/*', etag(), async (context) => {
    const name = assetNameOf(context.req.path.slice(`${addon.basePath}/assets/`.length));
    const content = name === undefined ? undefined : await readAsset(name);
    if (name === undefined || content === undefined) return context.notFound();
    return context.body(content, 200, { ...SECURITY_HEADERS, ...assetHeaders(name) });
  });
  for (const { path, document } of descriptors) {
    routes.get(path, (context) => context.json(document, 200, SECURITY_HEADERS));
  }
  for (const { method, path, answer } of createRoutes(addon)) {
    routes.on(method, path, (context) => answer(toAddonRequest(context)));
  }

  app.notFound(() => {
    throw new HttpError(404, 'There is nothing at this address.');
  });
  app.onError((error, { req: request }) => {
    const known = error instanceof HttpError ? error : new HttpError(500, 'The add-on failed.');
    // The path alone: the query of a frame's URL holds a token.
    if (known.status >= 500) log(`${request.method} ${request.path} failed with ${known.status}`, error);
    return answerError(addon.basePath, known, request.header('Accept'));
  });
  return app;
}

function toAddonRequest({ req: request }: Context): AddonRequest {
  const { pathname, search } = new URL(request.url);
  return {
    method: request.method,
    target: pathname + search,
    authorization: request.header('Authorization'),
    header: (name) => request.header(name),
    json: () => readJson(request.raw),
  };
}
