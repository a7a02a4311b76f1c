import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import type { Caller } from '../auth/authenticate.ts';
import { JSON_TYPES } from '../faults/product-answers.ts';
import { appAccountId } from '../people/people.ts';
import type { HostProduct } from '../site.ts';
import type { InstanceEnv } from './env.ts';

/** Marks an answer that went out past the framework; it is nobody's to change. */
const SENT = 'x-hono-already-sent';

/**
 * Sets the headers that stand on answers of the products' REST APIs and that clients look at: what to name to Atlassian's
 * support, whose request it was, and that answers are not to be kept.
 * @param durationMs how long it took to answer
 */
export function setProductHeaders(
  c: Context<InstanceEnv>,
  { product }: HostProduct,
  durationMs: number,
): void {
  const requestId = randomUUID();
  const accountId = accountOf(c.get('caller'));
  setHeaders(c, {
    Server: 'AtlassianEdge',
    'Timing-Allow-Origin': '*',
    'X-Arequestid': randomUUID().replaceAll('-', ''),
    'Atl-Traceid': requestId.replaceAll('-', ''),
    'Atl-Request-Id': requestId,
    'Server-Timing': `atl-edge;dur=${durationMs}`,
    'X-Content-Type-Options': 'nosniff',
    'X-Xss-Protection': '1; mode=block',
    Vary: 'Accept-Encoding',
    ...(accountId === undefined ? {} : { 'X-Aaccountid': accountId }),
    // Jira names the charset of its JSON, and Confluence does not.
    ...(product === 'jira' && c.res.headers.get('Content-Type') === 'application/json'
      ? { 'Content-Type': JSON_TYPES.jira }
      : {}),
    ...(c.res.headers.has('Cache-Control') ? {} : { 'Cache-Control': 'no-cache, no-store, no-transform' }),
  });
}

/**
 * Sets headers of the answer as it goes out, in place of those of the same names. On the answer itself: the framework makes
 * a new answer for each header that it is given now.
 */
export function setHeaders(c: Context<InstanceEnv>, headers: Readonly<Record<string, string>>): void {
  if (c.res.headers.has(SENT)) return;
  for (const [name, value] of Object.entries(headers)) c.res.headers.set(name, value);
}

/** Nobody is known where the request was turned away. */
function accountOf(caller: Caller | undefined): string | undefined {
  if (caller === undefined || caller.kind === 'anonymous') return undefined;
  return caller.kind === 'person'
    ? caller.person.accountId
    : appAccountId(caller.installation.descriptor.key);
}
