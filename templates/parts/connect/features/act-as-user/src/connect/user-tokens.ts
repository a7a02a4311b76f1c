import { HttpError } from '../http-error.ts';
import { textAt, valueAt } from '../json.ts';
import type { Tenant } from '../storage/tenant-store.ts';
import { signOwn } from './token.ts';

const TIMEOUT_MS = 10_000;
/** The authorization server takes no assertion that lives longer. */
const ASSERTION_LIFETIME_S = 60;
/** A token is not used when it is about to expire. */
const MARGIN_MS = 30_000;
const MAX_CACHED_TOKENS = 1000;

const ATLASSIAN_SERVERS: readonly (readonly [sites: RegExp, server: string])[] = [
  [/\.(?:atlassian\.net|jira\.com)$/, 'https://oauth-2-authorization-server.services.atlassian.com'],
  [/\.atlassian-us-gov-mod\.net$/, 'https://oauth-2-authorization-server.services.atlassian-us-gov-mod.com'],
];

interface AccessToken {
  readonly text: string;
  readonly expiresAt: number;
}

export interface UserTokensOptions {
  readonly fetch: typeof fetch;
  readonly now: () => number;
}

/**
 * Tokens with which the add-on acts as a person. The descriptor needs the scope `ACT_AS_USER`.
 * https://developer.atlassian.com/cloud/jira/platform/user-impersonation-for-connect-apps/
 */
export class UserTokens {
  readonly #options: UserTokensOptions;
  readonly #tokens = new Map<string, AccessToken>();

  constructor(options: UserTokensOptions) {
    this.#options = options;
  }

  /** @throws HttpError 502 when Atlassian gives none */
  async get(tenant: Tenant, accountId: string): Promise<string> {
    // A new secret begins a new time: what the old one was good for is forgotten.
    const name = JSON.stringify([tenant.clientKey, tenant.sharedSecret, accountId]);
    const known = this.#tokens.get(name);
    if (known !== undefined && known.expiresAt > this.#options.now()) return known.text;
    const token = await this.#request(tenant, accountId);
    if (this.#tokens.size >= MAX_CACHED_TOKENS) this.#tokens.clear();
    this.#tokens.set(name, token);
    return token.text;
  }

  async #request(tenant: Tenant, accountId: string): Promise<AccessToken> {
    const response = await this.#send(tenant, accountId);
    const body: unknown = await response.json().catch(() => undefined);
    const text = textAt(body, 'access_token');
    const lifetime = valueAt(body, 'expires_in');
    if (text === undefined || typeof lifetime !== 'number') {
      const reason = textAt(body, 'error_description') ?? `it answered ${response.status}`;
      throw new HttpError(502, `Atlassian lets the add-on not act as this person: ${reason}`);
    }
    return { text, expiresAt: this.#options.now() + lifetime * 1000 - MARGIN_MS };
  }

  async #send(tenant: Tenant, accountId: string): Promise<Response> {
    if (tenant.oauthClientId === undefined) {
      throw new HttpError(502, 'The site has not said as whom the add-on asks for tokens: install it again.');
    }
    const server = serverFor(tenant.baseUrl);
    const assertion = await signOwn(
      {
        iss: `urn:atlassian:connect:clientid:${tenant.oauthClientId}`,
        sub: `urn:atlassian:connect:useraccountid:${accountId}`,
        tnt: tenant.baseUrl,
        aud: server,
      },
      tenant.sharedSecret,
      this.#options.now(),
      ASSERTION_LIFETIME_S,
    );
    try {
      return await this.#options.fetch(`${server}/oauth2/token`, {
        method: 'POST',
        headers: { Accept: 'application/json' },
        body: new URLSearchParams({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion }),
        redirect: 'manual',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
    } catch (cause) {
      throw new HttpError(502, "Atlassian's authorization server cannot be reached.", { cause });
    }
  }
}

/** Sites elsewhere, as those of `connect-kit dev`, have a server of their own. */
function serverFor(baseUrl: string): string {
  const { hostname, origin } = new URL(baseUrl);
  return ATLASSIAN_SERVERS.find(([sites]) => sites.test(hostname))?.[1] ?? origin;
}
