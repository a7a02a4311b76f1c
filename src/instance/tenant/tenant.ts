import { randomUUID } from 'node:crypto';
import { PRODUCTS, type Product } from '../../catalog/products.ts';
import { derivedClientKey, type SiteIdentity } from '../site.ts';
import type { Database } from '../store/database.ts';
import { SiteSettings } from './site-settings.ts';

/** Who a site is to its add-ons, over restarts, renames and imports. */
export class Tenant implements SiteIdentity {
  readonly #settings: SiteSettings;
  readonly #startName: string;
  #origin: string;
  readonly #formerOrigins = new Set<string>();

  /**
   * @param startName the name that the site was started by; its first client keys are made of it
   * @param origin where it answers
   */
  constructor(database: Database, startName: string, origin: string) {
    this.#settings = new SiteSettings(database);
    this.#startName = startName;
    this.#origin = origin;
  }

  get name(): string {
    return this.#settings.find('name') ?? this.#startName;
  }

  get origin(): string {
    return this.#origin;
  }

  clientKey(product: Product): string {
    return this.#settings.find(`client-key/${product}`) ?? derivedClientKey(this.#startName, product);
  }

  rename(name: string): void {
    this.#settings.set('name', name);
  }

  /** From now on the site answers elsewhere. The address is not remembered: it is given anew with every start. */
  moveTo(origin: string): void {
    this.#formerOrigins.add(this.#origin);
    this.#formerOrigins.delete(origin);
    this.#origin = origin;
  }

  /** Whether the site was at this address before it moved; it sends visitors on from there. */
  wasAt(origin: string): boolean {
    return this.#formerOrigins.has(origin);
  }

  /** Makes it another tenant, as the import of a site does: its products have other client keys from now on. */
  becomeAnother(): void {
    for (const product of PRODUCTS) this.#settings.set(`client-key/${product}`, randomUUID());
  }
}
