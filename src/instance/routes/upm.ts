import { randomBytes } from 'node:crypto';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { isRecord, stringAt } from '../../core/json.ts';
import { InstallTasks, installTaskJson, installTaskType } from '../addons/install-tasks.ts';
import type { Installation, InstallationStore } from '../addons/installation.ts';
import type { Installer } from '../addons/installer.ts';
import { pluginJson, pluginPath } from '../addons/plugin-json.ts';
import { type AuthenticateDeps, authenticate } from '../auth/authenticate.ts';
import { ProductError } from '../product-error.ts';
import type { HostProduct } from '../site.ts';
import { type InstanceEnv, incomingRequest } from './env.ts';

export interface UpmDeps {
  readonly host: HostProduct;
  readonly origin: string;
  readonly installer: Installer;
  readonly installations: InstallationStore;
  readonly auth: AuthenticateDeps;
  /** Told of failures that are bugs of the dev instance. */
  readonly onBug: (error: unknown) => void;
}

/** A key followed by `-key`, as UPM's addresses carry it. */
const PLUGIN = '/:plugin{.+-key}';

/**
 * The Universal Plugin Manager's REST contract below `{product}/rest/plugins/1.0`, for site administrators with basic
 * authentication: list, install by descriptor URL as a task, read, enable, disable and remove.
 */
export function createUpm(deps: UpmDeps): Hono<InstanceEnv> {
  const app = new Hono<InstanceEnv>();
  app.use(administratorsOnly(deps));
  addInstallRoutes(app, deps);
  addPluginRoutes(app, deps);
  return app;
}

function administratorsOnly({ host, origin, auth }: UpmDeps): MiddlewareHandler<InstanceEnv> {
  return async (c, next) => {
    const { caller } = await authenticate(incomingRequest(c, origin), host, auth);
    if (caller?.kind !== 'person' || caller.via !== undefined) {
      c.header('WWW-Authenticate', 'Basic realm="protected-area"');
      throw new ProductError(401, { message: 'You must log in as an administrator.', 'status-code': 401 });
    }
    if (!caller.person.isAdmin) {
      throw new ProductError(403, { message: 'Only administrators manage apps.', 'status-code': 403 });
    }
    await next();
  };
}

function addInstallRoutes(app: Hono<InstanceEnv>, { host, installations, installer, onBug }: UpmDeps): void {
  const tasks = new InstallTasks(installer, host, onBug);
  const tokens = new Set<string>();

  app.get('/', (c) => {
    const token = randomBytes(12).toString('hex');
    tokens.add(token);
    c.header('upm-token', token);
    return c.json({
      plugins: installations.list(host.product).map((one) => pluginJson(one, host)),
      links: { self: `${host.contextPath}/rest/plugins/1.0/` },
    });
  });

  app.post('/', async (c) => {
    if (!tokens.delete(c.req.query('token') ?? '')) {
      throw new ProductError(403, {
        message: 'The upm-token is missing or has been used: GET /rest/plugins/1.0/ answers a new one.',
        subCode: 'upm.error.invalid.token',
      });
    }
    const descriptorUrl = stringAt(await readBody(c), 'pluginUri');
    if (descriptorUrl === undefined || !URL.canParse(descriptorUrl)) {
      throw new ProductError(400, { message: 'pluginUri must be the absolute URL of a descriptor.' });
    }
    const id = tasks.start(descriptorUrl);
    return c.json(installTaskJson(id, { state: 'running', descriptorUrl }, host), 202);
  });

  app.get('/pending/:id', (c) => {
    const id = c.req.param('id');
    const task = tasks.find(id);
    if (task === undefined) throw new ProductError(404, { message: 'No such task.' });
    if (task.state === 'installed') return c.redirect(pluginPath(task.installation, host), 303);
    return c.json(installTaskJson(id, task, host), 200, { 'Content-Type': installTaskType(task) });
  });

  app.get('/settings', (c) =>
    c.json({
      settings: [
        { key: 'connectDeveloperListingsEnabled', value: true, requiresRefresh: false, readOnly: true },
      ],
    }),
  );
}

function addPluginRoutes(app: Hono<InstanceEnv>, { host, installations, installer }: UpmDeps): void {
  app.get(PLUGIN, (c) => c.json(pluginJson(find(c), host)));
  app.get(`${PLUGIN}/summary`, (c) => c.json(pluginJson(find(c), host)));

  app.put(PLUGIN, async (c) => {
    const installation = find(c);
    const { enabled } = await readBody(c);
    if (typeof enabled !== 'boolean')
      throw new ProductError(400, { message: 'enabled must be true or false.' });
    const changed = enabled ? await installer.enable(installation) : await installer.disable(installation);
    return c.json(pluginJson(changed, host));
  });

  app.delete(PLUGIN, async (c) => {
    await installer.uninstall(find(c));
    return c.body(null, 204);
  });

  function find(c: Context<InstanceEnv>): Installation {
    const key = (c.req.param('plugin') ?? '').replace(/-key$/, '');
    const installation = installations.find(host.product, key);
    if (installation === undefined) throw new ProductError(404, { message: `No app has the key ${key}.` });
    return installation;
  }
}

async function readBody(c: Context<InstanceEnv>): Promise<Record<string, unknown>> {
  const body: unknown = await c.req.json().catch(() => undefined);
  return isRecord(body) ? body : {};
}
