import path from 'node:path';
import express, { type ErrorRequestHandler, type Express, Router } from 'express';
import type { Addon } from './addon.ts';
import { PROJECT_FOLDER } from './config.ts';
import type { Descriptor } from './descriptor.ts';
import { mount } from './express-route.ts';
import { HttpError } from './http-error.ts';
import { answerError, SECURITY_HEADERS } from './responses.ts';
import { createRoutes } from './routes.ts';

/** Takes what went wrong on the server. */
export type Log = (message: string, error: unknown) => void;

/** The add-on as an Express app. */
export function createApp(addon: Addon, descriptors: readonly Descriptor[], log: Log): Express {
  const routes = Router();
  routes.use('/assets', express.static(path.join(PROJECT_FOLDER, 'public'), { setHeaders: allowCaching }));
  for (const { path: address, document } of descriptors) {
    routes.get(address, (_request, response) => void response.json(document));
  }
  for (const route of createRoutes(addon)) mount(routes, route);

  const app = express();
  app.disable('x-powered-by');
  app.use((_request, response, next) => {
    response.set(SECURITY_HEADERS);
    next();
  });
  app.get('/health', (_request, response) => void response.type('text').send('ok\n'));
  app.use(addon.basePath || '/', routes);
  app.use(() => {
    throw new HttpError(404, 'There is nothing at this address.');
  });
  app.use(errorHandler(addon.basePath, log));
  return app;
}

/** For files that are the same for everybody: kept by browsers, and asked for again only when they changed. */
function allowCaching(response: { setHeader(name: string, value: string): void }): void {
  response.setHeader('Cache-Control', 'no-cache');
}

/** Express tells error handlers from others by their four parameters. */
function errorHandler(basePath: string, log: Log): ErrorRequestHandler {
  return async (error: unknown, request, response, next) => {
    const known = toHttpError(error);
    // The path alone: the query of a frame's URL holds a token.
    if (known.status >= 500) log(`${request.method} ${request.path} failed with ${known.status}`, error);
    if (response.headersSent) return next(error);
    const answer = answerError(basePath, known, request.get('Accept'));
    response.status(answer.status).set(Object.fromEntries(answer.headers));
    response.send(await answer.text());
  };
}

const MESSAGES: Readonly<Record<number, string>> = {
  400: 'The request cannot be read.',
  413: 'The request is too large.',
  415: 'The request has an encoding that is not supported.',
};

/** Errors of Express and its parsers carry a status; everything else is a bug. */
function toHttpError(error: unknown): HttpError {
  if (error instanceof HttpError) return error;
  const given = error instanceof Error && 'status' in error ? error.status : undefined;
  const status = typeof given === 'number' && given >= 400 && given < 600 ? given : 500;
  return new HttpError(status, MESSAGES[status] ?? 'The add-on failed.', { cause: error });
}
