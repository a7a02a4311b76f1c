import type { Product } from '../../catalog/products.ts';
import type { SiteSettings } from '../tenant/site-settings.ts';
import { InstallError } from './install-error.ts';

const MARKETPLACE = 'https://marketplace.atlassian.com/';

/** Whether a product takes add-ons from anywhere; on, until an administrator switches it off. */
export class DevelopmentMode {
  readonly #settings: SiteSettings;

  constructor(settings: SiteSettings) {
    this.#settings = settings;
  }

  isOn(product: Product): boolean {
    return this.#settings.find(`development-mode/${product}`) !== 'off';
  }

  switch(product: Product, isOn: boolean): void {
    this.#settings.set(`development-mode/${product}`, isOn ? 'on' : 'off');
  }

  /** @throws {InstallError} for a descriptor that is not the Marketplace's, where only those are taken */
  assertAllowed(product: Product, descriptorUrl: string): void {
    if (this.isOn(product) || descriptorUrl.startsWith(MARKETPLACE)) return;
    throw new InstallError(
      'upm.pluginInstall.error.descriptor.not.from.marketplace',
      'Development mode is off: only apps of the Atlassian Marketplace can be installed.',
    );
  }
}
