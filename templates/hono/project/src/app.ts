import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { etag } from 'hono/etag';
import type { Addon } from './addon.ts';
import { assetHeaders, assetNameOf } from './assets.ts';
import type { Descriptor } from './descriptor.ts';
import { HttpError } from './http-error.ts';
import { answerError, SECURITY_HEADERS } from './responses.ts';
import type { AddonRequest } from './route.ts';
import { createRoutes } from './routes.ts';

/** A webhook holds a whole issue or page. */
const MAX_BODY_BYTES = 5 * 1024 * 1024;

export interface AppOptions {
  readonly addon: Addon;
  /** What Atlassian reads about the add-on: one descriptor for each product. */
  readonly descriptors: readonly Descriptor[];
  /** Reads a file of `public/`; undefined when there is none of that name. */
  readonly readAsset: (name: string) => Promise<Uint8Array<ArrayBuffer> | ArrayBuffer | undefined>;
  /** Takes what went wrong on the server. */
  readonly log: (message: string, error: unknown) => void;
}

/** The add-on as a function of requests, made of web standards alone: `node.ts` and `worker.ts` serve it. */
export function createApp({ addon, descriptors, readAsset, log }: AppOptions): Hono {
  const app = new Hono();
  const below = app.basePath(addon.basePath || '/');
  for (const { path, document } of descriptors) {
    below.get(path, (context) => context.json(document, 200, SECURITY_HEADERS));
  }
  below.get('/assets/*', etag(), async (context) => {
    const name = assetNameOf(context.req.path.slice(`${addon.basePath}/assets/`.length));
    const content = name === undefined ? undefined : await readAsset(name);
    if (name === undefined || content === undefined) return context.notFound();
    return context.body(content, 200, { ...SECURITY_HEADERS, ...assetHeaders(name) });
  });
  below.use(bodyLimit({ maxSize: MAX_BODY_BYTES, onError: refuseBody }));
  for (const { method, path, answer } of createRoutes(addon)) {
    below.on(method, path, (context) => answer(readRequest(context)));
  }

  app.notFound((context) => answerError(addon.basePath, NOT_FOUND, context.req.header('Accept')));
  app.onError((error, context) => {
    const known = error instanceof HttpError ? error : new HttpError(500, 'The add-on failed.');
    // The path alone: the query of a frame's URL holds a token.
    const { method, path } = context.req;
    if (known.status >= 500) log(`${method} ${path} failed with ${known.status}`, error);
    return answerError(addon.basePath, known, context.req.header('Accept'));
  });
  return app;
}

const NOT_FOUND = new HttpError(404, 'There is nothing at this address.');

function refuseBody(): never {
  throw new HttpError(413, 'The request is too large.');
}

function readRequest({ req: request }: Context): AddonRequest {
  const { pathname, search } = new URL(request.url);
  return {
    method: request.method,
    target: pathname + search,
    authorization: request.header('Authorization'),
    header: (name) => request.header(name),
    json: async () => {
      try {
        return await request.json<unknown>();
      } catch (cause) {
        if (cause instanceof HttpError) throw cause;
        throw new HttpError(400, 'The body is no JSON.', { cause });
      }
    },
  };
}
