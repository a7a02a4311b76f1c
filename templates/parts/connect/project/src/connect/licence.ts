import { valueAt } from '../json.ts';
import type { SiteClient } from './site-client.ts';

/**
 * Whether the site has a licence, as the signed URL of a page (`lic`) or a context token says. Means something only for
 * descriptors with `enableLicensing`. https://developer.atlassian.com/platform/marketplace/cloud-app-licensing/
 * @param query that of a URL which the product has signed: where a token fits any URL, whoever asks could write `lic` into it
 * @param context of the verified token
 */
export function saysLicensed(query: URLSearchParams, context: unknown): boolean {
  return query.get('lic') === 'active' || valueAt(context, 'license', 'active') === true;
}

/** Asks the site, for where no person is looking: webhooks and work in the background. */
export async function isLicensed(site: SiteClient, addonKey: string): Promise<boolean> {
  const addon = await site.get(`/rest/atlassian-connect/1/addons/${encodeURIComponent(addonKey)}`);
  return valueAt(addon, 'license', 'active') === true;
}
