// @ts-check

/**
 * Whether a site may use the add-on: with a licence, where the descriptor says that it is paid through Atlassian.
 * @param {import('atlassian-connect-express').AddOn} addon
 * @param {import('./site-client.js').SiteClient} site called as the add-on
 */
export async function isLicensed(addon, site) {
  if (!('enableLicensing' in addon.descriptor && addon.descriptor.enableLicensing)) return true;
  const { license } = await site.get(`/rest/atlassian-connect/1/addons/${encodeURIComponent(addon.key)}`);
  return license?.active === true;
}
