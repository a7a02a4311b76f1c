import { request } from 'node:http';
import type { Clock } from '../../core/context.ts';
import { CONTEXT_QSH, createQueryStringHash } from '../../jwt/canonical-request.ts';
import { signToken } from '../../jwt/sign.ts';
import { signUrl } from '../../jwt/signed-request.ts';
import { verifyToken } from '../../jwt/verify.ts';
import type { Delivery } from '../../webhook/delivery.ts';
import { type RawHeaders, withoutHeaders } from '../headers.ts';
import { readToken } from '../judge-token.ts';
import type { KnownAddon } from '../known-addon.ts';
import type { KnownInstall, KnownInstalls } from '../known-installs.ts';
import type { RunningProxy } from '../proxy.ts';
import { tokenOf } from './detail.ts';

/** What is written anew, by us, by the HTTP client or by the proxy. */
const OWN_HEADERS = new Set([
  'host',
  'content-length',
  'expect',
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
]);
/** As long as tokens of the products last. */
const DEFAULT_LIFETIME_S = 180;

export interface Resending {
  readonly proxy: Pick<RunningProxy, 'port'>;
  readonly addon: KnownAddon;
  readonly installs: KnownInstalls;
  readonly clock: Clock;
}

/** Sends a request again through the proxy, which reports it as any other, with a token of now where one can be made. */
export async function sendAgain(
  delivery: Delivery,
  options: Resending,
): Promise<{ readonly status: number }> {
  const { method, body } = delivery.request;
  const { target, headers } = await signAfresh(delivery, options);
  const outgoing = request({
    host: '127.0.0.1',
    port: options.proxy.port,
    method,
    path: target,
    setHost: false,
    agent: false,
    headers: [
      ...['Host', `localhost:${options.proxy.port}`],
      ...withoutHeaders(headers, OWN_HEADERS),
      ...(body.length > 0 || method === 'POST' ? ['Content-Length', String(body.length)] : []),
    ],
  });
  return new Promise((resolve, reject) => {
    outgoing.on('response', (response) => {
      response.resume();
      response.on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode ?? 0 }));
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** The same request with another token, in the place of the one that it had; as it was where none can be made. */
async function signAfresh(
  delivery: Delivery,
  { addon, installs, clock }: Resending,
): Promise<{ readonly target: string; readonly headers: RawHeaders }> {
  const { target, headers, method } = delivery.request;
  const token = tokenOf(delivery);
  const claims = token === undefined ? undefined : readToken(token)?.claims;
  const install = token === undefined ? undefined : await findSigner(token, installs);
  if (token === undefined || claims === undefined || install === undefined) return { target, headers };
  const now = Math.floor(clock.now() / 1000);
  const { iat, exp, qsh } = claims;
  const lifetime = typeof iat === 'number' && typeof exp === 'number' ? exp - iat : DEFAULT_LIFETIME_S;
  const isBound = typeof qsh === 'string' && qsh !== CONTEXT_QSH;
  const fresh = await signToken(
    {
      ...claims,
      iat: now,
      exp: now + Math.max(1, lifetime),
      ...(isBound ? { qsh: createQueryStringHash({ method, url: target, baseUrl: addon.baseUrl }) } : {}),
    },
    { algorithm: 'HS256', secret: install.sharedSecret },
  );
  const isInHeader = headers.includes(`JWT ${token}`);
  return isInHeader
    ? { target, headers: headers.map((text) => (text === `JWT ${token}` ? `JWT ${fresh}` : text)) }
    : { target: signUrl(target, fresh), headers };
}

/** Of several add-ons of one site, the one whose secret has signed the token; the only one is it in any case. */
async function findSigner(token: string, installs: KnownInstalls): Promise<KnownInstall | undefined> {
  const candidates = readToken(token)?.header['alg'] === 'HS256' ? installs.findByToken(token) : [];
  for (const install of candidates) {
    const key = { algorithm: 'HS256', secret: install.sharedSecret } as const;
    const result = await verifyToken(token, { key, now: 0 });
    if (result.valid || result.reason !== 'signature-mismatch') return install;
  }
  return candidates[0];
}
