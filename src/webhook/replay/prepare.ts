import { UsageError } from '../../core/errors.ts';
import { createQueryStringHash, isBelowBasePath } from '../../jwt/canonical-request.ts';
import { decodeToken } from '../../jwt/decode.ts';
import { PRESETS, presetClaims } from '../../jwt/presets.ts';
import { signToken } from '../../jwt/sign.ts';
import { signUrl } from '../../jwt/signed-request.ts';
import { tokenIn } from '../judge.ts';
import { headerOf, type Recording } from '../recording/recording.ts';
import { type Change, changeBody } from './changes.ts';

/** A delivery that can be sent any number of times; only its token is new each time. */
export interface PreparedRequest {
  readonly method: string;
  /** Path and query below the target's origin, without a token. */
  readonly target: string;
  /** Names and values by turns, without token and framing. */
  readonly headers: readonly string[];
  readonly body: Uint8Array;
  readonly qsh: string;
  readonly event: string | null;
  /** Where the recording's token is: the new one goes there as well. */
  readonly tokenIn: 'header' | 'query';
  readonly iss: string | undefined;
  readonly sub: string | undefined;
}

/** What tokens are signed with. */
export interface ReplaySigner {
  readonly secret: string;
  /** The product's id; that of the recorded token where it is not given. */
  readonly clientKey: string | undefined;
}

export interface PrepareOptions {
  /** Path of the target's base URL. */
  readonly basePath: string;
  /** In place of the recorded paths; queries stay. */
  readonly path: string | undefined;
  readonly changes: readonly Change[];
  /** Names and values that are sent in place of recorded ones. */
  readonly headers: readonly (readonly [string, string])[];
}

/** What is written anew for every request, by us or by the HTTP client. */
const OWN_HEADERS = new Set([
  'authorization',
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'expect',
  'x-atlassian-webhook-retry',
]);

/**
 * @param hits counts for each change how many bodies it was made in
 * @throws {UsageError} when nothing says which path it goes to
 */
export function prepareRequest(
  { request, event }: Recording,
  { basePath, path: givenPath, changes, headers: given }: PrepareOptions,
  hits: number[],
): PreparedRequest {
  const { path, query, basePath: recordedBase, headers } = request;
  const below = givenPath ?? (isBelowBasePath(path, recordedBase) ? path.slice(recordedBase.length) : path);
  if (below === '' && path === '') {
    throw new UsageError('path-missing', 'A payload alone does not say to which path it goes.', {
      nextSteps: ['Give it with --path, for instance --path /issue-updated.'],
    });
  }
  const token = tokenIn(`/?${query ?? ''}`, headerOf(headers, 'authorization'));
  const claims = token === undefined ? {} : claimsOf(token);
  const keptQuery = query === null ? undefined : withoutToken(query);
  const target = `${basePath}${below === '' ? '/' : below}${keptQuery === undefined ? '' : `?${keptQuery}`}`;
  const overridden = new Set(given.map(([name]) => name.toLowerCase()));
  const kept = headers.filter(([name]) => {
    const lower = name.toLowerCase();
    return !OWN_HEADERS.has(lower) && !overridden.has(lower);
  });
  return {
    method: request.method,
    target,
    headers: [...kept, ...given].flat(),
    body: changes.length === 0 ? request.body.bytes : changeBody(request.body.bytes, changes, hits),
    qsh: createQueryStringHash({ method: request.method, url: target, baseUrl: basePath }),
    event,
    tokenIn: headerOf(headers, 'authorization') === undefined && keptQuery !== query ? 'query' : 'header',
    iss: textOf(claims['iss']),
    sub: textOf(claims['sub']),
  };
}

/** A request with its token. */
export interface SignedRequest {
  readonly target: string;
  /** Names and values by turns. */
  readonly headers: readonly string[];
}

/** Signs requests with tokens of the moment, as the product would send them. */
export type SignRequest = (prepared: PreparedRequest, now: number) => SignedRequest | Promise<SignedRequest>;

/**
 * A token says whole seconds and nothing that is random: two of one request in one second are the same text. So each is
 * computed once, which changes nothing of what is sent.
 */
export function createRequestSigner(signer: ReplaySigner | undefined): SignRequest {
  const latest = new WeakMap<PreparedRequest, { readonly second: number; readonly signed: SignedRequest }>();
  return (prepared, now) => {
    if (signer === undefined) return prepared;
    const second = Math.floor(now / 1000);
    const known = latest.get(prepared);
    if (known?.second === second) return known.signed;
    return signRequest(prepared, signer, now).then((signed) => {
      latest.set(prepared, { second, signed });
      return signed;
    });
  };
}

/**
 * The request with a token of this moment, as the product would send it.
 * @throws {UsageError} when nobody says whose token it is
 */
async function signRequest(
  prepared: PreparedRequest,
  signer: ReplaySigner | undefined,
  now: number,
): Promise<SignedRequest> {
  const { target, headers, iss, sub, qsh } = prepared;
  if (signer === undefined) return { target, headers };
  const clientKey = signer.clientKey ?? iss;
  if (clientKey === undefined) {
    throw new UsageError('client-key-missing', 'The recording has no token that says whose delivery it is.', {
      nextSteps: [
        'Give the clientKey of the product with --client-key, as the add-on received it on install.',
      ],
    });
  }
  const iat = Math.floor(now / 1000);
  const claims = presetClaims(
    'host',
    { clientKey, accountId: sub },
    { iat, exp: iat + PRESETS.host.lifetime, qsh },
  );
  const token = await signToken(claims, { algorithm: 'HS256', secret: signer.secret });
  return prepared.tokenIn === 'query'
    ? { target: signUrl(target, token), headers }
    : { target, headers: ['Authorization', `JWT ${token}`, ...headers] };
}

/** What a token says whose signature may be gone. */
function claimsOf(token: string): Readonly<Record<string, unknown>> {
  try {
    return decodeToken(token.replace(/\.[^.]*$/, '.')).claims;
  } catch {
    return {};
  }
}

/** The rest keeps its bytes; null and empty queries are different targets. */
function withoutToken(query: string): string | undefined {
  if (!/(?:^|&)jwt=/.test(query)) return query;
  const rest = query.split('&').filter((pair) => !pair.startsWith('jwt='));
  return rest.length === 0 ? undefined : rest.join('&');
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && !value.includes('[redacted]') ? value : undefined;
}
