import type { Hono } from 'hono';
import { stringAt } from '../../../core/json.ts';
import { InstallTasks, installTaskJson, installTaskType } from '../../addons/install-tasks.ts';
import { pluginJson, pluginPath } from '../../addons/plugin-json.ts';
import type { InstanceEnv } from '../env.ts';
import { explain } from '../explanation.ts';
import { answer, assertType, TYPES } from './media-types.ts';
import { accountOf, readBody, type UpmDeps } from './upm-deps.ts';
import { upmError } from './upm-error.ts';
import { UpmTokens } from './upm-tokens.ts';

/** Listing what is installed, and installing. */
export function addInstallRoutes(app: Hono<InstanceEnv>, deps: UpmDeps): void {
  const { host, installations, installer, developmentMode, onBug } = deps;
  const tokens = new UpmTokens();
  const tasks = new InstallTasks(installer, host, onBug, (url) =>
    developmentMode.assertAllowed(host.product, url),
  );

  app.get('/', (c) => {
    c.header('upm-token', tokens.current(accountOf(c)));
    const plugins = installations.list(host.product).map((one) => pluginJson(one, host));
    return answer(c, { plugins, links: { self: `${host.contextPath}/rest/plugins/1.0/` } }, TYPES.installed);
  });

  app.post('/', async (c) => {
    assertType(c, TYPES.remoteInstall, TYPES.installUri);
    if (!tokens.use(accountOf(c), c.req.query('token') ?? '')) {
      explain(c, 'GET /rest/plugins/1.0/ answers a token, good for one install.');
      throw upmError(403, 'invalid token', 'upm.error.invalid.token');
    }
    const descriptorUrl = stringAt(await readBody(c), 'pluginUri');
    if (descriptorUrl === undefined || !URL.canParse(descriptorUrl)) {
      throw upmError(400, 'pluginUri must be the absolute URL of a descriptor.');
    }
    const startedAt = deps.auth.now();
    const { id, task } = tasks.start({ descriptorUrl, startedAt, accountId: accountOf(c) });
    return answer(c, installTaskJson(id, task, host), installTaskType(task), 202);
  });

  app.get('/pending/:id', (c) => {
    const id = c.req.param('id');
    const task = tasks.find(id);
    if (task === undefined) throw upmError(404, 'No such task.');
    if (task.state === 'installed') return c.redirect(pluginPath(task.installation, host), 303);
    // Programs tell a failure by its type, so it is never answered as plain JSON.
    return c.json(installTaskJson(id, task, host), 200, { 'Content-Type': installTaskType(task) });
  });
}
