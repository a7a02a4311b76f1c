import type { Context, MiddlewareHandler, Next } from 'hono';
import { findRestOperation, type RestOperation } from '../../catalog/rest-operations.ts';
import type { Scope } from '../../catalog/scopes.ts';
import type { Clock } from '../../core/context.ts';
import { redact } from '../../core/redact.ts';
import { splitUrl } from '../../jwt/canonical-request.ts';
import { redactUrl } from '../../proxy/message.ts';
import type { TrafficLog } from '../../proxy/traffic-log.ts';
import { type Installation, scopesOf } from '../addons/installation.ts';
import type { AuthenticateDeps, Authentication, Caller } from '../auth/authenticate.ts';
import type { FaultRules } from '../faults/fault-rules.ts';
import { tooManyRequests } from '../faults/product-answers.ts';
import { type Quota, quotaHeaders, type RateLimiter } from '../faults/rate-limit.ts';
import { type HostProduct, productOfPath, type Site } from '../site.ts';
import { type InstanceEnv, rawUrl } from './env.ts';
import { EXPLANATION_HEADER, explain } from './explanation.ts';
import { authenticateAmidFaults, faultsOf, withFaults } from './fault-gate.ts';
import { toResponse } from './faulty-answer.ts';
import { setHeaders, setProductHeaders } from './product-headers.ts';
import { messagesOf } from './record-exchange.ts';

export interface RestGateDeps {
  readonly site: Site;
  readonly auth: AuthenticateDeps;
  readonly traffic: TrafficLog;
  readonly clock: Clock;
  readonly faults: FaultRules;
  /** Left out where add-ons may ask as often as they like. */
  readonly limiter?: RateLimiter | undefined;
  /** Aborts when the site ends. */
  readonly signal: AbortSignal;
}

/**
 * Stands before every operation of the products' REST APIs: finds out who calls, and lets an add-on through only
 * where its scopes do. What passes is recorded when an add-on is involved; so are the faults that it meets here.
 */
export function createRestGate(deps: RestGateDeps): MiddlewareHandler<InstanceEnv> {
  return async (c, next) => {
    const started = deps.clock.now();
    const url = rawUrl(c);
    // The path that the routes are chosen by: judging another spelling of it would open a way around the scopes.
    const host = productOfPath(deps.site, c.req.path);
    const { authentication, hits } = await authenticateAmidFaults(c, host, deps);
    const { verdict, addonKey } = authentication;
    const isAnswered = await withFaults(c, hits, { ...deps, host }, async () => {
      const quota = takeQuota(authentication, host);
      if (quota?.isExceeded === true) refuseForRate(c, host, quota);
      else await answer(c, next, authentication, host, url);
      if (quota?.isExceeded === false) setHeaders(c, quotaHeaders(quota));
    });
    const durationMs = deps.clock.now() - started;
    if (isAnswered) setProductHeaders(c, host, durationMs);
    if (verdict === null && addonKey === null) return;
    const explanation = isAnswered ? c.res.headers.get(EXPLANATION_HEADER) : null;
    deps.traffic.add({
      time: new Date(started).toISOString(),
      direction: 'to-product',
      kind: 'rest',
      method: c.req.method,
      url: redactUrl(url),
      status: isAnswered ? c.res.status : null,
      durationMs,
      addonKey,
      product: host.product,
      verdict,
      ...(explanation === null ? {} : { note: redact(explanation) }),
      ...faultsOf(hits),
      ...(await messagesOf(c, { isAnswered })),
    });
  };

  async function answer(
    c: Context<InstanceEnv>,
    next: Next,
    authentication: Authentication,
    host: HostProduct,
    url: string,
  ): Promise<void> {
    if (authentication.caller === undefined) {
      explain(c, authentication.verdict.message);
      c.res = refusal(c, host, authentication.status, authentication.body);
      return;
    }
    const { caller } = authentication;
    const refused = judgeForm(c, url) ?? judge(caller, findOperation(c.req.method, c.req.path));
    if (refused === undefined) {
      c.set('caller', caller);
      await next();
      explainIgnored(c);
    } else {
      explain(c, refused.explanation);
      const { status, message } = refused;
      c.res = refusal(c, host, status, { message, 'status-code': status });
    }
  }

  function takeQuota({ caller, addonKey }: Authentication, host: HostProduct): Quota | undefined {
    if (caller === undefined || addonKey === null) return undefined;
    return deps.limiter?.take(host.product, addonKey, deps.clock.now());
  }

  function refuseForRate(c: Context<InstanceEnv>, host: HostProduct, { limit, resetsAt }: Quota): void {
    const now = deps.clock.now();
    const retryAfter = Math.max(1, Math.ceil((resetsAt - now) / 1000));
    const reason = `${host.product}-quota-tenant-based`;
    c.res = toResponse(tooManyRequests(host, c.req.path, { retryAfter, limit, reason }, now));
    explain(
      c,
      `The rate limit of this dev instance is ${limit} requests; it starts anew in ${retryAfter} s.`,
    );
  }
}

