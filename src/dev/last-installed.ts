import { PRODUCTS, type Product } from '../catalog/products.ts';
import { stringAt } from '../core/json.ts';
import type { Services } from '../instance/services.ts';

/** An add-on in one product, as a site remembers over restarts that it was installed by `connect-kit dev`. */
export interface LastInstalled {
  readonly product: Product;
  readonly key: string;
}

const SETTING = 'dev/installed';

export function isSame(a: LastInstalled, b: LastInstalled): boolean {
  return a.product === b.product && a.key === b.key;
}

export function readLastInstalled({ settings }: Pick<Services, 'settings'>): readonly LastInstalled[] {
  const text = settings.find(SETTING);
  const value: unknown = text === undefined ? [] : JSON.parse(text);
  // One stands by itself, as it always has.
  return [value].flat().flatMap((one): readonly LastInstalled[] => {
    const key = stringAt(one, 'key');
    const product = PRODUCTS.find((name) => name === stringAt(one, 'product'));
    return key === undefined || product === undefined ? [] : [{ product, key }];
  });
}

export function writeLastInstalled(
  { settings }: Pick<Services, 'settings'>,
  installed: readonly LastInstalled[],
): void {
  settings.set(SETTING, JSON.stringify(installed.length === 1 ? installed[0] : installed));
}
