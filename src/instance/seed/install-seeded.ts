import { InstallError } from '../addons/install-error.ts';
import type { Installer } from '../addons/installer.ts';
import type { SeededAddon, SeededAddons } from '../addons/seeded-addons.ts';
import type { Outcome } from '../tenant/announce.ts';

/** Installs the add-ons that a seed has named; those that do not answer are told of, and forgotten. */
export async function installSeeded({
  seeded,
  installer,
}: {
  readonly seeded: SeededAddons;
  readonly installer: Installer;
}): Promise<readonly Outcome[]> {
  return Promise.all(seeded.take().map((addon) => installOne(addon, installer)));
}

async function installOne(
  { product, key, descriptorUrl, enabled, licence }: SeededAddon,
  installer: Installer,
): Promise<Outcome> {
  try {
    const installation = await installer.install(product, descriptorUrl);
    if (licence !== undefined) await installer.change(installation, (now) => ({ ...now, licence }));
    if (!enabled) await installer.disable(installation);
    return { product, key: installation.descriptor.key, accepted: true };
  } catch (error) {
    if (!(error instanceof InstallError)) throw error;
    return { product, key, accepted: false, code: error.code, message: error.message };
  }
}
