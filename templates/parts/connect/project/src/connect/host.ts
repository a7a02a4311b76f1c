/** Host products: a Jira Service Management site is a Jira site to add-ons. */
export type Product = 'jira' | 'confluence';

export const PRODUCT_NAMES: Readonly<Record<Product, string>> = { jira: 'Jira', confluence: 'Confluence' };

export const ATLASSIAN_KEYS_URL = 'https://connect-install-keys.atlassian.com';
export const ATLASSIAN_SCRIPT_URL = 'https://connect-cdn.atl-paas.net/all.js';

export function isProduct(text: string | undefined): text is Product {
  return text === 'jira' || text === 'confluence';
}

/**
 * Whether calls may go to a site of this address. The signature of an install does not cover its body, so where
 * Atlassian's own keys are used, the site must be one of Atlassian's. Other key servers (of `connect-kit dev`, of
 * Atlassian's government cloud) vouch for other addresses.
 */
export function isTrustedSite(baseUrl: string, installKeysUrl: string): boolean {
  if (installKeysUrl !== ATLASSIAN_KEYS_URL) return true;
  const { protocol, hostname } = new URL(baseUrl);
  return protocol === 'https:' && /\.(?:atlassian\.net|jira\.com)$/.test(hostname);
}
