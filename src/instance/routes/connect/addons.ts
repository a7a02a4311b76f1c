import type { Hono } from 'hono';
import { InstallError } from '../../addons/install-error.ts';
import type { Installation } from '../../addons/installation.ts';
import { addonJson } from '../../addons/plugin-json.ts';
import { ProductError } from '../../product-error.ts';
import type { InstanceEnv } from '../env.ts';
import {
  type ConnectContext,
  type ConnectDeps,
  callingAddon,
  connectError,
  isSysadmin,
} from './connect-deps.ts';

/** An add-on reads itself; system administrators list, remove and reinstall. */
export function addAddonRoutes(app: Hono<InstanceEnv>, deps: ConnectDeps): void {
  const { host, installations, installer, people } = deps;
  const json = (installation: Installation) => addonJson(installation, host, contacts());

  app.get('/addons', (c) => {
    assertSysadmin(c);
    return c.json({ addons: installations.list(host.product).map(json) });
  });
  app.get('/addons/:key', (c) => {
    const isItself = callingAddon(c)?.descriptor.key === c.req.param('key');
    if (!isItself && !isSysadmin(c)) throw notFound(c);
    return c.json(json(find(c)));
  });
  app.delete('/addons/:key', async (c) => {
    assertSysadmin(c);
    const installation = find(c);
    await installer.uninstall(installation);
    const { key, version } = json(installation);
    return c.json({ key, version });
  });
  app.put('/addons/:key/reinstall', async (c) => {
    assertSysadmin(c);
    const installation = find(c);
    try {
      return c.json(json(await installer.reinstall(installation)));
    } catch (error) {
      if (!(error instanceof InstallError)) throw error;
      const message = `Unable to reinstall add-on ${installation.descriptor.key}: ${error.message}`;
      throw new ProductError(500, { message, 'status-code': 500 });
    }
  });

  function find(c: ConnectContext): Installation {
    const installation = installations.find(host.product, c.req.param('key') ?? '');
    if (installation === undefined) throw notFound(c);
    return installation;
  }

  function contacts() {
    return people
      .list()
      .filter(({ isAdmin }) => isAdmin)
      .map(({ displayName, emailAddress }) => ({ name: displayName, email: emailAddress }));
  }
}

function assertSysadmin(c: ConnectContext): void {
  if (isSysadmin(c)) return;
  throw c.get('caller').kind === 'anonymous'
    ? connectError(401, 'Client must be authenticated to access this resource.')
    : connectError(403, 'Only system administrators may do this.');
}

/** The same for what is not there and what is none of the caller's business. */
function notFound(c: ConnectContext): ProductError {
  return connectError(404, `Add-on with key ${c.req.param('key')} was not found`);
}
