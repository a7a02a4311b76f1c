import type { Context } from 'hono';
import { isOwnPage } from '../../auth/authenticate.ts';
import type { Session } from '../../auth/sessions.ts';
import { isSame } from '../../people/people.ts';
import { ProductError } from '../../product-error.ts';
import type { Services } from '../../services.ts';
import { type InstanceEnv, incomingRequest } from '../env.ts';

/** True for a page of ours, and for whoever holds the control token. */
export function isAllowed(c: Context<InstanceEnv>, services: Services, controlToken: string): boolean {
  const bearer = bearerOf(c);
  if (bearer !== undefined) return isSame(bearer, controlToken);
  const session = sessionOf(c, services);
  return (
    session !== undefined &&
    isOwnPage(incomingRequest(c, services.site.origin), session, services.site.origin)
  );
}

/**
 * A page's session does for the rest, but pages show scripts of others: this is for the terminal alone.
 * @throws {ProductError} 403
 */
export function assertControlToken(c: Context<InstanceEnv>, controlToken: string): void {
  if (isSame(bearerOf(c) ?? '', controlToken)) return;
  throw new ProductError(403, { message: 'This needs the control token.' });
}

export function sessionOf(c: Context<InstanceEnv>, { sessions, site }: Services): Session | undefined {
  return sessions.find(incomingRequest(c, site.origin).sessionId);
}

function bearerOf(c: Context<InstanceEnv>): string | undefined {
  return /^Bearer (.+)$/.exec(c.req.header('Authorization') ?? '')?.[1];
}
