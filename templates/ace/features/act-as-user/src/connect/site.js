// @ts-check
import { SiteClient } from './site-client.js';

/**
 * The REST API of the site that a request came from. It is called as the person who is looking, who gets to see what they
 * may see in the product too; as the add-on where nobody is looking, in webhooks for instance.
 * @param {import('express').Request} request one that has been authenticated
 */
export function siteOf({ context: { http, userAccountId, hostBaseUrl } }) {
  if (userAccountId === undefined) return new SiteClient(http);
  const client = http.asUserByAccountId(userAccountId);
  const { hostname, origin } = new URL(hostBaseUrl);
  if (hostname === 'localhost') {
    // The dev instance grants tokens itself; the framework would ask Atlassian.
    Object.assign(/** @type {object} */ (client.oauth2), { getAuthorizationServer: () => origin });
  }
  return new SiteClient(client);
}
