import type { MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import { findRestOperation } from '../../catalog/rest-operations.ts';
import type { InstanceEnv } from './env.ts';

/**
 * Keeps routes from answering for operations that are not theirs: `/issue/picker` is an operation of Jira's, and no
 * issue with the key `picker`, whether it is emulated or not.
 */
export const ownOperationOnly: MiddlewareHandler<InstanceEnv> = async (c, next) => {
  const route = matchedRoutes(c).find(({ method }) => method !== 'ALL');
  const { path, method } = c.req;
  const operation = findRestOperation(method === 'HEAD' ? 'GET' : method, path);
  if (route === undefined || operation === undefined || isRouteOf(route.path, operation.path)) return next();
  return c.notFound();
};

function isRouteOf(route: string, operation: string): boolean {
  const own = operation.split('/');
  return route.split('/').every((segment, index) => !segment.startsWith(':') || own[index]?.startsWith('{'));
}
