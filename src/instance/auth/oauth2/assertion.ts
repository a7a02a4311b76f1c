import { decodeToken, MalformedTokenError } from '../../../jwt/decode.ts';
import { verifyToken } from '../../../jwt/verify.ts';
import type { Installation, InstallationStore } from '../../addons/installation.ts';
import type { People, Person } from '../../people/people.ts';
import type { Site } from '../../site.ts';
import { verifyAtEither } from '../addon-token.ts';
import { OAuthError } from './oauth-error.ts';

export interface AssertionDeps {
  readonly site: Site;
  readonly installations: InstallationStore;
  readonly people: People;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** What time it is for add-ons; the same unless given. */
  readonly addonNow?: () => number;
}

const CLIENT = 'urn:atlassian:connect:clientid:';
const ACCOUNT = 'urn:atlassian:connect:useraccountid:';
const USER_KEY = 'urn:atlassian:connect:userkey:';

/**
 * Addresses of Atlassian's own authorization servers: an add-on whose requests are redirected to this machine names one of
 * them as the audience.
 */
const PUBLIC_SERVERS = [
  'https://oauth-2-authorization-server.services.atlassian.com',
  'https://auth.atlassian.io',
];

/** Seconds from now that `exp` may be away; the server asks for 60 after `iat`, and refuses beyond this. */
const MAX_LIFETIME = 120;
const LEEWAY = 30;

/**
 * Judges the assertion of an add-on that wants to act as a person.
 * @throws {OAuthError} `invalid_grant`
 * @see https://developer.atlassian.com/cloud/jira/platform/user-impersonation-for-connect-apps
 */
export async function judgeAssertion(
  assertion: string,
  deps: AssertionDeps,
): Promise<{ readonly installation: Installation; readonly person: Person }> {
  const claims = readClaims(assertion);
  const installation = findClient(claims['iss'], deps);
  const { now, addonNow = now } = deps;
  const { origin, products } = deps.site;
  const result = await verifyAtEither([now(), addonNow()], (time) =>
    verifyToken(assertion, {
      key: { algorithm: 'HS256', secret: installation.sharedSecret },
      now: time,
      leeway: LEEWAY,
      audience: [...PUBLIC_SERVERS, origin].flatMap((server) => [server, `${server}/`]),
    }),
  );
  if (!result.valid) throw new OAuthError('invalid_grant', result.message);
  checkTimes(claims, Math.max(now(), addonNow()) / 1000);
  const { baseUrl } = products[installation.product];
  if (claims['tnt'] !== baseUrl) {
    throw new OAuthError('invalid_grant', `tnt is ${JSON.stringify(claims['tnt'])}; it must be ${baseUrl}.`);
  }
  return { installation, person: findPerson(claims['sub'], deps) };
}

type Claims = Readonly<Record<string, unknown>>;

function readClaims(assertion: string): Claims {
  try {
    return decodeToken(assertion).claims;
  } catch (error) {
    if (error instanceof MalformedTokenError) throw new OAuthError('invalid_grant', error.message);
    throw error;
  }
}

function findClient(
  iss: unknown,
  { installations }: AssertionDeps,
): Installation & { readonly sharedSecret: string } {
  if (typeof iss !== 'string' || !iss.startsWith(CLIENT)) {
    throw new OAuthError('invalid_grant', `iss must be ${CLIENT}… with the oauthClientId of \`installed\`.`);
  }
  const id = iss.slice(CLIENT.length);
  const installation = installations.list().find(({ oauthClientId }) => oauthClientId === id);
  if (installation?.sharedSecret === undefined || !installation.isEnabled) {
    throw new OAuthError('invalid_grant', `No enabled add-on of this site has the client id ${id}.`);
  }
  return { ...installation, sharedSecret: installation.sharedSecret };
}

function checkTimes({ exp, iat }: Claims, now: number): void {
  if (typeof iat !== 'number') throw new OAuthError('invalid_grant', 'The assertion has no iat claim.');
  if (typeof exp !== 'number' || exp - now <= MAX_LIFETIME) return;
  throw new OAuthError(
    'invalid_grant',
    `exp is ${Math.round(exp - now)} seconds from now, which is too far: set it to at most 60 seconds after iat.`,
  );
}

function findPerson(sub: unknown, { people }: AssertionDeps): Person {
  if (typeof sub === 'string' && sub.startsWith(USER_KEY)) {
    throw new OAuthError('invalid_grant', `User keys are gone: sub must be ${ACCOUNT}… with an account id.`);
  }
  const accountId =
    typeof sub === 'string' && sub.startsWith(ACCOUNT) ? sub.slice(ACCOUNT.length) : undefined;
  if (accountId === undefined) {
    throw new OAuthError('invalid_grant', `sub must be ${ACCOUNT}… with an account id.`);
  }
  const person = people.find(accountId);
  if (person?.accountType !== 'atlassian') {
    throw new OAuthError('invalid_grant', `Nobody on this site has the account id ${accountId}.`);
  }
  return person;
}
