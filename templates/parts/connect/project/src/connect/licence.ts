import { valueAt } from '../json.ts';
import { queryOf } from './query-hash.ts';
import type { SiteClient } from './site-client.ts';

/**
 * Whether the site has a licence, as the signed URL of a page (`lic`) or a context token says. Means something only for
 * descriptors with `enableLicensing`. https://developer.atlassian.com/platform/marketplace/cloud-app-licensing/
 * @param target path and query of a verified request
 * @param context of its verified token
 */
export function saysLicensed(target: string, context: unknown): boolean {
  return queryOf(target).get('lic') === 'active' || valueAt(context, 'license', 'active') === true;
}

/** Asks the site, for where no person is looking: webhooks and work in the background. */
export async function isLicensed(site: SiteClient, addonKey: string): Promise<boolean> {
  const addon = await site.get(`/rest/atlassian-connect/1/addons/${encodeURIComponent(addonKey)}`);
  return valueAt(addon, 'license', 'active') === true;
}
