import type { Context, MiddlewareHandler } from 'hono';
import type { Clock } from '../../core/context.ts';
import type { Exchange, ExchangeKind } from '../../proxy/exchange.ts';
import { redactUrl } from '../../proxy/message.ts';
import type { TrafficLog } from '../../proxy/traffic-log.ts';
import { type AuthenticateDeps, type Authentication, authenticate } from '../auth/authenticate.ts';
import type { FaultRules, FaultSubject, Hit } from '../faults/fault-rules.ts';
import { holdBack } from '../faults/hold-back.ts';
import type { HostProduct, Site } from '../site.ts';
import { type InstanceEnv, incomingRequest, rawUrl } from './env.ts';
import { explain } from './explanation.ts';
import { dropConnection, faultyAnswer, truncateAnswer } from './faulty-answer.ts';
import { messagesOf } from './record-exchange.ts';

const ON_THE_WAY = ['status', 'latency', 'drop', 'truncate'] as const;

export interface FaultGateDeps {
  readonly faults: FaultRules;
  readonly clock: Clock;
  /** Aborts when the site ends. */
  readonly signal: AbortSignal;
}

/**
 * Finds out who calls, as the product with its clock and its tokens of the moment would, and which faults the request
 * meets. Faults are for add-ons: what the site's own pages ask for meets none.
 */
export async function authenticateAmidFaults(
  c: Context<InstanceEnv>,
  host: HostProduct,
  { site, auth, faults }: FaultGateDeps & { readonly site: Site; readonly auth: AuthenticateDeps },
): Promise<{ readonly authentication: Authentication; readonly hits: readonly Hit[] }> {
  const request = incomingRequest(c, site.origin);
  const authentication = await authenticate(request, host, auth);
  const { addonKey, verdict } = authentication;
  if (addonKey === null) return { authentication, hits: [] };
  const subject: FaultSubject = {
    ...{ direction: 'to-product', kind: 'rest', method: c.req.method, url: rawUrl(c) },
    ...{ addonKey, product: host.product },
  };
  const hits = faults.take(subject, ON_THE_WAY);
  if (verdict === null) return { authentication, hits };

  const token = /^Bearer\s+(\S+)/i.exec(request.header('Authorization') ?? '')?.[1];
  const revoked = token === undefined ? [] : faults.take(subject, ['revoke']);
  const skewed = faults.take(subject, ['skew']);
  if (revoked.length === 0 && skewed.length === 0) return { authentication, hits };
  if (token !== undefined && revoked.length > 0) auth.accessTokens.forget(token);
  const shift = skewed.reduce((sum, { effect }) => sum + effect.ms, 0);
  const { now, addonNow = now } = auth;
  const skewedAuth = { ...auth, now: () => now() + shift, addonNow: () => addonNow() + shift };
  const again = await authenticate(request, host, skewedAuth);
  // Whoever has no token any more is still known by the one that it had.
  return {
    authentication: again.addonKey === null && again.caller === undefined ? { ...again, addonKey } : again,
    hits: [...hits, ...revoked, ...skewed],
  };
}

/**
 * Does the work as far as the faults let it be done: late, or not at all, or with an answer that breaks off.
 * @returns whether an answer was sent as a whole
 */
export async function withFaults(
  c: Context<InstanceEnv>,
  hits: readonly Hit[],
  { clock, signal, host }: FaultGateDeps & { readonly host: HostProduct },
  work: () => Promise<void>,
): Promise<boolean> {
  // Signals are joined only where somebody waits: what lives long remembers every one that is joined to it.
  if (hits.length > 0) await holdBack(hits, clock, AbortSignal.any([signal, c.req.raw.signal]));
  const effects = hits.map(({ effect }) => effect);
  if (effects.some(({ type }) => type === 'drop')) {
    dropConnection(c);
    return false;
  }
  const status = effects.find((effect) => effect.type === 'status');
  if (status !== undefined) c.res = faultyAnswer(status, host, c.req.path, clock.now());
  // With the site, its data is gone too.
  else if (signal.aborted) c.res = new Response(null, { status: 503 });
  else await work();
  if (hits.length > 0) explain(c, `Asked for by ${hits.map(({ text }) => text).join('; ')}.`);
  if (!effects.some(({ type }) => type === 'truncate')) return true;
  await truncateAnswer(c);
  return false;
}

/** For an exchange: the faults that had a part in it. */
export function faultsOf(hits: readonly Hit[]): Pick<Exchange, 'faults'> {
  return hits.length === 0 ? {} : { faults: hits.map(({ text }) => text) };
}

/**
 * Stands before what add-ons ask of the site beside the products, where nobody can tell who asks: the key server and the
 * authorization server. Everything is recorded.
 */
export function createSideGate(
  kind: Extract<ExchangeKind, 'oauth2' | 'install-key'>,
  deps: FaultGateDeps & { readonly site: Site; readonly traffic: TrafficLog },
): MiddlewareHandler<InstanceEnv> {
  const { site, traffic, clock, faults } = deps;
  return async (c, next) => {
    const started = clock.now();
    const url = rawUrl(c);
    const { method } = c.req;
    const hits = faults.take(
      { direction: 'to-product', kind, addonKey: null, product: undefined, method, url },
      ON_THE_WAY,
    );
    const isAnswered = await withFaults(c, hits, { ...deps, host: site.products.jira }, next);
    traffic.add({
      time: new Date(started).toISOString(),
      direction: 'to-product',
      kind,
      method,
      url: redactUrl(url),
      status: isAnswered ? c.res.status : null,
      durationMs: clock.now() - started,
      addonKey: c.get('client')?.addonKey ?? null,
      verdict: null,
      ...faultsOf([...hits, ...(c.get('client')?.hits ?? [])]),
      ...(await messagesOf(c, { isAnswered })),
    });
  };
}
