import { once } from 'node:events';
import { startInstance } from 'connect-kit/testing';
import { createSiteServer } from '../scripts/serve.js';

/**
 * A dev instance, and the site served to it.
 * @param {import('node:test').TestContext} t ends both
 */
export async function startDevInstance(t) {
  const instance = await startInstance();
  t.after(() => instance.stop());
  const settings = { baseUrl: '', hostScriptUrl: '' };
  const server = createSiteServer(settings).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address();
  const { AC_LOCAL_BASE_URL, AC_HOST_SCRIPT_URL } = instance.environment({ port });
  Object.assign(settings, { baseUrl: AC_LOCAL_BASE_URL, hostScriptUrl: AC_HOST_SCRIPT_URL });
  return { instance, baseUrl: AC_LOCAL_BASE_URL, hostScriptUrl: AC_HOST_SCRIPT_URL };
}
