import { PRODUCT_NAMES } from '../../catalog/products.ts';
import type { HostProduct } from '../site.ts';
import type { Installation } from './installation.ts';
import { entitlementOf } from './licence.ts';

export type LifecycleEvent = 'installed' | 'enabled' | 'disabled' | 'uninstalled';

/**
 * The body of the four lifecycle events, as today's products send it. What they no longer document as sent (`publicKey`,
 * `serverVersion`, `pluginsVersion`, `accountId`) is left out: an add-on that needs it would not work for long.
 * @see https://developer.atlassian.com/cloud/jira/platform/connect-app-descriptor/#lifecycle
 */
export function lifecyclePayload(
  host: HostProduct,
  installation: Installation,
  eventType: LifecycleEvent,
): Readonly<Record<string, string>> {
  const { descriptor, sharedSecret, oauthClientId } = installation;
  const { supportEntitlementNumber, ...entitlement } = entitlementOf(installation);
  return {
    key: descriptor.key,
    clientKey: host.clientKey,
    oauthClientId,
    ...(eventType === 'installed' && sharedSecret !== undefined ? { sharedSecret } : {}),
    baseUrl: host.baseUrl,
    // Sites with a domain of their own say it here. REST calls never go there.
    displayUrl: host.baseUrl,
    ...(host.product === 'jira' ? { displayUrlServicedeskHelpCenter: host.baseUrl } : {}),
    productType: host.product,
    description: `Atlassian ${PRODUCT_NAMES[host.product]} at ${host.baseUrl} (emulated by connect-kit)`,
    ...(supportEntitlementNumber === undefined ? {} : { serviceEntitlementNumber: supportEntitlementNumber }),
    ...entitlement,
    eventType,
  };
}
