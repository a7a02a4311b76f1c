import { CONTEXT_PATHS, PRODUCTS, type Product } from '../catalog/products.ts';
import { isRecord, stringAt } from '../core/json.ts';
import { closest } from '../core/suggest.ts';
import { detectProduct } from '../descriptor/detect-product.ts';
import { addonEnvironment } from '../dev/addon-environment.ts';
import { installAddon, readAddon } from './addon.ts';
import type { AddonAddress, InstallOptions, TestSite } from './api.ts';
import { createFaults } from './faults.ts';
import { harnessError, inRealm } from './harness-error.ts';
import { toRealm } from './realm.ts';
import { createRestClient } from './rest-client.ts';
import { ask, type SiteLink } from './site-link.ts';
import { createTraffic } from './traffic.ts';

const DESCRIPTOR_TIMEOUT_MS = 20_000;

export function createTestSite(link: SiteLink): TestSite {
  const { realm } = link;
  return {
    name: link.name,
    get url() {
      return link.origin;
    },
    get jiraUrl() {
      return `${link.origin}${CONTEXT_PATHS.jira}`;
    },
    get confluenceUrl() {
      return `${link.origin}${CONTEXT_PATHS.confluence}`;
    },
    environment: (addon) => toRealm(realm, environmentFor(addon, link)),
    install: (descriptorUrl, options = {}) => inRealm(realm, () => install(descriptorUrl, options, link)),
    findAddon: (key, product) => inRealm(realm, () => findAddon(key, product, link)),
    asUser: (user) => createRestClient(link, user),
    asAdmin: () => createRestClient(link, undefined),
    faults: createFaults(link),
    traffic: createTraffic(link),
    settled: () => inRealm(realm, async () => void (await ask(link, 'GET', 'settled'))),
  };
}

/** What `connect-kit dev` sets, and nothing that is the machine's. */
function environmentFor(
  { port, baseUrl }: AddonAddress,
  { origin, realm }: SiteLink,
): Readonly<Record<string, string>> {
  const url = baseUrl ?? (port === undefined ? undefined : `http://localhost:${port}`);
  if (url === undefined || !URL.canParse(url)) {
    throw harnessError(realm, 'Say where the add-on is: by its port or its base URL.', {
      code: 'address-missing',
      nextSteps: ['instance.environment({ port: 3000 })'],
    });
  }
  const variables = addonEnvironment(
    {},
    {
      port: port ?? portOf(url),
      baseUrl: url,
      keysUrl: `${origin}/install-keys`,
      hostScriptUrl: `${origin}/atlassian-connect/all.js`,
    },
  );
  return Object.fromEntries(
    Object.entries(variables).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

function portOf(url: string): number {
  const { port, protocol } = new URL(url);
  return Number(port) || (protocol === 'https:' ? 443 : 80);
}

async function install(descriptorUrl: string, { product, licence }: InstallOptions, link: SiteLink) {
  const addon = await installAddon(link, product ?? (await guessProduct(descriptorUrl, link)), descriptorUrl);
  if (licence !== undefined) await addon.setLicence(licence);
  return addon;
}

/** What cannot be read now is for the product to refuse. */
async function guessProduct(descriptorUrl: string, { fetch }: SiteLink): Promise<Product> {
  try {
    const response = await fetch(descriptorUrl, { signal: AbortSignal.timeout(DESCRIPTOR_TIMEOUT_MS) });
    return detectProduct(await response.json()) === 'confluence' ? 'confluence' : 'jira';
  } catch {
    return 'jira';
  }
}

async function findAddon(key: string, product: Product | undefined, link: SiteLink) {
  const { addons } = await ask(link, 'GET', 'status');
  const installed = Array.isArray(addons) ? addons.filter(isRecord) : [];
  const found = installed.filter(
    (addon) => stringAt(addon, 'key') === key && (product === undefined || addon['product'] === product),
  );
  const [first, ...others] = found.flatMap((addon) => PRODUCTS.filter((one) => one === addon['product']));
  if (first !== undefined && others.length === 0) return readAddon(link, first, key);
  if (first !== undefined) {
    throw harnessError(link.realm, `${key} is installed in both products.`, {
      code: 'product-missing',
      nextSteps: [`Say which one is meant: findAddon(${JSON.stringify(key)}, 'jira')`],
    });
  }
  const keys = installed.map((addon) => stringAt(addon, 'key') ?? '');
  const meant = closest(key, keys);
  throw harnessError(
    link.realm,
    `No add-on ${key} is installed${product === undefined ? '' : ` in ${product}`}.`,
    {
      code: 'addon-unknown',
      nextSteps: meant === undefined ? keys.map((one) => `There is ${one}.`) : [`Did you mean ${meant}?`],
    },
  );
}
