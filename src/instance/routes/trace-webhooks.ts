import type { MiddlewareHandler } from 'hono';
import type { Webhooks } from '../webhooks/webhooks.ts';
import type { InstanceEnv } from './env.ts';

const HEADER = 'X-Atlassian-Webhook-Trace';
/** What Jira takes: up to 1,024 printable characters of ASCII. */
const VALUE = /^[\x20-\x7e]{1,1024}$/;

/** Hands on what an add-on writes beside a request to the webhooks that the request causes. */
export function traceWebhooks(webhooks: Webhooks): MiddlewareHandler<InstanceEnv> {
  return async (c, next) => {
    const trace = c.req.header(HEADER) ?? '';
    const caller = c.get('caller');
    const isOfAddon = caller.kind === 'addon' || caller.via !== undefined;
    if (isOfAddon && VALUE.test(trace)) await webhooks.traced(trace, next);
    else await next();
  };
}
