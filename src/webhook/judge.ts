import type { IncomingHttpHeaders } from 'node:http';
import type { VerificationKey } from '../jwt/algorithms.ts';
import { splitUrl } from '../jwt/canonical-request.ts';
import { verifyToken } from '../jwt/verify.ts';
import type { Verdict } from '../proxy/exchange.ts';

/** The token of a request: in its header, or as its `jwt` parameter. */
export function tokenIn(url: string, authorization: string | undefined): string | undefined {
  const [, inHeader] = /^JWT\s+(\S+)$/i.exec(authorization?.trim() ?? '') ?? [];
  return inHeader ?? new URLSearchParams(splitUrl(url).query).get('jwt') ?? undefined;
}

/**
 * The judgement on the token of a delivery: signed with the key, in time, for this request.
 * @returns null when it carries none
 */
export async function judgeDelivery(
  request: {
    readonly method?: string | undefined;
    readonly url?: string | undefined;
    readonly headers: IncomingHttpHeaders;
  },
  options: { readonly key: VerificationKey; readonly now: number; readonly basePath: string },
): Promise<Verdict | null> {
  const { method = 'POST', url = '/', headers } = request;
  const token = tokenIn(url, headers.authorization);
  if (token === undefined) return null;
  const verification = await verifyToken(token, {
    key: options.key,
    now: options.now,
    request: { method, url, baseUrl: options.basePath },
  });
  return verification.valid
    ? { valid: true, reason: 'valid', message: 'signed with the key that was given, for this request' }
    : { valid: false, reason: verification.reason, message: verification.message };
}
