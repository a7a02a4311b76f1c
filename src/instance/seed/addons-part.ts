import { PRODUCTS, type Product } from '../../catalog/products.ts';
import { isRecord, type Json, type JsonObject, stringAt } from '../../core/json.ts';
import { AppProperties } from '../addons/app-properties.ts';
import { type DynamicModule, DynamicModules, groupModules } from '../addons/dynamic-modules.ts';
import { InstallationStore } from '../addons/installation.ts';
import { LICENCE_STATES } from '../addons/licence.ts';
import { SeededAddons } from '../addons/seeded-addons.ts';
import { DynamicWebhooks } from '../webhooks/dynamic-webhooks.ts';
import { SeedObject } from './seed-object.ts';
import type { SeedPart } from './seed-part.ts';

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
  import: (database, value, now) => {
    const seeded = new SeededAddons(database);
    const properties = new AppProperties(database);
    const dynamicModules = new DynamicModules(database);
    const webhooks = new DynamicWebhooks(database, () => now);
    for (const entry of SeedObject.all(value, `/${NAME}`)) {
      const product = entry.oneOf('product', PRODUCTS) ?? entry.fail('product', 'it must be said.');
      const key = entry.text('key');
      const licence = entry.oneOf('licence', LICENCE_STATES);
      const descriptorUrl = entry.text('descriptorUrl');
      if (!URL.canParse(descriptorUrl)) entry.fail('descriptorUrl', 'it must be an absolute URL.');
      seeded.add({
        product,
        key,
        descriptorUrl,
        enabled: entry.flag('enabled', true),
        ...(licence === undefined ? {} : { licence }),
      });
      properties.deleteAll(product, key);
      for (const [name, one] of entry.entries('properties')) properties.set(product, key, name, one);
      dynamicModules.remove(product, key);
      dynamicModules.add(product, key, readModules(entry));
      // An add-on that is installed anew registers them anew.
      if (product === 'jira') webhooks.removeAll(key);
      entry.end();
    }
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

function readModules(entry: SeedObject): readonly DynamicModule[] {
  return entry.entries('dynamicModules').flatMap(([type, list]) => {
    const place = `dynamicModules/${type}`;
    if (!Array.isArray(list)) return entry.fail(place, 'it must be a list.');
    return list.map((body: Json, index): DynamicModule => {
      const key = stringAt(body, 'key');
      if (key !== undefined && isJsonObject(body)) return { type, key, body };
      return entry.fail(`${place}/${index}/key`, 'it must be text.');
    });
  });
}

function isJsonObject(value: Json): value is JsonObject {
  return isRecord(value);
}
