import { isRecord, stringAt } from '../core/json.ts';

/** What the proxy in front of the add-on makes of its descriptor. */
export interface ServedDescriptor {
  readonly text: string;
  readonly key: string | undefined;
  /** Below the public address. */
  readonly baseUrl: string;
  /** What the add-on itself says, when that is another address. */
  readonly declared: string | undefined;
}

/**
 * The descriptor with the public address as its base URL; the path of the declared one is kept, because the add-on's
 * pages are below it. A text that is not a descriptor stays as it is.
 * @param url the public address, without a trailing slash
 */
export function serveDescriptor(text: string, url: string): ServedDescriptor {
  const descriptor = parse(text);
  const declared = stringAt(descriptor, 'baseUrl') ?? '';
  const key = stringAt(descriptor, 'key');
  if (declared === url || declared.startsWith(`${url}/`)) {
    return { text, key, baseUrl: declared, declared: undefined };
  }
  const baseUrl = `${url}${pathOf(declared)}`;
  if (!isRecord(descriptor)) return { text, key, baseUrl, declared: undefined };
  return { text: JSON.stringify({ ...descriptor, baseUrl }, null, 2), key, baseUrl, declared };
}

/** True when an answer is the descriptor of this add-on at this address, and not a page of the provider's. */
export function isServed(answer: string, { key, baseUrl }: ServedDescriptor): boolean {
  const descriptor = parse(answer);
  return (
    key !== undefined && stringAt(descriptor, 'key') === key && stringAt(descriptor, 'baseUrl') === baseUrl
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function pathOf(url: string): string {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)
    ? new URL(url).pathname.replace(/\/+$/, '')
    : '';
}
