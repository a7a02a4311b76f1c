import type { Context } from 'hono';
import { PRODUCTS, type Product } from '../../../catalog/products.ts';
import { isDeeperThan, isRecord } from '../../../core/json.ts';
import type { Installation } from '../../addons/installation.ts';
import { ProductError } from '../../product-error.ts';
import type { Services } from '../../services.ts';
import type { SiteControl } from '../../site-control.ts';
import type { InstanceEnv } from '../env.ts';

export interface ControlOptions {
  /** What a client outside of the pages shows as a Bearer token. */
  readonly controlToken: string;
  /** Asks the process to end the instance. */
  readonly requestStop: () => void;
  /** Puts the clock forward; left out where it is that of the machine. */
  readonly advanceClock?: (ms: number) => Promise<void>;
  /** Left out where there are only the routes of a site, without a server. */
  readonly siteControl?: SiteControl;
}

/** What is passed on must be small enough to be walked by recursion. */
const MAX_BODY_DEPTH = 32;

/** @throws {ProductError} 404 */
export function findInstallation({ installations }: Services, product: unknown, key: string): Installation {
  const installation = installations.find(parseProduct(product), key);
  if (installation === undefined) throw new ProductError(404, { message: `No add-on has the key ${key}.` });
  return installation;
}

/** The add-on that the address names. @throws {ProductError} 404 */
export function addonOf(c: Context<InstanceEnv>, services: Services): Installation {
  return findInstallation(services, c.req.param('product'), c.req.param('key') ?? '');
}

/** @throws {ProductError} 400 */
export function parseProduct(value: unknown): Product {
  const product = PRODUCTS.find((one) => one === value);
  if (product === undefined)
    throw new ProductError(400, { message: `product must be one of ${PRODUCTS.join(', ')}.` });
  return product;
}

/** @throws {ProductError} 400 */
export async function readBody(
  c: Context<InstanceEnv>,
  maxDepth = MAX_BODY_DEPTH,
): Promise<Record<string, unknown>> {
  const body: unknown = await c.req.json().catch(() => undefined);
  if (!isRecord(body) || isDeeperThan(body, maxDepth))
    throw new ProductError(400, { message: 'The body must be a JSON object, not nested deeply.' });
  return body;
}

/** @throws {ProductError} 501 where there is no server to do it with */
export function siteControlOf({ siteControl }: ControlOptions): SiteControl {
  if (siteControl !== undefined) return siteControl;
  throw new ProductError(501, { message: 'This site has no server of its own.' });
}
