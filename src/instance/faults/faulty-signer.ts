import type { ExchangeKind, Verdict } from '../../proxy/exchange.ts';
import { createHostSigner, type HostSigner, LIFETIME } from '../addons/host-signer.ts';
import type { InstallKeys } from '../addons/install-keys.ts';
import { baseUrlOf, type Installation, joinUrl } from '../addons/installation.ts';
import type { HostProduct } from '../site.ts';
import type { FaultRules, Hit } from './fault-rules.ts';

/** What faults have done to a token. */
export interface TokenMark {
  readonly faults: readonly string[];
  /** Undefined when the token is good all the same. */
  readonly verdict: Verdict | undefined;
}

/** Signs as the products do, and wrongly where a fault asks for it. */
export interface FaultySigner extends HostSigner {
  /** What is known of a token that was signed here, unless it is as it should be. */
  markOf(token: string): TokenMark | undefined;
}

interface SignedRequest {
  readonly method: string;
  readonly url: string;
}

/** Tokens are asked for soon after they are signed. */
const KEPT_MARKS = 500;

/** @param now milliseconds since the epoch */
export function createFaultySigner(
  keys: Pick<InstallKeys, 'newest'>,
  now: () => number,
  faults: FaultRules,
): FaultySigner {
  const honest = createHostSigner(keys, now);
  const marks = new Map<string, TokenMark>();

  const sign = async <R extends SignedRequest | undefined>(
    host: HostProduct,
    installation: Installation,
    request: R,
    makeToken: (signer: HostSigner, request: R) => Promise<string | undefined>,
  ): Promise<string | undefined> => {
    const hits = faults.take(
      {
        direction: 'to-addon',
        kind: kindOf(request, installation),
        addonKey: installation.descriptor.key,
        product: host.product,
        method: request?.method ?? 'GET',
        url: request?.url,
      },
      ['tamper', 'expired', 'skew'],
    );
    if (hits.length === 0) return makeToken(honest, request);
    const effects = hits.map(({ effect }) => effect);
    const isTampered = (part: 'qsh' | 'signature') =>
      effects.some((effect) => effect.type === 'tamper' && effect.part === part);
    const signer = createHostSigner(keys, () => now() + shiftOf(hits));
    const token = await makeToken(signer, isTampered('qsh') ? withOtherUrl(request) : request);
    if (token === undefined) return undefined;
    const sent = isTampered('signature') ? withOtherSignature(token) : token;
    marks.set(sent, { faults: hits.map(({ text }) => text), verdict: verdictOf(hits) });
    for (const oldest of marks.keys()) {
      if (marks.size <= KEPT_MARKS) break;
      marks.delete(oldest);
    }
    return sent;
  };

  return {
    signLifecycle: async (host, installation, request) => {
      const token = await sign(host, installation, request, (signer, one) =>
        signer.signLifecycle(host, installation, one),
      );
      if (token === undefined) throw new Error('installs are always signed');
      return token;
    },
    signRequest: (host, installation, request, accountId) =>
      sign(host, installation, request, (signer, one) =>
        signer.signRequest(host, installation, one, accountId),
      ),
    signContext: (host, installation, context, accountId) =>
      sign(host, installation, undefined, (signer) =>
        signer.signContext(host, installation, context, accountId),
      ),
    markOf: (token) => marks.get(token),
  };
}

/** What the request is, by what is asked for: pages are loaded, and everything else is posted. */
function kindOf(request: SignedRequest | undefined, installation: Installation): ExchangeKind {
  if (request === undefined || request.method === 'GET') return 'module';
  const callbacks = Object.values(installation.descriptor.lifecycle ?? {});
  const isCallback = callbacks.some(
    (path) => typeof path === 'string' && joinUrl(baseUrlOf(installation), path) === request.url,
  );
  return isCallback ? 'lifecycle' : 'webhook';
}

function shiftOf(hits: readonly Hit[]): number {
  return hits.reduce((sum, { effect }) => {
    if (effect.type === 'expired') return sum - 2 * LIFETIME * 1000;
    return effect.type === 'skew' ? sum + effect.ms : sum;
  }, 0);
}

/** A context token is bound to no request: there is no hash to be wrong. */
function withOtherUrl<R extends SignedRequest | undefined>(request: R): R {
  if (request === undefined) return request;
  return { ...request, url: `${request.url}${request.url.includes('?') ? '&' : '?'}tampered=1` };
}

function withOtherSignature(token: string): string {
  const [header = '', claims = '', signature = ''] = token.split('.');
  const bytes = Buffer.from(signature, 'base64url');
  bytes[0] = (bytes[0] ?? 0) ^ 1;
  return `${header}.${claims}.${bytes.toString('base64url')}`;
}

function verdictOf(hits: readonly Hit[]): Verdict | undefined {
  const message = `Made so on purpose, by ${hits.map(({ text }) => text).join('; ')}.`;
  const effects = hits.map(({ effect }) => effect);
  if (effects.some((effect) => effect.type === 'tamper' && effect.part === 'signature')) {
    return { valid: false, reason: 'signature-mismatch', message };
  }
  if (effects.some(({ type }) => type === 'expired')) return { valid: false, reason: 'expired', message };
  if (effects.some(({ type }) => type === 'tamper')) return { valid: false, reason: 'qsh-mismatch', message };
  return undefined;
}
