import path from 'node:path';
import express, { type ErrorRequestHandler, type Express, Router } from 'express';
import { basePathOf, type Config, PROJECT_FOLDER } from './config.ts';
import { Authentication } from './connect/authentication.ts';
import { InstallKeys } from './connect/install-keys.ts';
import { JiraClient } from './connect/jira-client.ts';
import type { Descriptor } from './descriptor.ts';
import { HttpError } from './http-error.ts';
import { lifecycleRoutes } from './routes/lifecycle.ts';
import { pageRoutes } from './routes/pages.ts';
import { webhookRoutes } from './routes/webhooks.ts';
import { allowCaching, securityHeaders } from './security-headers.ts';
import type { Tenant, TenantStore } from './storage/tenant-store.ts';
import type { WebhookLog } from './storage/webhook-log.ts';
import { renderErrorPage } from './views/layout.ts';

export interface AppOptions {
  readonly config: Config;
  readonly descriptor: Descriptor;
  readonly tenants: TenantStore;
  readonly webhooks: WebhookLog;
  readonly fetch: typeof fetch;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Takes what went wrong on the server. */
  readonly log: (message: string, error: unknown) => void;
}

/** The add-on as an Express app: every URL of `atlassian-connect.json` has its route here. */
export function createApp(options: AppOptions): Express {
  const { config, descriptor, tenants, webhooks, now } = options;
  const addonKey = descriptor.key;
  const basePath = basePathOf(config.baseUrl);
  const installKeys = new InstallKeys(config.installKeysUrl, options.fetch);
  const authentication = new Authentication({ baseUrl: config.baseUrl, tenants, installKeys, now });
  const jira = (tenant: Tenant) => new JiraClient({ addonKey, tenant, fetch: options.fetch, now });

  const routes = Router();
  routes.use('/assets', express.static(path.join(PROJECT_FOLDER, 'public'), { setHeaders: allowCaching }));
  routes.get('/atlassian-connect.json', (_request, response) => void response.json(descriptor.document));
  routes.use('/lifecycle', lifecycleRoutes({ addonKey, authentication, tenants, webhooks }));
  routes.use('/webhooks', webhookRoutes({ authentication, webhooks, now }));
  routes.use(
    pageRoutes({
      addonName: descriptor.name,
      basePath,
      hostScriptUrl: config.hostScriptUrl,
      authentication,
      webhooks,
      jira,
    }),
  );

  const app = express();
  app.disable('x-powered-by');
  app.use(securityHeaders);
  app.use(basePath || '/', routes);
  app.use(() => {
    throw new HttpError(404, 'There is nothing at this address.');
  });
  app.use(errorHandler(basePath, options.log));
  return app;
}

/** Express tells error handlers from others by their four parameters. */
function errorHandler(basePath: string, log: AppOptions['log']): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    const status = statusOf(error);
    // The path alone: the query of a frame's URL holds a token.
    if (status >= 500) log(`${request.method} ${request.path} failed with ${status}`, error);
    if (response.headersSent) return next(error);
    const message = error instanceof HttpError ? error.message : (MESSAGES[status] ?? 'The add-on failed.');
    response.status(status);
    if (request.accepts(['text', 'html']) === 'html') {
      response.send(renderErrorPage(basePath, message).text);
    } else {
      response.type('text').send(`${message}\n`);
    }
  };
}

const MESSAGES: Readonly<Record<number, string>> = {
  400: 'The request cannot be read.',
  413: 'The request is too large.',
  415: 'The request has an encoding that is not supported.',
};

/** Errors of Express and its parsers carry a status; everything else is a bug. */
function statusOf(error: unknown): number {
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  return typeof status === 'number' && status >= 400 && status < 600 ? status : 500;
}
