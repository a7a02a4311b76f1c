import { Hono } from 'hono';
import type { Installation } from '../addons/installation.ts';
import { grantToken, type TokenDeps } from '../auth/oauth2/grant-token.ts';
import { OAuthError } from '../auth/oauth2/oauth-error.ts';
import type { FaultRules } from '../faults/fault-rules.ts';
import type { InstanceEnv } from './env.ts';

/**
 * The site's authorization server: `POST /oauth2/token` answers a JWT assertion of an add-on with an access token.
 * Stands in for https://oauth-2-authorization-server.services.atlassian.com.
 */
export function createOAuth2(deps: TokenDeps & { readonly faults: FaultRules }): Hono<InstanceEnv> {
  const app = new Hono<InstanceEnv>();
  app.post('/oauth2/token', async (c) => {
    c.header('Cache-Control', 'no-store');
    c.header('Pragma', 'no-cache');
    try {
      const type = c.req.header('Content-Type') ?? '';
      if (!/^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(type)) {
        throw new OAuthError(
          'invalid_request',
          'Send the fields as a form: application/x-www-form-urlencoded.',
        );
      }
      const isExpired = ({ product, descriptor }: Installation): boolean => {
        const subject = { direction: 'to-product', kind: 'oauth2', method: 'POST', url: c.req.path } as const;
        const hits = deps.faults.take({ ...subject, product, addonKey: descriptor.key }, ['expired']);
        c.set('client', { addonKey: descriptor.key, hits });
        return hits.length > 0;
      };
      return c.json(await grantToken(new URLSearchParams(await c.req.text()), { ...deps, isExpired }));
    } catch (error) {
      if (!(error instanceof OAuthError)) throw error;
      return c.json({ error: error.code, error_description: error.message }, 400);
    }
  });
  return app;
}
