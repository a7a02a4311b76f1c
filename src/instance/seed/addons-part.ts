import { PRODUCTS, type Product } from '../../catalog/products.ts';
import { isRecord, type Json, type JsonObject, stringAt } from '../../core/json.ts';
import { AppProperties } from '../addons/app-properties.ts';
import { DynamicModules, groupModules } from '../addons/dynamic-modules.ts';
import { InstallationStore } from '../addons/installation.ts';
import { isLicenceState, LICENCE_STATES } from '../addons/licence.ts';
import { SeededAddons } from '../addons/seeded-addons.ts';
import { readFlag, readList, readObject, readText } from './read.ts';
import { SeedError, type SeedPart } from './seed-part.ts';

const NAME = 'addons';

/**
 * What is installed, without the secrets: who takes over a seed has the add-ons installed anew, from where their
 * descriptors are.
 */
export const ADDONS_PART: SeedPart = {
  name: NAME,
  export: (database) => {
    const dynamicModules = new DynamicModules(database);
    const properties = new AppProperties(database);
    const installations = new InstallationStore(database, dynamicModules).list();
    if (installations.length === 0) return undefined;
    return installations.map(({ product, descriptor: { key }, descriptorUrl, isEnabled, licence }) => ({
      product,
      key,
      descriptorUrl,
      enabled: isEnabled,
      ...(licence === undefined ? {} : { licence }),
      ...unlessEmpty('properties', readProperties(properties, product, key)),
      ...unlessEmpty('dynamicModules', asJson(groupModules(dynamicModules.list(product, key)))),
    }));
  },
  import: (database, value) => {
    const seeded = new SeededAddons(database);
    const properties = new AppProperties(database);
    const dynamicModules = new DynamicModules(database);
    readList(value, `/${NAME}`).forEach((entry, index) => {
      const pointer = `/${NAME}/${index}`;
      const product = readProduct(entry, pointer);
      const key = readText(entry, 'key', pointer);
      const { licence } = entry;
      if (licence !== undefined && !isLicenceState(licence)) {
        throw new SeedError(`${pointer}/licence`, `it must be one of ${LICENCE_STATES.join(', ')}.`);
      }
      seeded.add({
        product,
        key,
        descriptorUrl: readUrl(entry, pointer),
        enabled: readFlag(entry, 'enabled', pointer, true),
        ...(licence === undefined ? {} : { licence }),
      });
      const values = readObject(entry['properties'] ?? {}, `${pointer}/properties`);
      for (const [name, one] of Object.entries(values)) {
        if (isJson(one)) properties.set(product, key, name, one);
      }
      dynamicModules.remove(product, key);
      dynamicModules.add(product, key, readModules(entry, pointer));
    });
  },
};

function readProperties(properties: AppProperties, product: Product, key: string): JsonObject {
  return Object.fromEntries(
    properties.keys(product, key).map((name) => [name, properties.find(product, key, name)?.value]),
  );
}

function unlessEmpty(name: string, value: JsonObject): JsonObject {
  return Object.keys(value).length === 0 ? {} : { [name]: value };
}

function asJson(value: unknown): JsonObject {
  const copy: JsonObject = JSON.parse(JSON.stringify(value));
  return copy;
}

function readProduct(entry: Record<string, unknown>, pointer: string): Product {
  const product = PRODUCTS.find((one) => one === entry['product']);
  if (product === undefined) {
    throw new SeedError(`${pointer}/product`, `it must be one of ${PRODUCTS.join(', ')}.`);
  }
  return product;
}

function readUrl(entry: Record<string, unknown>, pointer: string): string {
  const url = readText(entry, 'descriptorUrl', pointer);
  if (!URL.canParse(url)) throw new SeedError(`${pointer}/descriptorUrl`, 'it must be an absolute URL.');
  return url;
}

function readModules(entry: Record<string, unknown>, pointer: string) {
  const groups = readObject(entry['dynamicModules'] ?? {}, `${pointer}/dynamicModules`);
  return Object.entries(groups).flatMap(([type, list]) =>
    readList(list, `${pointer}/dynamicModules/${type}`).map((body, index) => {
      const key = stringAt(body, 'key');
      if (key === undefined || !isJsonObject(body)) {
        throw new SeedError(`${pointer}/dynamicModules/${type}/${index}/key`, 'it must be text.');
      }
      return { type, key, body };
    }),
  );
}

/** What was parsed from JSON holds nothing else. */
function isJson(value: unknown): value is Json {
  return value !== undefined;
}

function isJsonObject(value: unknown): value is JsonObject {
  return isRecord(value);
}
