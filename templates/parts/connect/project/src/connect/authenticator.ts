import { HttpError } from '../http-error.ts';
import type { Tenant, TenantStore } from '../storage/tenant-store.ts';
import type { InstallKeys } from './install-keys.ts';
import { CONTEXT_QSH, createQueryHash, queryOf } from './query-hash.ts';
import { type Claims, claimedClientKey, claimedKeyId, verifyInstall, verifyShared } from './token.ts';

/** What the signature of a request is about. */
export interface SignedRequest {
  readonly method: string;
  /** Path and query as they were sent. */
  readonly target: string;
  /** The header of that name. */
  readonly authorization: string | undefined;
}

/** Who sent a verified request. */
export interface Caller {
  readonly tenant: Tenant;
  readonly claims: Claims;
}

export interface AuthenticatorOptions {
  /** The add-on's own, without a trailing slash. */
  readonly baseUrl: string;
  readonly tenants: TenantStore;
  readonly installKeys: InstallKeys;
  readonly now: () => number;
}

/** Finds out who sent a request: one method for each kind of caller. Each throws an HttpError when in doubt. */
export class Authenticator {
  readonly #options: AuthenticatorOptions;
  readonly #basePath: string;

  constructor(options: AuthenticatorOptions) {
    this.#options = options;
    this.#basePath = new URL(options.baseUrl).pathname.replace(/\/+$/, '');
  }

  /** For pages in frames: the host signs their URL and puts the token into it. */
  async frame(request: SignedRequest): Promise<Caller> {
    const caller = await this.#identify(tokenOfUrl(request));
    await this.#checkHash(caller.claims, request);
    return caller;
  }

  /** For what the host itself sends: webhooks, and the events `enabled` and `disabled`. */
  async host(request: SignedRequest): Promise<Caller> {
    const caller = await this.#identify(tokenOfHeader(request));
    await this.#checkHash(caller.claims, request);
    return caller;
  }

  /** For calls of the add-on's own pages, which send a token of `AP.context.getToken`. It fits any URL. */
  async ownPage(request: SignedRequest): Promise<Caller> {
    const caller = await this.#identify(tokenOfHeader(request));
    if (caller.claims.queryHash === CONTEXT_QSH) return caller;
    throw new HttpError(401, 'This address takes context tokens only.');
  }

  /** For `installed` and `uninstalled`: Atlassian signs them with a key of its own. */
  async install(request: SignedRequest): Promise<Claims> {
    const token = tokenOfHeader(request);
    const key = await this.#options.installKeys.get(claimedKeyId(token) ?? '');
    const claims = await verifyInstall(token, key, this.#options.now());
    const audience = claims.audience.map((url) => url.replace(/\/+$/, ''));
    if (!audience.includes(this.#options.baseUrl)) {
      throw new HttpError(401, 'The token is meant for another add-on, or for another address of this one.');
    }
    await this.#checkHash(claims, request);
    return claims;
  }

  async #identify(token: string): Promise<Caller> {
    const tenant = await this.#options.tenants.find(claimedClientKey(token) ?? '');
    if (tenant === undefined)
      throw new HttpError(401, 'The add-on is not installed on the site that sent this.');
    return { tenant, claims: await verifyShared(token, tenant.sharedSecret, this.#options.now()) };
  }

  async #checkHash(claims: Claims, { method, target }: SignedRequest): Promise<void> {
    if (claims.queryHash !== (await createQueryHash(method, target, this.#basePath))) {
      throw new HttpError(401, 'The token was signed for another request.');
    }
  }
}

function tokenOfHeader({ authorization = '' }: SignedRequest): string {
  const token = /^JWT (\S+)$/.exec(authorization)?.[1];
  if (token === undefined) throw new HttpError(401, 'There is no "Authorization: JWT …" header.');
  return token;
}

function tokenOfUrl({ target }: SignedRequest): string {
  const [token, ...others] = queryOf(target).getAll('jwt');
  if (token === undefined)
    throw new HttpError(401, 'The URL has no token. Open this page inside the product.');
  if (others.length > 0) throw new HttpError(401, 'The URL has more than one token.');
  return token;
}
