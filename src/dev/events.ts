import type { Product } from '../catalog/products.ts';
import type { Outcome } from '../instance/tenant/announce.ts';
import type { LintResult } from '../lint/lint-descriptor.ts';
import type { Exchange } from '../proxy/exchange.ts';

/** What happens while `connect-kit dev` runs, in the order in which it happens. */
export type DevEvent =
  | { readonly type: 'leftover-ended'; readonly pid: number }
  | { readonly type: 'instance-started'; readonly origin: string }
  | { readonly type: 'addon-starting'; readonly command: string }
  | { readonly type: 'addon-output'; readonly line: string }
  | {
      readonly type: 'descriptor-checked';
      readonly url: string;
      readonly text: string;
      readonly result: LintResult;
    }
  | {
      readonly type: 'base-url-differs';
      readonly declared: string;
      readonly used: string;
      readonly how: 'direct' | 'rewritten';
    }
  | DevReady
  | {
      readonly type: 'reinstalled';
      readonly key: string;
      readonly product: Product;
      /** The key under which the add-on was installed before, when it has changed. */
      readonly previousKey?: string;
    }
  | { readonly type: 'reinstall-failed'; readonly error: unknown }
  | { readonly type: 'exchange'; readonly exchange: Exchange }
  /** Add-ons that were told of another address of the site have been told of the one of now. */
  | { readonly type: 'addresses-told'; readonly outcomes: readonly Outcome[] }
  | { readonly type: 'stopping'; readonly keepsData: boolean };

/** The add-on in one of the products. */
export interface DevAddonReady {
  readonly key: string;
  readonly name: string;
  readonly product: Product;
  readonly productUrl: string;
  /** Pages on which modules of the add-on can be seen. */
  readonly pages: readonly { readonly label: string; readonly url: string }[];
  /** Types of modules that the dev instance has no place for. */
  readonly notRendered: readonly string[];
}

/** The add-on is installed; everything can be looked at. What it says of the add-on is of the first descriptor. */
export interface DevReady extends DevAddonReady {
  readonly type: 'ready';
  readonly addonBaseUrl: string;
  readonly trafficUrl: string;
  /** One for each descriptor. */
  readonly addons: readonly DevAddonReady[];
}

export type OnDevEvent = (event: DevEvent) => void;
