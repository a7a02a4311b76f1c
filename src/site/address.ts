import { PRODUCTS, type Product } from '../catalog/products.ts';
import { UsageError } from '../core/errors.ts';
import { isLoopbackUrl } from '../core/loopback.ts';

export interface SiteAddress {
  readonly origin: string;
  /** What the address says: below `/wiki` it is Confluence; otherwise it may have both. */
  readonly products: readonly Product[];
}

/**
 * The address of a site as people paste it: with or without `https://`, and from whichever of its pages.
 * @param source what gives it, to name in messages
 * @throws {UsageError} for what is no address, has credentials in it, or would send them in the clear
 */
export function parseSiteAddress(
  text: string,
  source: string,
  { insecure }: { readonly insecure?: boolean | undefined } = {},
): SiteAddress {
  const address = /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol) || /\s/.test(text)) {
    throw new UsageError('site-address-invalid', `${source} gives no address of a site.`, {
      nextSteps: ['Write it as https://example.atlassian.net'],
    });
  }
  if (url.username !== '' || url.password !== '') {
    throw new UsageError('site-address-credentials', `${source} gives an address with credentials in it.`, {
      nextSteps: ['Leave them out of the address; give the e-mail and the API token by themselves.'],
    });
  }
  if (url.protocol === 'http:' && insecure !== true && !isLoopbackUrl(url.href)) {
    throw new UsageError('site-insecure', `${url.origin} would get the API token unencrypted.`, {
      nextSteps: ['Write https://, or add --insecure if you know that nobody listens on the way.'],
    });
  }
  return { origin: url.origin, products: /^\/wiki(?:\/|$)/.test(url.pathname) ? ['confluence'] : PRODUCTS };
}
