import { stringAt } from '../core/json.ts';
import { declaredBaseUrl, publicBaseUrl, withPublicUrl } from '../proxy/descriptor.ts';

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
 * The descriptor as it is seen at the public address.
 * @param url the public address
 */
export function serveDescriptor(text: string, url: string): ServedDescriptor {
  const publicUrl = new URL(url);
  const declared = declaredBaseUrl(text) ?? '';
  const baseUrl = publicBaseUrl(declared, publicUrl);
  return {
    text: withPublicUrl(text, publicUrl),
    key: stringAt(parse(text), 'key'),
    baseUrl,
    declared: declared === baseUrl ? undefined : declared,
  };
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
