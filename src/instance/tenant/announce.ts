import type { Product } from '../../catalog/products.ts';
import { InstallError } from '../addons/install-error.ts';
import type { Installation, InstallationStore } from '../addons/installation.ts';
import type { Announcement, Installer } from '../addons/installer.ts';
import type { Site } from '../site.ts';
import type { Tenant } from './tenant.ts';

/** How an add-on took the news. */
export interface Outcome {
  readonly product: Product;
  readonly key: string;
  readonly accepted: boolean;
  /** The product's code for the failure, and the text beside it. */
  readonly code?: string;
  readonly message?: string;
}

export interface AnnounceDeps {
  readonly site: Site;
  readonly tenant: Tenant;
  readonly installer: Installer;
  readonly installations: InstallationStore;
}

/**
 * Gives the site another name, and tells every add-on where it is now. Whoever does not listen keeps what it knows: the
 * client key is the same, and the secret too.
 */
export async function announceName(
  deps: AnnounceDeps,
  name: string | undefined,
): Promise<readonly Outcome[]> {
  if (name !== undefined) deps.tenant.rename(name);
  return announceAll(deps, deps.installations.list(), { isNewSecret: false });
}

/**
 * Makes the site what the import of a site makes of it: another tenant at the same address, with the same data. Add-ons
 * that do not listen keep sending what the tenant of before was known by.
 */
export async function announceImport(deps: AnnounceDeps): Promise<readonly Outcome[]> {
  deps.tenant.becomeAnother();
  return announceAll(deps, deps.installations.list(), { isNewSecret: true, isNewTenant: true });
}

/** Tells the add-ons that were told of another address, as after a restart at another port. */
export async function announceAddress(deps: AnnounceDeps): Promise<readonly Outcome[]> {
  const outdated = deps.installations.list().filter((installation) => isOutdated(installation, deps.site));
  return announceAll(deps, outdated, { isNewSecret: false });
}

/** True for an add-on that believes the site to be elsewhere. */
export function isOutdated({ product, toldBaseUrl }: Installation, site: Site): boolean {
  return toldBaseUrl !== undefined && toldBaseUrl !== site.products[product].baseUrl;
}

export async function announceOne(
  { installer }: Pick<AnnounceDeps, 'installer'>,
  installation: Installation,
  news: Announcement,
): Promise<Outcome> {
  const { product, descriptor } = installation;
  const about = { product, key: descriptor.key };
  try {
    await installer.announce(installation, news);
    return { ...about, accepted: true };
  } catch (error) {
    if (!(error instanceof InstallError)) throw error;
    return { ...about, accepted: false, code: error.code, message: error.message };
  }
}

async function announceAll(
  deps: AnnounceDeps,
  installations: readonly Installation[],
  news: Announcement,
): Promise<readonly Outcome[]> {
  return Promise.all(installations.map((installation) => announceOne(deps, installation, news)));
}
