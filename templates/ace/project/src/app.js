// @ts-check
import path from 'node:path';
import ace from 'atlassian-connect-express';
import express from 'express';
import { PROJECT_FOLDER } from './config.js';
import { descriptorRoutes } from './connect/descriptors.js';
import { lifecycleRoutes } from './connect/lifecycle.js';
import { handleErrors } from './errors.js';
import { HttpError } from './http-error.js';
import { moduleRoutes } from './module-routes.js';
import { allowCaching, securityHeaders } from './security-headers.js';
import { DeliveryLog } from './storage/delivery-log.js';
import { SettingsStore } from './storage/settings-store.js';

/**
 * The add-on as an Express app: every URL of the descriptor has its route here.
 * @param {object} options
 * @param {import('./config.js').Config} options.config
 * @param {import('./storage/database.js').Database} options.database
 * @param {import('./storage/secrets.js').Secrets} options.secrets
 * @param {Console} [options.logger] of the framework
 */
export function createApp({ config, database, secrets, logger }) {
  const store = new SettingsStore(database, secrets);
  const deliveries = new DeliveryLog(database);
  // @ts-expect-error The type asks for what only add-ons need that are moving to Forge.
  ace.store.register('sql', () => store);

  const app = express();
  app.disable('x-powered-by');
  app.use(securityHeaders);
  app.get('/health', (_request, response) => void response.type('text').send('ok\n'));
  // The framework looks for tokens in the body as well, so there must be one on every request.
  app.use(express.json({ limit: '1mb' }));
  const addon = ace(app, { config: { development: frameworkConfig(config) } }, logger);

  const basePath = new URL(config.baseUrl).pathname.replace(/\/+$/, '');
  const routes = express.Router();
  routes.use('/assets', express.static(path.join(PROJECT_FOLDER, 'public'), { setHeaders: allowCaching }));
  routes.use(descriptorRoutes(config.baseUrl));
  routes.use(lifecycleRoutes({ addon, store, deliveries }));
  routes.use(moduleRoutes({ addon, deliveries, basePath }));
  app.use(basePath || '/', routes);
  // Whatever the framework adds once the app is made comes behind this and is never reached: see README.md.
  app.use(() => {
    throw new HttpError(404, 'There is nothing at this address.');
  });
  app.use(handleErrors(basePath));
  return app;
}

/**
 * What stands in `config.json` elsewhere. `development` is what the framework falls back to in any environment.
 * @param {import('./config.js').Config} config
 */
function frameworkConfig({ baseUrl }) {
  return {
    // Jira or Confluence: the framework treats both alike, and sites say themselves what they are.
    product: 'jira',
    localBaseUrl: baseUrl,
    store: { adapter: 'sql' },
    // Errors go to our handler, instead of being answered as they are: a wrong signature would be a 400.
    expressErrorHandling: true,
    // The route is among the others in lifecycle.js.
    setupInstallRoute: false,
    // Where NODE_ENV is "development", the framework's validator of descriptors cannot be loaded, and with it goes
    // addon.register, which a changed descriptor would call: the process would end. connect-kit does both.
    watch: false,
    validateDescriptor: false,
  };
}