/** The operations of the Connect and plug-in APIs that the products' OpenAPI files leave out. */
function isUncatalogued(path: string): boolean {
  return /^(?:\/wiki)?\/rest\/atlassian-connect\/1\/addons(?:\/[^/]+(?:\/reinstall|\/properties(?:\/[^/]+)?)?)?$/.test(
    path,
  );
}

/** Also knows what no OpenAPI file lists: reading an add-on's own state, which needs no scope. */
export function isKnownToProduct(method: string, path: string): boolean {
  return isUncatalogued(path) || findOperation(method, path) !== undefined;
}

/** What answers GET answers HEAD as well. */
function findOperation(method: string, path: string): RestOperation | undefined {
  return findRestOperation(method === 'HEAD' ? 'GET' : method, path);
}

interface Refusal {
  readonly status: 400 | 401 | 403;
  readonly message: string;
  readonly explanation: string;
}

/**
 * What the products turn away whoever asks: paths that a server in between could read in another way, and, since
 * CHANGE-2328, GET requests with a body.
 */
function judgeForm(c: Context<InstanceEnv>, url: string): Refusal | undefined {
  if (!isNormalised(splitUrl(url).path)) {
    const message = 'The request URI is improperly formed';
    return { status: 400, message, explanation: `${message}: it has empty or dot segments, or backslashes.` };
  }
  const length = c.req.header('Content-Length') ?? '0';
  if (c.req.method === 'GET' && (length !== '0' || c.req.header('Transfer-Encoding') !== undefined)) {
    const message = 'GET requests with a body are refused.';
    return { status: 403, message, explanation: `${message} Leave the body out (CHANGE-2328).` };
  }
  return undefined;
}

/** Nobody should take an answer for one to a question that was not looked at. */
function explainIgnored(c: Context<InstanceEnv>): void {
  const honoured = c.get('honoured') ?? [];
  const ignored = Object.keys(c.req.query()).filter((name) => name !== 'jwt' && !honoured.includes(name));
  if (ignored.length === 0 || c.res.status >= 400) return;
  explain(c, `Not emulated, so ignored: ${ignored.join(', ')}.`);
}

/** A slash at the end does no harm. */
function isNormalised(path: string): boolean {
  return !/\/\/|\\|%5c|\/(?:\.|%2e){1,2}(?:\/|$)/i.test(path);
}

function judge(caller: Caller, operation: RestOperation | undefined): Refusal | undefined {
  const installation = caller.kind === 'addon' ? caller.installation : caller.via;
  if (operation !== undefined && installation !== undefined) {
    const granted = caller.kind === 'person' ? caller.scopes : undefined;
    const refused = judgeScopes(installation, operation, granted);
    if (refused !== undefined) return refused;
  }
  if (caller.kind === 'anonymous' && operation !== undefined && operation.path !== '/rest/api/3/serverInfo') {
    return {
      status: 401,
      message: 'Client must be authenticated to access this resource.',
      explanation: 'The request carries neither a token nor credentials nor a session.',
    };
  }
  return undefined;
}

/** @param granted what the token of an add-on that acts as a person allows; by itself it may do what its scopes allow */
function judgeScopes(
  installation: Installation,
  operation: RestOperation,
  granted: ReadonlySet<Scope> | undefined,
): Refusal | undefined {
  const { method, path, scope } = operation;
  const message = 'Request not in an authorized API scope';
  if (scope === 'INACCESSIBLE') {
    return { status: 403, message, explanation: `${method} ${path} is closed to Connect add-ons.` };
  }
  // Its own scopes may have shrunk since it was given the token.
  if (scopesOf(installation).has(scope) && granted?.has(scope) !== false) return undefined;
  const { key, scopes = [] } = installation.descriptor;
  const has =
    granted === undefined
      ? `${key} has ${scopes.join(', ') || 'none'}`
      : `the access token of ${key} allows ${[...granted].join(', ')}`;
  return { status: 403, message, explanation: `${method} ${path} needs the scope ${scope}; ${has}.` };
}

function refusal(
  c: Context<InstanceEnv>,
  host: HostProduct,
  status: Refusal['status'],
  body: Readonly<Record<string, unknown>>,
): Response {
  if (status === 401) c.header('WWW-Authenticate', `JWT realm="${host.product}"`);
  return c.json(body, status);
}
