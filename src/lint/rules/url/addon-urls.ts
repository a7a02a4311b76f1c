import type { DescriptorView } from '../../view/descriptor-view.ts';
import { isForJiraOrConfluence } from '../../view/products.ts';
import type { UrlUse, UrlView } from '../../view/urls.ts';
import { withoutTrailingSlashes } from '../base-url/base-urls.ts';

/** URLs of these uses that the products put behind `baseUrl`. None for Bitbucket, whose rules are not known. */
export function addonUrls(view: DescriptorView, uses: readonly UrlUse[]): readonly UrlView[] {
  if (!isForJiraOrConfluence(view)) return [];
  return view.urls.filter(({ base, use }) => base === 'addon' && uses.includes(use));
}

/** The path of a URL, without query and fragment. */
export function pathOf(url: string): string {
  return /^[^?#]*/.exec(url)?.[0] ?? '';
}

/** True for texts that begin with a scheme, whatever it is. */
export function hasScheme(url: string): boolean {
  return /^[a-z][a-z0-9+.-]*:/i.test(url);
}

/**
 * What a URL is relative to `baseUrl` when it is written out; undefined when it is not below it. Both may hold
 * placeholders, as long as they are the same.
 */
export function belowBaseUrl(url: string, root: Readonly<Record<string, unknown>>): string | undefined {
  const baseUrl = root['baseUrl'];
  if (typeof baseUrl !== 'string' || baseUrl === '') return undefined;
  const base = withoutTrailingSlashes(baseUrl);
  if (base === '' || !url.startsWith(base)) return undefined;
  const rest = url.slice(base.length);
  if (rest === '') return '/';
  if (rest.startsWith('/')) return rest;
  return /^[?#]/.test(rest) ? `/${rest}` : undefined;
}
