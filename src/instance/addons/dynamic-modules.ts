import type { Product } from '../../catalog/products.ts';
import { isRecord, type JsonObject, stringAt } from '../../core/json.ts';
import type { Descriptor } from '../../descriptor/types.ts';
import type { Database } from '../store/database.ts';

/** A module that an add-on has registered at run time. */
export interface DynamicModule {
  readonly type: string;
  readonly key: string;
  readonly body: JsonObject;
}

/**
 * Modules that add-ons have registered at run time, by product and add-on. They outlive the installation: who installs
 * the add-on again has them again.
 * @see https://developer.atlassian.com/cloud/jira/platform/dynamic-modules/
 */
export class DynamicModules {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** In the order in which they were registered. */
  list(product: Product, addonKey: string): readonly DynamicModule[] {
    return this.#database
      .all(
        'SELECT type, key, body FROM dynamic_module WHERE product = ? AND addon_key = ? ORDER BY position',
        [product, addonKey],
      )
      .map(({ type, key, body }) => ({
        type: String(type),
        key: String(key),
        body: JSON.parse(String(body)),
      }));
  }

  /** All of them or, when one cannot be added, none. */
  add(product: Product, addonKey: string, modules: readonly DynamicModule[]): void {
    this.#database.transaction(() => {
      for (const { type, key, body } of modules) {
        this.#database.run(
          'INSERT INTO dynamic_module (product, addon_key, type, key, body) VALUES (?, ?, ?, ?, ?)',
          [product, addonKey, type, key, JSON.stringify(body)],
        );
      }
    });
  }

  /** @param keys all of the add-on's modules when left out */
  remove(product: Product, addonKey: string, keys?: readonly string[]): void {
    this.#database.transaction(() => {
      const condition = 'product = ? AND addon_key = ?';
      if (keys === undefined) {
        this.#database.run(`DELETE FROM dynamic_module WHERE ${condition}`, [product, addonKey]);
      }
      for (const key of keys ?? []) {
        this.#database.run(`DELETE FROM dynamic_module WHERE ${condition} AND key = ?`, [
          product,
          addonKey,
          key,
        ]);
      }
    });
  }
}

/** The descriptor as if it declared the modules as well, behind its own of the same type. */
export function withModules(descriptor: Descriptor, added: readonly DynamicModule[]): Descriptor {
  return {
    ...descriptor,
    modules: { ...descriptor.modules, ...groupModules(added, descriptor.modules) },
  };
}

/** Modules by their type, as a descriptor writes them. */
export function groupModules(
  modules: readonly DynamicModule[],
  before: Descriptor['modules'] = {},
): Record<string, unknown[]> {
  const groups: Record<string, unknown[]> = {};
  for (const { type, body } of modules) {
    const group = Object.hasOwn(groups, type) ? groups[type] : undefined;
    if (group === undefined) groups[type] = [...[before[type] ?? []].flat(), body];
    else group.push(body);
  }
  return groups;
}

/** The keys of the modules that a descriptor declares. */
export function moduleKeysOf({ modules }: Descriptor): readonly string[] {
  return Object.values(modules ?? {})
    .flat()
    .filter(isRecord)
    .flatMap((module) => stringAt(module, 'key') ?? []);
}

/** A new version whose modules clash with ones that were registered at run time costs the add-on all of the latter. */
export function dropClashingModules(
  dynamicModules: DynamicModules,
  product: Product,
  descriptor: Descriptor,
): void {
  const declared = new Set(moduleKeysOf(descriptor));
  const clashes = dynamicModules.list(product, descriptor.key).some(({ key }) => declared.has(key));
  if (clashes) dynamicModules.remove(product, descriptor.key);
}
