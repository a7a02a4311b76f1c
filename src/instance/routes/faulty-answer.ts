import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context } from 'hono';
import type { FaultEffect } from '../faults/fault-spec.ts';
import { errorAnswer, JSON_TYPES, type ProductAnswer, tooManyRequests } from '../faults/product-answers.ts';
import type { HostProduct } from '../site.ts';
import type { InstanceEnv } from './env.ts';

/** A limit of Jira's cloud: so many GET requests a second to one address. */
const BURST_LIMIT = 100;
const RETRY_AFTER = 5;
/** Of bursts in Confluence, the documentation does not speak. */
const REASONS = { jira: 'jira-burst-based', confluence: 'confluence-quota-tenant-based' } as const;

/** The answer that a fault asks for. */
export function faultyAnswer(
  effect: Extract<FaultEffect, { readonly type: 'status' }>,
  host: HostProduct,
  path: string,
  now: number,
): Response {
  const { status, retryAfter, reason, body } = effect;
  const limited = {
    retryAfter: retryAfter ?? RETRY_AFTER,
    limit: BURST_LIMIT,
    reason: reason ?? REASONS[host.product],
  };
  const answer =
    status === 429 ? tooManyRequests(host, path, limited, now) : errorAnswer(host, path, status, retryAfter);
  return toResponse(body === undefined ? answer : withBody(answer, body, host));
}

export function toResponse({ status, headers, body }: ProductAnswer): Response {
  return new Response(body, { status, headers: { ...headers } });
}

/** Breaks the connection; whoever asked gets no answer. */
export function dropConnection(c: Context<InstanceEnv>): void {
  const { outgoing } = c.env;
  if (outgoing === undefined) throw new Error('there is no connection to drop');
  outgoing.destroy();
  leaveToNobody(c);
}

/** Sends the head of the answer and half of its body, and breaks the connection. Where there is no body, nothing comes. */
export async function truncateAnswer(c: Context<InstanceEnv>): Promise<void> {
  const { outgoing } = c.env;
  if (outgoing === undefined) throw new Error('there is no connection to break');
  const answer = c.res;
  const body = Buffer.from(await answer.arrayBuffer());
  leaveToNobody(c);
  if (body.byteLength === 0 || c.req.method === 'HEAD') {
    outgoing.destroy();
    return;
  }
  outgoing.writeHead(answer.status, {
    ...Object.fromEntries(answer.headers),
    'Content-Length': body.byteLength,
  });
  outgoing.flushHeaders();
  await new Promise<void>((resolve) => {
    outgoing.write(body.subarray(0, Math.floor(body.byteLength / 2)), () => resolve());
    outgoing.once('close', () => resolve());
  });
  outgoing.destroy();
}

/** The framework must not answer any more. Its answer of before would be mixed into another one. */
function leaveToNobody(c: Context<InstanceEnv>): void {
  c.res = undefined;
  c.res = RESPONSE_ALREADY_SENT;
}

function withBody(answer: ProductAnswer, body: string, { product }: HostProduct): ProductAnswer {
  const type = isJson(body)
    ? JSON_TYPES[product]
    : /^\s*</.test(body)
      ? 'text/html; charset=utf-8'
      : 'text/plain; charset=utf-8';
  return { ...answer, headers: { ...answer.headers, 'Content-Type': type }, body };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
