import { readFile } from 'node:fs/promises';
import { DEPRECATED_MODULES, type ModuleDeprecation } from '../../catalog/module-facts.ts';
import { MODULES, type ModuleKind, type ModuleType, moduleTypesOf } from '../../catalog/modules.ts';
import { PRODUCTS, type Product } from '../../catalog/products.ts';
import { stringAt } from '../../core/json.ts';
import { packageFile } from '../../core/package-root.ts';

/** A module type that can be added, for people who choose. */
export interface ListedModule {
  readonly type: ModuleType;
  readonly products: readonly Product[];
  /** `Issue content`. */
  readonly title: string;
  /** One sentence. */
  readonly description: string;
  /** The type to take instead, where it is deprecated. */
  readonly successor: ModuleType | undefined;
}

const DEPRECATIONS: Readonly<Partial<Record<ModuleType, ModuleDeprecation>>> = DEPRECATED_MODULES;

/** The module types that can be added, in the order of the catalogue; what is told of them is from their schemas. */
export async function listModules(product: Product | undefined): Promise<readonly ListedModule[]> {
  const wanted = product === undefined ? PRODUCTS : [product];
  const types = [...new Set(wanted.flatMap(moduleTypesOf))];
  return Promise.all(types.map(describe));
}

async function describe(type: ModuleType): Promise<ListedModule> {
  const schema: unknown = JSON.parse(
    await readFile(packageFile('schemas', 'modules', `${type}.json`), 'utf8'),
  );
  const { products }: ModuleKind = MODULES[type];
  return {
    type,
    products: PRODUCTS.filter((product) => products.includes(product)),
    title: stringAt(schema, 'title') ?? type,
    description: stringAt(schema, 'description') ?? '',
    successor: DEPRECATIONS[type]?.successor,
  };
}
