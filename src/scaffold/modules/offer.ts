import { DEPRECATED_MODULES, type ModuleDeprecation } from '../../catalog/module-facts.ts';
import { MODULES, type ModuleKind, type ModuleType } from '../../catalog/modules.ts';
import { PRODUCT_NAMES, type Product } from '../../catalog/products.ts';
import { UsageError } from '../../core/errors.ts';
import { joinWords } from '../../core/join-words.ts';

const DEPRECATIONS: Readonly<Partial<Record<ModuleType, ModuleDeprecation>>> = DEPRECATED_MODULES;

/**
 * @returns what a person should know before they add a module of the type, as sentences
 * @throws UsageError for a type that the product does not take from a descriptor
 */
export function checkOffer(type: ModuleType, product: Product): readonly string[] {
  const { products, container }: ModuleKind = MODULES[type];
  if (container === 'root') {
    throw refusal(`${type} is a module in a Forge manifest only; a descriptor has it at its root.`, [
      `See how it is written: connect-kit explain ${type}`,
    ]);
  }
  if (!products.includes(product)) {
    const owners = joinWords(
      products.map((one) => PRODUCT_NAMES[one]),
      'and',
    );
    throw refusal(
      `${type} are modules of ${owners}, and this descriptor is for ${PRODUCT_NAMES[product]}.`,
      [],
    );
  }
  const deprecation = DEPRECATIONS[type];
  if (deprecation === undefined) return [];
  const { since, note, successor } = deprecation;
  return [`${type} are deprecated since ${since}. ${note} Their successor is ${successor}.`];
}

function refusal(message: string, nextSteps: readonly string[]): UsageError {
  return new UsageError('module-not-offered', message, { nextSteps });
}
