import { allowedScopes } from '../../catalog/scopes.ts';
import type { InstallationStore } from '../addons/installation.ts';
import type { People } from '../people/people.ts';
import type { HostProduct } from '../site.ts';
import { type Authentication, forbidden, unauthorized } from './caller.ts';
import type { AccessTokens } from './oauth2/access-tokens.ts';

export interface BearerDeps {
  readonly accessTokens: AccessTokens;
  readonly installations: InstallationStore;
  readonly people: People;
  readonly now: () => number;
}

/**
 * What Jira's cloud says to every bearer token that it did not issue itself, API tokens of people included.
 * @see https://github.com/lesstif/php-jira-rest-client/issues/528
 */
const NOT_OURS = { error: 'Failed to parse Connect Session Auth Token' };

/** An add-on that acts as a person, with a token of the site's authorization server. */
export function authenticateByBearer(
  token: string,
  host: HostProduct,
  { accessTokens, installations, people, now }: BearerDeps,
): Authentication {
  const grant = accessTokens.find(token);
  if (grant === undefined || grant.product !== host.product) {
    const message =
      grant === undefined
        ? 'This access token was not issued here, or was revoked. API tokens go with basic authentication.'
        : `This access token is for ${grant.product}, not for ${host.product}.`;
    return forbidden('malformed', message, grant?.addonKey ?? null, NOT_OURS);
  }
  const { product, addonKey, accountId } = grant;
  if (grant.expiresAt <= now()) {
    const at = new Date(grant.expiresAt).toISOString();
    return unauthorized('expired', `The access token expired at ${at}.`, addonKey);
  }
  const via = installations.find(product, addonKey);
  const person = people.find(accountId);
  if (via?.isEnabled !== true || person === undefined) {
    const what = person === undefined ? 'The person is gone.' : `The add-on ${addonKey} is disabled.`;
    return unauthorized('unknown-issuer', what, addonKey);
  }
  return {
    caller: { kind: 'person', person, via, scopes: allowedScopes(grant.scopes, product) },
    verdict: { valid: true, reason: 'valid', message: `OAuth 2, acts as ${person.displayName}` },
    addonKey,
  };
}
