import type { Hono } from 'hono';
import { renderLoginPage } from '../../ui/login-page.ts';
import { SIGN_IN, SIGN_OUT } from '../../ui/parts/addresses.ts';
import type { InstanceEnv } from '../env.ts';
import type { PageKit, PageRequest } from './page-kit.ts';

const HINT = 'The seeded people are admin, mia, tomas and yuki; each has their name as the password.';

export function addSignInPages(app: Hono<InstanceEnv>, kit: PageKit): void {
  app.get(SIGN_IN, (c) => loginPage(c, localPath(c.req.query('returnTo')), false));

  app.post(SIGN_IN, async (c) => {
    const form = await readForm(c);
    const returnTo = localPath(form['returnTo']);
    const { username, password } = form;
    const person =
      typeof username === 'string' && typeof password === 'string'
        ? kit.services.people.authenticate(username, password)
        : undefined;
    if (person === undefined || !kit.isOwnForm(c, form['xsrfToken'])) return loginPage(c, returnTo, true);
    kit.startSession(c, person.accountId);
    return c.redirect(returnTo, 303);
  });

  app.post(SIGN_OUT, async (c) => {
    const form = await readForm(c);
    if (kit.isOwnForm(c, form['xsrfToken'])) kit.startSession(c, undefined);
    return c.redirect(localPath(form['returnTo']), 303);
  });

  function loginPage(c: PageRequest, returnTo: string, failed: boolean) {
    return kit.page(c, (chrome) => renderLoginPage(chrome, { returnTo, failed, hint: HINT }));
  }
}

/** What cannot be read counts as an empty form. */
async function readForm(c: PageRequest): Promise<Readonly<Record<string, unknown>>> {
  return c.req.parseBody().catch(() => ({}));
}

/** A path on this site, never another site's address: judged after what browsers leave out of one is gone. */
function localPath(value: unknown): string {
  const base = 'http://site.invalid';
  if (typeof value !== 'string' || !value.startsWith('/') || !URL.canParse(value, base)) return '/';
  const { origin, pathname, search } = new URL(value, base);
  // A path may itself begin with two slashes once its dot segments are gone.
  return origin === base ? `${pathname.replace(/^\/{2,}/, '/')}${search}` : '/';
}
