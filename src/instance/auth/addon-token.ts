import { decodeToken, MalformedTokenError } from '../../jwt/decode.ts';
import { type Verification, verifyToken } from '../../jwt/verify.ts';
import type { FormerSecrets } from '../addons/former-secrets.ts';
import type { Installation, InstallationStore } from '../addons/installation.ts';
import type { HostProduct } from '../site.ts';
import { type Authentication, type IncomingRequest, unauthorized } from './caller.ts';

/**
 * Seconds by which an add-on's clock may differ.
 * Source: Atlassian's own JWT library for Java, of which the host is made as well, allows 30 for every time.
 */
const LEEWAY = 30;
const ABOUT_TIME: ReadonlySet<string> = new Set(['expired', 'issued-in-future', 'not-yet-valid']);

export interface AddonTokenDeps {
  readonly installations: InstallationStore;
  readonly former: FormerSecrets;
  readonly now: () => number;
  /** What time it is for add-ons, which sign by the clock of their own machine; the same unless given. */
  readonly addonNow?: () => number;
}

/** Judges a JWT that an add-on has signed for one request to a product. */
export async function authenticateAddon(
  token: string,
  request: IncomingRequest,
  host: HostProduct,
  { installations, former, now, addonNow = now }: AddonTokenDeps,
): Promise<Authentication> {
  const issuer = issuerOf(token);
  if (!issuer.readable) return unauthorized('malformed', issuer.message);
  const installation = installations.find(host.product, issuer.value);
  if (installation?.sharedSecret === undefined || !installation.isEnabled) {
    return unauthorized(
      'unknown-issuer',
      `The issuer ${JSON.stringify(issuer.value)} is the key of no add-on that may call (${stateOf(installation)}).${hintFor(issuer.value, host)}`,
      issuer.value === '' ? null : issuer.value,
    );
  }
  const { key } = installation.descriptor;
  const check = (secret: string) =>
    verifyAtEither([now(), addonNow()], (time) =>
      verifyToken(token, {
        key: { algorithm: 'HS256', secret },
        now: time,
        leeway: LEEWAY,
        issuer: key,
        request: { method: request.method, url: request.url, baseUrl: host.baseUrl },
      }),
    );
  const result = await check(installation.sharedSecret);
  if (result.valid) {
    return {
      caller: { kind: 'addon', installation },
      verdict: { valid: true, reason: 'valid', message: 'HS256, shared secret' },
      addonKey: key,
    };
  }
  const isOld =
    result.reason === 'signature-mismatch' && (await fitsAny(check, former.list(host.product, key)));
  const message = isOld
    ? `${result.message} It fits a secret that was replaced since: keep what the latest \`installed\` brought.`
    : result.message;
  return unauthorized(result.reason, message, key);
}

/** Whether a token holds now. One that was signed by another clock may hold by that. */
export async function verifyAtEither(
  [now, other]: readonly [number, number],
  verify: (time: number) => Promise<Verification>,
): Promise<Verification> {
  const result = await verify(now);
  if (result.valid || !ABOUT_TIME.has(result.reason) || now === other) return result;
  const byOther = await verify(other);
  // Whatever else is wrong with it says more than its time.
  return byOther.valid || !ABOUT_TIME.has(byOther.reason) ? byOther : result;
}

async function fitsAny(
  check: (secret: string) => Promise<Verification>,
  secrets: readonly string[],
): Promise<boolean> {
  for (const secret of secrets) {
    const result = await check(secret);
    if (result.valid || result.reason !== 'signature-mismatch') return true;
  }
  return false;
}

function stateOf(installation: Installation | undefined): string {
  if (installation === undefined) return 'not installed';
  return installation.isEnabled ? 'without JWT' : 'disabled';
}

function hintFor(issuer: string, host: HostProduct): string {
  return issuer === host.clientKey
    ? ' That is the client key: tokens of the product bear it, those of an add-on bear its own key.'
    : '';
}

type Issuer =
  | { readonly readable: true; readonly value: string }
  | { readonly readable: false; readonly message: string };

function issuerOf(token: string): Issuer {
  try {
    const { iss } = decodeToken(token).claims;
    return { readable: true, value: typeof iss === 'string' ? iss : '' };
  } catch (error) {
    if (error instanceof MalformedTokenError) return { readable: false, message: error.message };
    throw error;
  }
}
