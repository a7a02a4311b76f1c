import type { Product } from '../catalog/products.ts';
import type { Context } from '../core/context.ts';
import type { SiteTarget } from '../site/target.ts';
import type { Recorder } from '../webhook/record/recorder.ts';
import type { ChosenProvider, ProviderWish } from './choose-provider.ts';

/** What `connect-kit tunnel` was asked for. */
export interface TunnelOptions extends ProviderWish {
  /** The add-on's project. */
  readonly dir: string;
  /** The command line that starts the add-on; undefined when one is there already, at `target`. */
  readonly command: string | undefined;
  /** Origin of an add-on that runs already, on this machine. */
  readonly target: string | undefined;
  /** Further environment variables that are to hold the public address. */
  readonly addressVariables: readonly string[];
  /** Path of the descriptor below the add-on's address. */
  readonly descriptorPath: string;
  /** Found from the descriptor's modules unless given. */
  readonly product: Product | undefined;
  /** Port that the tunnel leads to; 0 takes a free one. */
  readonly localPort: number;
  /** Port of the inspector; 0 takes a free one. */
  readonly inspectorPort: number;
  /** Leaves the add-on installed at the end. */
  readonly keep: boolean;
  /** Takes the place of an add-on that somebody else has installed in the site. */
  readonly replace: boolean;
  /** Milliseconds that the add-on, and then its public address, may take to answer. */
  readonly timeoutMs: number;
  /** Saves each webhook as it passes. */
  readonly recordsWebhooks?: boolean;
}

/** What it works with. */
export type TunnelDeps = Pick<Context, 'clock' | 'fetch' | 'env' | 'system' | 'signal'> & {
  /** The site to register in; asked again when it was away, for it may be elsewhere then. */
  readonly resolveSite: () => Promise<SiteTarget>;
  /** A site by the name that {@link SiteTarget} gave it, to mend what an earlier run left there. */
  readonly findSite: (name: string) => Promise<SiteTarget>;
  /** Where deliveries are saved; without one, none can be. */
  readonly recorder?: Recorder | undefined;
  /** In place of the provider that the options name. */
  readonly provider?: ChosenProvider;
};
