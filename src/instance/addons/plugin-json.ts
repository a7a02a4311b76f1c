import type { HostProduct } from '../site.ts';
import { type Installation, licenceOf } from './installation.ts';
import { listModules } from './modules.ts';

/** An add-on as UPM lists it. */
export function pluginJson(installation: Installation, host: HostProduct) {
  const { descriptor, isEnabled } = installation;
  return {
    key: descriptor.key,
    name: descriptor.name ?? descriptor.key,
    version: descriptor.version ?? '1.0.0-AC',
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
 * An add-on as it may read itself.
 * @see https://developer.atlassian.com/platform/marketplace/license-api-for-cloud-apps
 */
export function addonJson(installation: Installation, host: HostProduct) {
  const { descriptor, isEnabled } = installation;
  const isLicensed = licenceOf(installation) === 'active';
  return {
    key: descriptor.key,
    version: descriptor.version ?? '1.0.0-AC',
    state: isEnabled ? 'ENABLED' : 'DISABLED',
    host: { product: host.product, contacts: [] },
    ...(isLicensed ? { license: { active: true, type: 'COMMERCIAL', evaluation: false } } : {}),
    links: {
      self: [{ href: `${host.baseUrl}/rest/atlassian-connect/1/addons/${descriptor.key}` }],
    },
  };
}
