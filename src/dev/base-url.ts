import type { Fetch } from '../core/context.ts';
import { isRecord, stringAt } from '../core/json.ts';
import { isLoopbackUrl } from '../core/loopback.ts';

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
  if (
    isLoopbackUrl(declared) &&
    (await answersSameAddon(`${originOf(declared)}${descriptorPath}`, text, fetch))
  ) {
    return { how: 'direct', baseUrl: declared, declared };
  }
  return { how: 'rewritten', baseUrl: `${proxyUrl}${basePathOf(declared)}`, declared };
}

/** The descriptor with another base URL. A text that is not a descriptor stays as it is. */
export function withBaseUrl(text: string, baseUrl: string): string {
  const descriptor = parse(text);
  return isRecord(descriptor) ? JSON.stringify({ ...descriptor, baseUrl }, null, 2) : text;
}

function baseUrlOf(text: string): string | undefined {
  return stringAt(parse(text), 'baseUrl');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function originOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).origin : undefined;
}

/** The add-on's pages stay below the path that it expects them at. */
function basePathOf(url: string): string {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)
    ? new URL(url).pathname.replace(/\/+$/, '')
    : '';
}

/** Whatever else listens at the declared address does not answer this add-on's descriptor. */
async function answersSameAddon(url: string, text: string, fetch: Fetch): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    const key = stringAt(parse(await response.text()), 'key');
    return response.ok && key !== undefined && key === stringAt(parse(text), 'key');
  } catch {
    return false;
  }
}
