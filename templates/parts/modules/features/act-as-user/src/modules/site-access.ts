import type { Caller } from '../connect/authenticator.ts';
import type { SiteClient } from '../connect/site-client.ts';
import type { SiteClients } from '../connect/site-clients.ts';

/** How a module calls the REST API of its site. */
export interface SiteAccess {
  /** In pages, calls as the person who is looking, who sees what they may see; in webhooks, as the add-on. */
  readonly site: SiteClient;
}

export function siteAccess(clients: SiteClients, { tenant, claims }: Caller): SiteAccess {
  return { site: clients.asPerson(tenant, claims.accountId) };
}
