import { findFreePort, startInstance } from 'connect-kit/testing';
import { createSiteServer } from '../scripts/serve.js';

/**
 * Serves the site to a dev instance.
 * @param {import('node:test').TestContext} t ends both
 */
export async function startSite(t) {
  const instance = await startInstance();
  t.after(() => instance.stop());
  const port = await findFreePort();
  const { AC_LOCAL_BASE_URL: baseUrl, AC_HOST_SCRIPT_URL: hostScriptUrl } = instance.environment({ port });
  const server = createSiteServer({ baseUrl, hostScriptUrl });
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return { instance, baseUrl, hostScriptUrl };
}
