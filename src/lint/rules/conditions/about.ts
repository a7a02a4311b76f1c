import { type Condition, findCondition } from '../../../catalog/conditions.ts';
import { PRODUCT_NAMES, PRODUCTS, type Product } from '../../../catalog/products.ts';
import { joinWords } from '../../../core/join-words.ts';
import { perObject } from '../../../core/per-object.ts';
import { hasPlaceholder } from '../../../descriptor/placeholders.ts';
import type { ConditionView } from '../../view/conditions.ts';
import type { DescriptorView } from '../../view/descriptor-view.ts';
import { nameOf } from '../../wording.ts';

/** A condition of the descriptor with what the catalogue knows of it. */
export interface KnownCondition {
  readonly view: ConditionView;
  readonly condition: Condition;
}

/** True for the URLs that stood for conditions until the products took them away. */
export function isRemote(name: string): boolean {
  return /^(?:\/|https?:)/i.test(name);
}

/** Conditions whose names are final. Bitbucket has conditions of its own: of these, nothing is said here. */
export function conditionsOf({ conditions, products }: DescriptorView): readonly ConditionView[] {
  return products.includes('bitbucket') ? [] : conditions.filter(({ name }) => !hasPlaceholder(name));
}

/** Conditions that a product which the descriptor may be for has, or had. */
export const knownConditions = perObject((descriptor: DescriptorView): readonly KnownCondition[] => {
  return conditionsOf(descriptor).flatMap((view) => {
    const condition = findCondition(view.name);
    return condition?.products.some((product) => descriptor.products.includes(product)) === true
      ? [{ view, condition }]
      : [];
  });
});

/** The products that the descriptor may be for and that have Jira's kind of conditions. */
export function hostsOf({ products }: DescriptorView): readonly Product[] {
  return PRODUCTS.filter((product) => products.includes(product));
}

/** For a sentence: `Jira`, or `Jira or Confluence`. */
export function namesOf(products: readonly Product[]): string {
  return joinWords(
    products.map((product) => PRODUCT_NAMES[product]),
    'or',
  );
}

/** The module that has the condition: `webPanels[0]`. */
export function ownerOf({ module }: ConditionView): string {
  return nameOf(module.pointer);
}
