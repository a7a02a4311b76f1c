import { type DescriptorProduct, PRODUCTS, type Product } from '../../../catalog/products.ts';
import { findEvent, isAvailable, type WebhookEvent } from '../../../catalog/webhook-events.ts';
import { perObject } from '../../../core/per-object.ts';
import { type DescriptorView, finalText } from '../../view/descriptor-view.ts';
import type { ModuleView } from '../../view/modules.ts';

/** A webhook of a descriptor with what the catalogue knows of its event. */
export interface Webhook {
  readonly module: ModuleView;
  readonly value: Readonly<Record<string, unknown>>;
  readonly pointer: string;
  /** Undefined where it is missing or still to be filled in. */
  readonly event: string | undefined;
  /** The event in each product that the descriptor may be for; empty where none of them has it. */
  readonly known: readonly WebhookEvent[];
}

/** The webhooks of a descriptor for Jira or Confluence; none of one for a product whose events are not catalogued. */
export const webhooksOf = perObject(({ modules, products }: DescriptorView): readonly Webhook[] => {
  const targets = cataloguedProducts(products);
  if (targets.length === 0) return [];
  return modules
    .filter(({ type }) => type === 'webhooks')
    .map((module) => {
      const event = finalText(module.value, 'event');
      return { module, value: module.value, pointer: module.pointer, event, known: known(event, targets) };
    });
});

/** Bitbucket's events are another catalogue. */
export function cataloguedProducts(products: readonly DescriptorProduct[]): readonly Product[] {
  return PRODUCTS.filter((product) => products.includes(product));
}

function known(event: string | undefined, products: readonly Product[]): readonly WebhookEvent[] {
  return products.flatMap((product) => {
    const found = event === undefined ? undefined : findEvent(event, product);
    return found !== undefined && isAvailable(found) ? [found] : [];
  });
}
