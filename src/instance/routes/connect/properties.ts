import type { Hono } from 'hono';
import { isDeeperThan, type Json } from '../../../core/json.ts';
import { ProductError } from '../../product-error.ts';
import type { InstanceEnv } from '../env.ts';
import { type ConnectContext, type ConnectDeps, callingAddon, isSysadmin } from './connect-deps.ts';

/** Limits of today's documentation, but for the number of properties, which only the host of 2016 tells. */
const MAX_KEY = 127;
const MAX_VALUE = 32_768;
const MAX_PROPERTIES = 100;
const MAX_DEPTH = 512;

/** Properties of an add-on, which it alone reads and writes. */
export function addPropertyRoutes(
  app: Hono<InstanceEnv>,
  { host, properties, installations }: ConnectDeps,
): void {
  const { product } = host;
  const path = '/addons/:key/properties';

  app.get(path, (c) => {
    const addonKey = ownKey(c);
    const keys = properties.keys(product, addonKey).map((key) => ({ key, self: selfOf(addonKey, key) }));
    return c.json({ keys }, 200, NO_CACHE);
  });

  app.get(`${path}/:property`, (c) => {
    const addonKey = ownKey(c);
    const key = propertyKey(c);
    const property = properties.find(product, addonKey, key);
    if (property === undefined) throw failure(404, 'Property with key not found.');
    return c.json({ key, value: property.value, self: selfOf(addonKey, key) }, 200, NO_CACHE);
  });

  app.put(`${path}/:property`, async (c) => {
    const addonKey = ownKey(c);
    const key = propertyKey(c);
    const value = parseValue(await c.req.text());
    const isNew = properties.find(product, addonKey, key) === undefined;
    if (isNew && properties.keys(product, addonKey).length >= MAX_PROPERTIES) {
      throw failure(
        409,
        `Maximum number of properties allowed to be stored ${MAX_PROPERTIES} has been reached.`,
      );
    }
    properties.set(product, addonKey, key, value);
    return isNew
      ? c.json({ message: 'Property created.', statusCode: 201 }, 201, NO_CACHE)
      : c.json({ message: 'Property updated.', statusCode: 200 }, 200, NO_CACHE);
  });

  app.delete(`${path}/:property`, (c) => {
    if (!properties.delete(product, ownKey(c), propertyKey(c))) {
      throw failure(404, 'Property with key not found.');
    }
    return c.body(null, 204);
  });

  /** The add-on of the address, if it is the one that asks. @throws {ProductError} 401 or 404 */
  function ownKey(c: ConnectContext): string {
    const key = c.req.param('key') ?? '';
    const caller = callingAddon(c);
    if (caller === undefined && !isSysadmin(c)) {
      throw failure(401, 'Access to this resource must be authenticated as an add-on.');
    }
    if (
      (caller !== undefined && caller.descriptor.key !== key) ||
      installations.find(product, key) === undefined
    ) {
      throw failure(404, 'Add-on with key does not exist.');
    }
    return key;
  }

  function selfOf(addonKey: string, key: string): string {
    return `${host.baseUrl}/rest/atlassian-connect/1/addons/${addonKey}/properties/${encodeURIComponent(key)}`;
  }
}

const NO_CACHE = { 'Cache-Control': 'no-cache, no-store, no-transform' };

function propertyKey(c: ConnectContext): string {
  const key = c.req.param('property') ?? '';
  if (key.length > MAX_KEY)
    throw failure(400, `The property key cannot be longer than ${MAX_KEY} characters.`);
  return key;
}

function parseValue(text: string): Json {
  if (text.length > MAX_VALUE) throw failure(400, 'The value cannot be bigger than 32 KB.');
  try {
    const value: Json = JSON.parse(text);
    if (typeof value === 'object' && value !== null && isDeeperThan(value, MAX_DEPTH))
      throw new SyntaxError();
    return value;
  } catch {
    throw failure(400, 'Property value must be a valid JSON object.');
  }
}

/** Properties tell their status under another name than the rest of the API. */
function failure(status: 400 | 401 | 404 | 409, message: string): ProductError {
  return new ProductError(status, { message, statusCode: status });
}
