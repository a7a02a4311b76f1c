import { resolveSite, type SiteRequest } from '../site/resolve-site.ts';
import type { TunnelDeps } from '../tunnel/options.ts';
import type { Cli } from './cli.ts';
import { findRunningSite } from './instance-site.ts';

/** How a tunnel finds the site that is meant, and those of earlier runs. */
export function siteFinders(request: SiteRequest, cli: Cli): Pick<TunnelDeps, 'resolveSite' | 'findSite'> {
  const { env, cwd } = cli.context;
  const deps = {
    env,
    cwd,
    sites: {
      list: async () => [],
      save: async () => {
        throw new Error('nothing is saved here');
      },
      remove: async () => undefined,
      readToken: async () => {
        throw new Error('nothing is saved here');
      },
    },
    findEmbedded: (name: string | undefined) => findRunningSite(name, cli),
  };
  return {
    resolveSite: () => resolveSite(request, deps),
    findSite: async (name) => {
      // A site that came from the environment has no name to be found by.
      const site = await resolveSite(request, deps).catch(() => undefined);
      if (site?.name === name) return site;
      return resolveSite({ name, insecure: request.insecure }, deps);
    },
  };
}
