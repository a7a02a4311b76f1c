import { PRODUCT_NAMES } from '../../catalog/products.ts';
import type { HostProduct } from '../site.ts';
import type { Installation } from './installation.ts';
import { licenceJson } from './licence.ts';
import { listModules } from './modules.ts';

/** What UPM makes of a descriptor without a version. */
const DEFAULT_VERSION = '1.0.0-AC';

/** An add-on as UPM lists it. */
export function pluginJson(installation: Installation, host: HostProduct) {
  const { descriptor, isEnabled } = installation;
  return {
    key: descriptor.key,
    name: descriptor.name ?? descriptor.key,
    version: descriptor.version ?? DEFAULT_VERSION,
    description: descriptor.description ?? '',
    enabled: isEnabled,
    userInstalled: true,
    optional: true,
    static: false,
    remotable: true,
    usesLicensing: descriptor.enableLicensing === true,
    ...(descriptor.vendor === undefined
      ? {}
      : { vendor: { name: descriptor.vendor.name, link: descriptor.vendor.url } }),
    modules: listModules(descriptor).flatMap(({ key, name }) =>
      key === undefined ? [] : [{ key, completeKey: `${descriptor.key}:${key}`, name, enabled: isEnabled }],
    ),
    links: {
      self: pluginPath(installation, host),
      modify: pluginPath(installation, host),
      delete: pluginPath(installation, host),
      'plugin-summary': `${pluginPath(installation, host)}/summary`,
    },
  };
}

/** Path below the site's origin. */
export function pluginPath({ descriptor }: Installation, host: HostProduct): string {
  return `${host.contextPath}/rest/plugins/1.0/${descriptor.key}-key`;
}

/**
 * An add-on as it may read itself. One that is disabled learns no more than that.
 * @param contacts administrators of the site
 * @see https://developer.atlassian.com/platform/marketplace/license-api-for-cloud-apps
 */
export function addonJson(
  installation: Installation,
  host: HostProduct,
  contacts: readonly { readonly name: string; readonly email: string }[],
) {
  const { descriptor, isEnabled } = installation;
  const { key } = descriptor;
  const license = licenceJson(installation);
  const version = descriptor.version ?? DEFAULT_VERSION;
  if (!isEnabled) return { key, version, state: 'DISABLED' };
  return {
    key,
    version,
    state: 'ENABLED',
    host: { product: PRODUCT_NAMES[host.product], contacts },
    ...(license === undefined ? {} : { license }),
    links: {
      marketplace: [{ href: `https://marketplace.atlassian.com/plugins/${key}` }],
      self: [{ href: `${host.baseUrl}/rest/atlassian-connect/1/addons/${key}` }],
    },
  };
}
