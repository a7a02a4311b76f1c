import type { Seed } from './seed/seed.ts';
import type { Outcome } from './tenant/announce.ts';

/** What takes more of a site than its services: its port, and its database as a whole. */
export interface SiteControl {
  /** Answers at another port as well, which is the site's address from now on. 0 takes a free one. */
  moveTo(port: number): Promise<void>;
  /** Removes the add-ons, which are told, and everything else. The site is as new afterwards. */
  reset(): Promise<void>;
  export(): Seed;
  /**
   * Takes the seed's data, and installs its add-ons.
   * @throws {SeedError}
   */
  import(seed: unknown): Promise<readonly Outcome[]>;
}
