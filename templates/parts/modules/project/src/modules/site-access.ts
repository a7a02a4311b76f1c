import type { Caller } from '../connect/authenticator.ts';
import type { SiteClient } from '../connect/site-client.ts';
import type { SiteClients } from '../connect/site-clients.ts';

/** How a module calls the REST API of its site. */
export interface SiteAccess {
  /** Calls as the add-on, which may see more than the person who is looking: mind what you show. */
  readonly site: SiteClient;
}

export function siteAccess(clients: SiteClients, { tenant }: Caller): SiteAccess {
  return { site: clients.asAddon(tenant) };
}
