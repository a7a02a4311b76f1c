import type { Clock, Fetch } from '../core/context.ts';
import { ConnectKitError } from '../core/errors.ts';
import type { FindPublicKey } from '../jwt/algorithms.ts';
import { splitUrl } from '../jwt/canonical-request.ts';
import { createKeyFinder } from '../jwt/key-server.ts';
import { verifyToken } from '../jwt/verify.ts';
import { tokenIn } from '../webhook/judge.ts';
import type { ExchangeKind, Verdict } from './exchange.ts';
import type { Judge, Judgement, ProxiedRequest } from './judge.ts';
import { fitsSecret, judgeToken, readToken } from './judge-token.ts';
import type { KnownAddon } from './known-addon.ts';
import type { KnownInstalls } from './known-installs.ts';

/** Where the products' keys for installs are. */
export const INSTALL_KEYS = 'https://connect-install-keys.atlassian.com';
/** A key never changes under its name. */
const MAX_KEYS = 100;

export interface InstallJudgeOptions {
  readonly addon: KnownAddon;
  readonly installs: KnownInstalls;
  readonly descriptorPath?: string | undefined;
  /** Base URL of the server of keys that sign installs, as it is now. */
  readonly keyServer: () => string;
  readonly clock: Clock;
  readonly fetch: Fetch;
  readonly signal: AbortSignal;
}

/** Judges requests by the secrets of the installs that have passed before them. */
export function createInstallJudge(options: InstallJudgeOptions): Judge {
  const { addon, installs, clock } = options;
  const { keyServer, fetch, signal } = options;
  const findKey = remember((keyId) => createKeyFinder({ url: keyServer(), fetch, signal })(keyId));
  return async (request) => {
    const kind = kindOf(request, addon, options.descriptorPath);
    const addonKey = addon.key ?? null;
    const token = tokenIn(request.url, textOf(request.headers.authorization));
    if (token === undefined) return { kind, addonKey, verdict: null };
    if (readToken(token)?.header['alg'] === 'RS256') {
      return { kind, addonKey, verdict: await judgeSignedInstall(token, request, options, findKey) };
    }
    const judgements = await Promise.all(
      installs.findByToken(token).map(
        async (install): Promise<Judgement & { readonly verdict: Verdict }> => ({
          kind,
          addonKey: install.addonKey,
          ...(install.product === undefined ? {} : { product: install.product }),
          verdict: await judgeToken(token, install, { ...request, baseUrl: addon.baseUrl }, clock.now()),
        }),
      ),
    );
    const best = judgements.find(({ verdict }) => fitsSecret(verdict)) ?? judgements[0];
    return best ?? { kind, addonKey, verdict: unknownIssuer() };
  };
}

function unknownIssuer(): Verdict {
  return {
    valid: false,
    reason: 'unknown-issuer',
    message:
      'No install by the issuer of this token has passed here, so its secret is not known: install the add-on again.',
  };
}

/** Callbacks of installs are signed with a key of the product's, and name the add-on that they are for. */
async function judgeSignedInstall(
  token: string,
  request: ProxiedRequest,
  { addon, clock }: InstallJudgeOptions,
  findPublicKey: FindPublicKey,
): Promise<Verdict> {
  const { baseUrl } = addon;
  try {
    const result = await verifyToken(token, {
      key: { algorithm: 'RS256', findPublicKey },
      now: clock.now(),
      request: { method: request.method, url: request.url, baseUrl },
      ...(baseUrl === undefined ? {} : { audience: [baseUrl, `${baseUrl}/`] }),
    });
    return result.valid
      ? { valid: true, reason: 'valid', message: 'RS256, signed by the product' }
      : { valid: false, reason: result.reason, message: result.message };
  } catch (error) {
    if (!(error instanceof ConnectKitError)) throw error;
    return {
      valid: false,
      reason: 'unknown-issuer',
      message: `The signature could not be checked. ${error.message}`,
    };
  }
}

function kindOf(
  { method, url, headers }: ProxiedRequest,
  addon: KnownAddon,
  descriptorPath: string | undefined,
): ExchangeKind {
  const { path, query } = splitUrl(url);
  if (path === descriptorPath?.split('?')[0]) return 'descriptor';
  if (method === 'POST' && addon.lifecycleAt(path) !== undefined) return 'lifecycle';
  if (method === 'POST' && (addon.isWebhook(path) || 'x-atlassian-webhook-identifier' in headers)) {
    return 'webhook';
  }
  return new URLSearchParams(query).has('xdm_e') ? 'module' : 'other';
}

function remember(find: FindPublicKey): FindPublicKey {
  const known = new Map<string, Awaited<ReturnType<FindPublicKey>>>();
  return async (kid) => {
    const found = known.get(kid) ?? (await find(kid));
    if (found !== undefined && known.size < MAX_KEYS) known.set(kid, found);
    return found;
  };
}

function textOf(header: string | readonly string[] | undefined): string | undefined {
  return typeof header === 'string' ? header : undefined;
}
