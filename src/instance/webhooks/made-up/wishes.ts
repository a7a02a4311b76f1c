import type { Product } from '../../../catalog/products.ts';

/** What a made-up webhook is to tell of; whatever comes first where nothing is said. */
export interface WorldWishes {
  readonly product: Product;
  /** Key of the add-on that it is sent to. */
  readonly addon?: string | undefined;
  /** Key or id of an issue. */
  readonly issue?: string | undefined;
  /** Id of a page or blog post. */
  readonly content?: string | undefined;
  /** Key of a space. */
  readonly space?: string | undefined;
  /** Whoever does it: an account id, or the name that somebody signs in with. */
  readonly actor?: string | undefined;
}

/** What a wish names is not there. */
export class WishError extends Error {}
