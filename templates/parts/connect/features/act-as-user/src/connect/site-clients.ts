import { HttpError } from '../http-error.ts';
import type { Tenant } from '../storage/tenant-store.ts';
import { PRODUCT_NAMES } from './host.ts';
import { createQueryHash } from './query-hash.ts';
import { SiteClient } from './site-client.ts';
import { signOwn } from './token.ts';
import { UserTokens } from './user-tokens.ts';

export interface SiteClientsOptions {
  readonly addonKey: string;
  readonly fetch: typeof fetch;
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** Makes clients of the sites' REST APIs. */
export class SiteClients {
  readonly #options: SiteClientsOptions;
  readonly #userTokens: UserTokens;

  constructor(options: SiteClientsOptions) {
    this.#options = options;
    this.#userTokens = new UserTokens(options);
  }

  /** Calls as the add-on, which may see more than the person who is looking: mind what you show. */
  asAddon(tenant: Tenant): SiteClient {
    return this.#create(tenant, async (method, path) => {
      const claims = { iss: this.#options.addonKey, qsh: await createQueryHash(method, path) };
      return `JWT ${await signOwn(claims, tenant.sharedSecret, this.#options.now())}`;
    });
  }

  /** Calls as a person, with that person's permissions. Calls of anonymous visitors are refused. */
  asPerson(tenant: Tenant, accountId: string | undefined): SiteClient {
    return this.#create(tenant, async () => {
      if (accountId === undefined) throw new HttpError(401, 'Sign in to see this.');
      return `Bearer ${await this.#userTokens.get(tenant, accountId)}`;
    });
  }

  #create(
    { product, baseUrl }: Tenant,
    authorize: (method: string, path: string) => Promise<string>,
  ): SiteClient {
    const { fetch, now, sleep } = this.#options;
    return new SiteClient({ productName: PRODUCT_NAMES[product], baseUrl, authorize, fetch, now, sleep });
  }
}
