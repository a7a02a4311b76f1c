import type { TunnelDeps } from '../tunnel/options.ts';
import type { Cli } from './cli.ts';
import { findTarget, type SiteTargetFlags } from './site-target.ts';

/** How a tunnel finds the site that is meant, and those of earlier runs. */
export function siteFinders(flags: SiteTargetFlags, cli: Cli): Pick<TunnelDeps, 'resolveSite' | 'findSite'> {
  const resolveSite = () => findTarget(flags, cli);
  return {
    resolveSite,
    findSite: async (name) => {
      // A site that came from the environment has no name to be found by.
      const site = await resolveSite().catch(() => undefined);
      return site?.name === name ? site : findTarget({ ...flags, site: name }, cli);
    },
  };
}
