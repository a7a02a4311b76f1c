import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import type { Caller, IncomingRequest } from '../auth/authenticate.ts';
import type { Session } from '../auth/sessions.ts';
import type { Hit } from '../faults/fault-rules.ts';
import { portOf } from '../site.ts';

/** What the routes of the dev instance find on their context. */
export interface InstanceEnv {
  Bindings: Partial<HttpBindings>;
  Variables: {
    caller: Caller;
    /** Set on pages, once it is known who looks at them. */
    session: Session | undefined;
    /** Query parameters that a REST operation honours; whatever else was asked for is said to be ignored. */
    honoured: readonly string[] | undefined;
    /** Who has asked for a token, once that is known, and the faults that it met there. */
    client: { readonly addonKey: string; readonly hits: readonly Hit[] } | undefined;
  };
}

/** Path and query exactly as they came over the wire: `c.req.url` is normalised, and hashes are over the original. */
export function rawUrl(c: Context<InstanceEnv>): string {
  const original = c.env?.incoming?.url;
  if (original !== undefined) return original;
  const url = new URL(c.req.url);
  return `${url.pathname}${url.search}`;
}

/** The session's cookie. Cookies ignore ports, so the name carries it: two instances do not sign each other out. */
export function sessionCookie(origin: string): string {
  return `connect-kit-session-${portOf(origin)}`;
}

export function incomingRequest(c: Context<InstanceEnv>, origin: string): IncomingRequest {
  return {
    method: c.req.method,
    url: rawUrl(c),
    header: (name) => c.req.header(name),
    get sessionId() {
      return getCookie(c, sessionCookie(origin));
    },
  };
}
