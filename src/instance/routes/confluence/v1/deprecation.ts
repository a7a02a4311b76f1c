import type { Hono } from 'hono';
import type { InstanceEnv } from '../../env.ts';

/** Since when, and where it was announced, as the cloud's own answers have it. */
const DEPRECATION = 'Wed, 1 Mar 2023 00:00:00 GMT';
const NOTICE = '<https://developer.atlassian.com/cloud/confluence/changelog/#CHANGE-864>; rel="deprecation"';

/** Operations that version 2 has a successor of, by method and path below `/rest/api`. */
const SUCCEEDED: readonly (readonly [string, RegExp])[] = [
  ['GET|POST', /^\/content$/],
  ['GET|PUT|DELETE', /^\/content\/\d+$/],
  ['GET', /^\/content\/\w+\/(?:child(?:\/[^/]+)?|history|label|version(?:\/\d+)?)$/],
  ['GET|POST|PUT|DELETE', /^\/(?:content|space)\/[^/]+\/property(?:\/[^/]+)?$/],
  ['GET', /^\/space(?:\/[^/]+(?:\/content(?:\/[^/]+)?)?)?$/],
  ['GET|PUT', /^\/inlinetasks\/[^/]+$/],
];

/** Says of such operations that they are deprecated. */
export function addDeprecationNotice(app: Hono<InstanceEnv>, contextPath: string): void {
  app.use(async (c, next) => {
    await next();
    const path = c.req.path.slice(`${contextPath}/rest/api`.length).replace(/\/$/, '');
    const isSucceeded = SUCCEEDED.some(
      ([methods, pattern]) => methods.split('|').includes(c.req.method) && pattern.test(path),
    );
    if (!isSucceeded) return;
    c.header('Deprecation', DEPRECATION);
    c.header('Link', NOTICE);
  });
}
