import { isScope } from '../../../catalog/scopes.ts';
import { type Installation, scopesOf } from '../../addons/installation.ts';
import type { AccessTokens } from './access-tokens.ts';
import { type AssertionDeps, judgeAssertion } from './assertion.ts';
import { OAuthError } from './oauth-error.ts';

const GRANT_TYPE = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
/** Seconds that a token lives. Source: Atlassian's older documentation; that of today gives no number. */
const LIFETIME = 900;

export interface TokenDeps extends AssertionDeps {
  readonly accessTokens: AccessTokens;
  /** Told who asks; true when the token is to be of no use any more. */
  readonly isExpired?: (installation: Installation) => boolean;
}

/** The answer to a request for a token, in the form of RFC 6749. */
export interface TokenAnswer {
  readonly access_token: string;
  /** Seconds. */
  readonly expires_in: number;
  readonly token_type: 'Bearer';
}

/**
 * Gives an add-on a token to act as a person.
 * @param form the fields of the request
 * @throws {OAuthError}
 */
export async function grantToken(form: URLSearchParams, deps: TokenDeps): Promise<TokenAnswer> {
  const grantType = readField(form, 'grant_type');
  if (grantType !== GRANT_TYPE) {
    throw new OAuthError('unsupported_grant_type', `grant_type must be ${GRANT_TYPE}.`);
  }
  const assertion = readField(form, 'assertion');
  const wanted = form.get('scope') ? readField(form, 'scope') : '';
  const { installation, person } = await judgeAssertion(assertion, deps);
  if (!scopesOf(installation).has('ACT_AS_USER')) {
    throw new OAuthError(
      'unauthorized_client',
      `${installation.descriptor.key} does not have the scope ACT_AS_USER.`,
    );
  }
  const scopes = chooseScopes(wanted, installation);
  const now = deps.now();
  const token = deps.accessTokens.issue(
    {
      product: installation.product,
      addonKey: installation.descriptor.key,
      accountId: person.accountId,
      scopes,
      expiresAt: deps.isExpired?.(installation) === true ? now : now + LIFETIME * 1000,
    },
    now,
  );
  return { access_token: token, expires_in: LIFETIME, token_type: 'Bearer' };
}

function readField(form: URLSearchParams, name: string): string {
  const [value, ...more] = form.getAll(name);
  if (more.length > 0) throw new OAuthError('invalid_request', `${name} is there more than once.`);
  if (value === undefined || value === '') throw new OAuthError('invalid_request', `${name} is missing.`);
  return value;
}

/** What the request names, or all that the add-on has. */
function chooseScopes(wanted: string, installation: Installation): readonly string[] {
  const names = wanted.split(' ').filter(Boolean);
  if (names.length === 0) return installation.descriptor.scopes ?? [];
  const allowed = scopesOf(installation);
  const excess = names.filter((name) => !isScope(name) || !allowed.has(name));
  if (excess.length === 0) return names;
  throw new OAuthError(
    'invalid_scope',
    `${installation.descriptor.key} does not have ${excess.join(', ')}. Scopes are written in capitals, with spaces between.`,
  );
}
