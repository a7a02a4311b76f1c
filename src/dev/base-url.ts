import type { Fetch } from '../core/context.ts';
import { isRecord, stringAt } from '../core/json.ts';

/** How the add-on is reached, judged by the base URL that its descriptor declares. */
export type Route =
  /** The add-on knows that it stands behind the proxy. */
  | { readonly how: 'proxied'; readonly baseUrl: string }
  /** The add-on insists on an address of its own, and answers there: nothing stands between. */
  | { readonly how: 'direct'; readonly baseUrl: string; readonly declared: string }
  /** The declared address is not here: the proxy serves a descriptor that names the proxy instead. */
  | { readonly how: 'rewritten'; readonly baseUrl: string; readonly declared: string };

/**
 * @param text the descriptor as the add-on serves it
 * @param proxyUrl the proxy's address, without a trailing slash
 */
export async function chooseRoute(
  text: string,
  proxyUrl: string,
  descriptorPath: string,
  fetch: Fetch,
): Promise<Route> {
  const declared = baseUrlOf(text) ?? '';
  if (originOf(declared) === proxyUrl) return { how: 'proxied', baseUrl: declared };
  if (isLoopback(declared) && (await answers(`${originOf(declared)}${descriptorPath}`, fetch))) {
    return { how: 'direct', baseUrl: declared, declared };
  }
  return { how: 'rewritten', baseUrl: proxyUrl, declared };
}

/** The descriptor with another base URL. A text that is not a descriptor stays as it is. */
export function withBaseUrl(text: string, baseUrl: string): string {
  let descriptor: unknown;
  try {
    descriptor = JSON.parse(text);
  } catch {
    return text;
  }
  return isRecord(descriptor) ? JSON.stringify({ ...descriptor, baseUrl }, null, 2) : text;
}

function baseUrlOf(text: string): string | undefined {
  try {
    return stringAt(JSON.parse(text), 'baseUrl');
  } catch {
    return undefined;
  }
}

function originOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).origin : undefined;
}

function isLoopback(url: string): boolean {
  return URL.canParse(url) && ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname);
}

async function answers(url: string, fetch: Fetch): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
