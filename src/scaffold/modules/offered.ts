import { MODULES, type ModuleKind, type ModuleType } from '../../catalog/modules.ts';
import type { Product } from '../../catalog/products.ts';
import { productsWithEvent } from '../../catalog/webhook-events.ts';

/** Whether a product has such modules; of a webhook whose event is named, whether it sends that event. */
export function isOffered(
  { type, event }: { readonly type: ModuleType; readonly event?: string | undefined },
  product: Product,
): boolean {
  if (type === 'webhooks' && event !== undefined) return productsWithEvent(event).includes(product);
  const { products }: ModuleKind = MODULES[type];
  return products.includes(product);
}
