import { stringAt } from '../core/json.ts';
import type { Delivery } from '../webhook/delivery.ts';
import { tokenIn } from '../webhook/judge.ts';
import { headerPairs } from './headers.ts';
import { readToken } from './judge-token.ts';
import type { KnownAddon } from './known-addon.ts';

/**
 * What to change when an add-on has refused an install because it is addressed to another base URL than it takes for its
 * own; undefined for every other exchange.
 */
export function adviseInstall({ request, answer }: Delivery, addon: KnownAddon): string | undefined {
  if (request.method !== 'POST' || answer === null || ![400, 401, 403].includes(answer.status))
    return undefined;
  const authorization = headerPairs(request.headers).find(([name]) => name.toLowerCase() === 'authorization');
  const token = readToken(tokenIn(request.target, authorization?.[1]) ?? '');
  const isInstall = stringAt(parse(request.body), 'eventType') === 'installed';
  if (token?.header['alg'] !== 'RS256' || !isInstall) return undefined;
  const audience = [token.claims['aud']].flat().find((one) => typeof one === 'string');
  const { declaredBaseUrl } = addon;
  if (audience === undefined || declaredBaseUrl === undefined) return undefined;
  if (withoutSlash(audience) === withoutSlash(declaredBaseUrl)) return undefined;
  return [
    `The install is addressed to ${audience}, and the add-on takes itself to be at ${declaredBaseUrl}, so it refuses it.`,
    `Start the add-on with its base URL set to ${audience}.`,
    ...SETTINGS.map(([framework, setting]) => `${framework}: ${setting(audience)}.`),
  ].join(' ');
}

/** Where frameworks are told their address. */
const SETTINGS: readonly (readonly [string, (url: string) => string])[] = [
  [
    'atlassian-connect-express',
    (url) => `AC_LOCAL_BASE_URL=${url}, or AC_ALLOWED_BASE_URLS=${url} to accept it besides its own`,
  ],
  ['atlassian-connect-spring-boot', (url) => `addon.base-url, or ADDON_BASE_URL=${url}`],
  ['atlassian-connect-play', (url) => `addon.baseUrl, or AC_BASE_URL=${url}`],
];

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    return undefined;
  }
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
