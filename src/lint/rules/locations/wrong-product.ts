import { findLocation } from '../../../catalog/locations.ts';
import { PRODUCT_NAMES, PRODUCTS, type Product } from '../../../catalog/products.ts';
import type { Rule } from '../../rule.ts';
import { quote } from '../../wording.ts';
import { hostsOf, type PlacedModule, placedModules } from './about.ts';

export const WRONG_PRODUCT_LOCATION: Rule = {
  id: 'locations/wrong-product',
  severity: 'warning',
  summary: 'Locations belong to the product that the descriptor is for.',
  *check(descriptor) {
    const [host, another] = hostsOf(descriptor);
    if (host === undefined || another !== undefined) return;
    const placed = placedModules(descriptor);
    const misplaced = placed.flatMap((one) => {
      const owner = ownerOf(one, host);
      return owner === undefined ? [] : [{ one, owner }];
    });
    for (const { one, owner } of misplaced) {
      if (hasTwin(one, placed, host)) continue;
      yield {
        pointer: one.pointer,
        message: `${quote(one.name)} is a location of ${PRODUCT_NAMES[owner]}: ${PRODUCT_NAMES[host]} has no such place.`,
        hint: `What is put there, ${PRODUCT_NAMES[host]} shows nowhere.`,
      };
    }
  },
};

/** The other product, where it alone has the location. */
function ownerOf({ name }: PlacedModule, host: Product): Product | undefined {
  if (findLocation(name, host) !== undefined) return undefined;
  return PRODUCTS.find((product) => product !== host && findLocation(name, product) !== undefined);
}

/** True for the half of a pair that opens the same URL from either product: one descriptor may serve both. */
function hasTwin({ module }: PlacedModule, all: readonly PlacedModule[], host: Product): boolean {
  return all.some(
    (other) =>
      other.module.type === module.type &&
      other.module.value['url'] === module.value['url'] &&
      findLocation(other.name, host) !== undefined,
  );
}
