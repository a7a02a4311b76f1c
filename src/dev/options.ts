import type { Product } from '../catalog/products.ts';
import type { Context } from '../core/context.ts';

/** What `connect-kit dev` was asked for. */
export interface DevOptions {
  /** The add-on's project. */
  readonly dir: string;
  /** How to start the add-on; its package.json says so unless given. */
  readonly command: string | undefined;
  /** The descriptor of an add-on that runs already: none is started then. */
  readonly url: string | undefined;
  /** Paths of its descriptors below its address, each for one product; with `url`, what there is beside that. */
  readonly descriptorPaths: readonly string[];
  /** Found from the descriptor's modules unless given. */
  readonly product: Product | undefined;
  /** Port of the dev instance; 0 takes a free one. */
  readonly port: number;
  /** Port at which the add-on is seen; 0 takes a free one. */
  readonly addonPort: number;
  /** Whether the data ends with the process, and the add-on is removed before it does. */
  readonly isEphemeral: boolean;
  /** Whether the instance's clock can be put forward by clients of its control API. */
  readonly hasOwnClock?: boolean;
  /** Milliseconds until an add-on that does not answer counts as failed. */
  readonly timeoutMs: number;
}

/** What it works with. */
export type DevDeps = Pick<Context, 'clock' | 'fetch' | 'env' | 'system' | 'signal'> & {
  /** Told of failures that are bugs of the dev instance. */
  readonly onBug: (error: unknown) => void;
};
