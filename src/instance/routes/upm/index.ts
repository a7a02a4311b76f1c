import { Hono, type MiddlewareHandler } from 'hono';
import { authenticate } from '../../auth/authenticate.ts';
import { type InstanceEnv, incomingRequest } from '../env.ts';
import { addInstallRoutes } from './install.ts';
import { addLicenceRoutes } from './licences.ts';
import { addPluginRoutes } from './plugins.ts';
import { addSettingsRoutes } from './settings.ts';
import type { UpmDeps } from './upm-deps.ts';
import { upmError } from './upm-error.ts';

export type { UpmDeps } from './upm-deps.ts';

/**
 * The Universal Plugin Manager's REST contract below `{product}/rest/plugins/1.0`, for site administrators with basic
 * authentication: list, install by descriptor URL as a task, read, enable, disable, remove, settings, licence tokens.
 */
export function createUpm(deps: UpmDeps): Hono<InstanceEnv> {
  const app = new Hono<InstanceEnv>();
  app.use(administratorsOnly(deps));
  addInstallRoutes(app, deps);
  addSettingsRoutes(app, deps);
  addLicenceRoutes(app, deps);
  addPluginRoutes(app, deps);
  return app;
}

/** 401 for everybody else, people who are no administrators included. */
function administratorsOnly({ host, auth }: UpmDeps): MiddlewareHandler<InstanceEnv> {
  return async (c, next) => {
    const { caller } = await authenticate(incomingRequest(c, auth.site.origin), host, auth);
    if (caller?.kind !== 'person' || caller.via !== undefined || !caller.person.isAdmin) {
      c.header('WWW-Authenticate', 'Basic realm="protected-area"');
      throw upmError(401, 'You must log in as an administrator of the site.');
    }
    c.set('caller', caller);
    await next();
  };
}
