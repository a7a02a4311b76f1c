import type { Scope } from '../../catalog/scopes.ts';
import type { Verdict } from '../../proxy/exchange.ts';
import type { Installation } from '../addons/installation.ts';
import type { Person } from '../people/people.ts';

/** On whose behalf a request to a product is made. */
export type Caller =
  | { readonly kind: 'addon'; readonly installation: Installation }
  | {
      readonly kind: 'person';
      readonly person: Person;
      /** The add-on whose page made the request through `AP.request`, or that acts as the person; its scopes apply too. */
      readonly via: Installation | undefined;
      /** What an add-on that acts as the person may do, where its token allows less than the add-on's own scopes. */
      readonly scopes?: ReadonlySet<Scope>;
    }
  | { readonly kind: 'anonymous'; readonly via: Installation | undefined };

export type Authentication =
  | { readonly caller: Caller; readonly verdict: Verdict | null; readonly addonKey: string | null }
  | Refusal;

/** Credentials that are there, and no good. */
export interface Refusal {
  readonly caller: undefined;
  readonly status: 401 | 403;
  /** What the product says, which is little. The verdict says why. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly verdict: Verdict;
  readonly addonKey: string | null;
}

/** A request as far as authentication looks at it. */
export interface IncomingRequest {
  readonly method: string;
  /** Path and query as they came in, not normalised. */
  readonly url: string;
  readonly header: (name: string) => string | undefined;
  readonly sessionId: string | undefined;
}

/**
 * 401 in the products' words, which are the same whatever is wrong with a token.
 * @see https://community.developer.atlassian.com/t/54123
 */
export function unauthorized(
  reason: Verdict['reason'],
  message: string,
  addonKey: string | null = null,
): Refusal {
  return {
    caller: undefined,
    status: 401,
    body: { message: 'Client must be authenticated to access this resource.', 'status-code': 401 },
    verdict: { valid: false, reason, message },
    addonKey,
  };
}

export function forbidden(
  reason: Verdict['reason'],
  message: string,
  addonKey: string | null,
  body: Readonly<Record<string, unknown>> = { message, 'status-code': 403 },
): Refusal {
  return { caller: undefined, status: 403, body, verdict: { valid: false, reason, message }, addonKey };
}
