import type { Request, RequestHandler, Response } from 'express';
import { basePathOf } from '../config.ts';
import { HttpError } from '../http-error.ts';
import type { Tenant, TenantStore } from '../storage/tenant-store.ts';
import type { InstallKeys } from './install-keys.ts';
import {
  type Claims,
  CONTEXT_QSH,
  claimedClientKey,
  claimedKeyId,
  hashOf,
  verifyInstall,
  verifyShared,
} from './token.ts';

/** Who sent a verified request. */
export interface Caller {
  readonly tenant: Tenant;
  readonly claims: Claims;
}

type Handler<Who> = (caller: Who, request: Request, response: Response) => Promise<void> | void;

export interface AuthenticationOptions {
  readonly baseUrl: string;
  readonly tenants: TenantStore;
  readonly installKeys: InstallKeys;
  readonly now: () => number;
}

/** Wraps the handlers of routes, so that none runs before the sender is known. One method for each kind of caller. */
export class Authentication {
  readonly #options: AuthenticationOptions;
  readonly #basePath: string;

  constructor(options: AuthenticationOptions) {
    this.#options = options;
    this.#basePath = basePathOf(options.baseUrl);
  }

  /** For pages in frames: the host signs their URL and puts the token into it. */
  frame(handler: Handler<Caller>): RequestHandler {
    return async (request, response) => {
      const caller = await this.#identify(tokenOfUrl(request));
      this.#checkHash(caller.claims, request);
      await handler(caller, request, response);
    };
  }

  /** For webhooks and for the events `enabled` and `disabled`. */
  host(handler: Handler<Caller>): RequestHandler {
    return async (request, response) => {
      const caller = await this.#identify(tokenOfHeader(request));
      this.#checkHash(caller.claims, request);
      await handler(caller, request, response);
    };
  }

  /** For calls of the add-on's own pages, which send a token of `AP.context.getToken`. It fits any URL. */
  ownPage(handler: Handler<Caller>): RequestHandler {
    return async (request, response) => {
      const caller = await this.#identify(tokenOfHeader(request));
      if (caller.claims.queryStringHash !== CONTEXT_QSH) {
        throw new HttpError(401, 'This address takes context tokens only.');
      }
      await handler(caller, request, response);
    };
  }

  /** For `installed` and `uninstalled`: Atlassian signs them with a key of its own. */
  install(handler: Handler<Claims>): RequestHandler {
    return async (request, response) => {
      const token = tokenOfHeader(request);
      const key = await this.#options.installKeys.get(claimedKeyId(token) ?? '');
      const claims = verifyInstall(token, key, this.#options.now());
      const audience = claims.audience.map((url) => String(url).replace(/\/+$/, ''));
      if (!audience.includes(this.#options.baseUrl)) {
        throw new HttpError(401, 'The token is meant for another add-on.');
      }
      this.#checkHash(claims, request);
      await handler(claims, request, response);
    };
  }

  async #identify(token: string): Promise<Caller> {
    const tenant = await this.#options.tenants.find(claimedClientKey(token) ?? '');
    if (tenant === undefined)
      throw new HttpError(401, 'The add-on is not installed on the site that sent this.');
    return { tenant, claims: verifyShared(token, tenant.sharedSecret, this.#options.now()) };
  }

  #checkHash(claims: Claims, request: Request): void {
    if (claims.queryStringHash !== hashOf(request.method, request.originalUrl, this.#basePath)) {
      throw new HttpError(401, 'The token was signed for another request.');
    }
  }
}

function tokenOfHeader(request: Request): string {
  const token = /^JWT (\S+)$/.exec(request.get('Authorization') ?? '')?.[1];
  if (token === undefined) throw new HttpError(401, 'There is no "Authorization: JWT …" header.');
  return token;
}

function tokenOfUrl(request: Request): string {
  const [token, ...others] = new URL(request.originalUrl, 'http://localhost').searchParams.getAll('jwt');
  if (token === undefined) throw new HttpError(401, 'The URL has no token. Open this page inside Jira.');
  if (others.length > 0) throw new HttpError(401, 'The URL has more than one token.');
  return token;
}
