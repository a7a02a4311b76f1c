import type { Context } from 'hono';
import { setCookie } from 'hono/cookie';
import type { Session } from '../../auth/sessions.ts';
import { isSame, type Person } from '../../people/people.ts';
import { chromeView } from '../../render/page-views.ts';
import type { Services } from '../../services.ts';
import { type HostProduct, productOfPath } from '../../site.ts';
import { renderMessagePage } from '../../ui/message-page.ts';
import { PAGE_SECURITY_POLICY } from '../../ui/parts/security-policy.ts';
import type { ChromeView } from '../../ui/views.ts';
import { type InstanceEnv, incomingRequest, rawUrl, sessionCookie } from '../env.ts';

export type PageRequest = Context<InstanceEnv>;

/** What every page of a site needs: who looks at it, and what surrounds it. */
export interface PageKit {
  readonly services: Services;
  hostOf(c: PageRequest): HostProduct;
  signedIn(c: PageRequest): Person | undefined;
  page(
    c: PageRequest,
    render: (chrome: ChromeView) => string,
    status?: 200 | 403 | 404,
  ): Response | Promise<Response>;
  notFound(c: PageRequest): Response | Promise<Response>;
  notAllowed(c: PageRequest, message: string): Response | Promise<Response>;
  startSession(c: PageRequest, accountId: string | undefined): Session;
  /** True when a posted form carries the token of the visitor's own session. */
  isOwnForm(c: PageRequest, xsrfToken: unknown): boolean;
}

/**
 * Whoever comes without a session is signed in as the administrator: this is a dev instance on one's own machine.
 * Signing out makes an anonymous visitor.
 */
export function createPageKit(services: Services): PageKit {
  const { site, sessions, people } = services;
  const kit: PageKit = { services, hostOf, signedIn, page, notFound, notAllowed, startSession, isOwnForm };
  return kit;

  function hostOf(c: PageRequest): HostProduct {
    return productOfPath(site, c.req.path);
  }

  function signedIn(c: PageRequest): Person | undefined {
    return people.find(currentSession(c).accountId);
  }

  function page(c: PageRequest, render: (chrome: ChromeView) => string, status: 200 | 403 | 404 = 200) {
    c.header('Content-Security-Policy', PAGE_SECURITY_POLICY);
    c.header('Cache-Control', 'no-store');
    c.header('Referrer-Policy', 'no-referrer');
    c.header('X-Content-Type-Options', 'nosniff');
    return c.html(render(chromeView(services, hostOf(c), currentSession(c), rawUrl(c))), status);
  }

  function notFound(c: PageRequest) {
    return message(c, 404, 'Not found', 'There is nothing at this address, or you may not see it.');
  }

  function notAllowed(c: PageRequest, text: string) {
    return message(c, 403, 'Not allowed', text);
  }

  function message(c: PageRequest, status: 403 | 404, title: string, text: string) {
    const link = { label: 'Back to the start', href: `${hostOf(c).contextPath}/` };
    return page(c, (chrome) => renderMessagePage(chrome, { title, message: text, link }), status);
  }

  function currentSession(c: PageRequest): Session {
    const known = c.get('session') ?? sessions.find(incomingRequest(c, site.origin).sessionId);
    return known ?? startSession(c, people.list()[0]?.accountId);
  }

  function startSession(c: PageRequest, accountId: string | undefined): Session {
    sessions.remove(incomingRequest(c, site.origin).sessionId);
    const { id, session } = sessions.create(accountId);
    setCookie(c, sessionCookie(site.origin), id, { httpOnly: true, sameSite: 'Lax', path: '/' });
    c.set('session', session);
    return session;
  }

  function isOwnForm(c: PageRequest, xsrfToken: unknown): boolean {
    const session = sessions.find(incomingRequest(c, site.origin).sessionId);
    return session !== undefined && typeof xsrfToken === 'string' && isSame(xsrfToken, session.xsrfToken);
  }
}
