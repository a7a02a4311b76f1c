import { EnvironmentError, UsageError } from '../core/errors.ts';
import type { SiteTarget } from '../site/target.ts';
import type { ProviderName, TunnelProvider } from './provider.ts';
import { type CloudflaredDeps, cloudflared } from './providers/cloudflared.ts';
import { findProgram } from './providers/find-program.ts';
import { ngrok } from './providers/ngrok.ts';
import { hasNgrok } from './providers/ngrok-package.ts';
import { findNgrokToken } from './providers/ngrok-token.ts';
import { noTunnel, ownAddress } from './providers/own-address.ts';

export interface ProviderWish {
  readonly provider: ProviderName | undefined;
  /** An address that leads here already. */
  readonly url: string | undefined;
  readonly domain: string | undefined;
  /** A tunnel of Cloudflare that has been made before. */
  readonly tunnelName: string | undefined;
}

export type ProviderDeps = Omit<CloudflaredDeps, 'tunnelName'>;

export interface ChosenProvider {
  readonly provider: TunnelProvider;
  /** Why this one, as a sentence's end. */
  readonly reason: string;
}

/**
 * The provider that is asked for, or else the first that can work here.
 * @throws {UsageError} for wishes that contradict each other
 * @throws {EnvironmentError} `no-provider` when none is asked for and none can work
 */
export async function chooseProvider(
  wish: ProviderWish,
  site: Pick<SiteTarget, 'kind' | 'name'>,
  deps: ProviderDeps,
): Promise<ChosenProvider> {
  refuseContradictions(wish);
  const { name, reason } = await nameProvider(wish, site, deps);
  if (name === 'none' && site.kind === 'real') {
    throw new UsageError('tunnel-needed', `${site.name} cannot reach this machine without a tunnel.`, {
      nextSteps: ['Leave --provider out, or name ngrok, cloudflared or --url https://…'],
    });
  }
  return { provider: create(name, wish, deps), reason };
}

function refuseContradictions({ provider, url, domain, tunnelName }: ProviderWish): void {
  const other = provider !== undefined && provider !== 'url' ? provider : undefined;
  if (url !== undefined && other !== undefined) throw contradiction('--url', `--provider ${other}`);
  if (url !== undefined && domain !== undefined) throw contradiction('--url', '--domain');
  if (tunnelName !== undefined && provider !== undefined && provider !== 'cloudflared') {
    throw contradiction('--tunnel-name', `--provider ${provider}`);
  }
  if (domain !== undefined && (provider === 'none' || provider === 'url')) {
    throw contradiction('--domain', `--provider ${provider}`);
  }
  if (provider === 'url' && url === undefined) {
    throw new UsageError('url-missing', 'The address that leads here is not named.', {
      nextSteps: ['Name it: --url https://my-addon.example.com'],
    });
  }
}

async function nameProvider(
  { provider, url, tunnelName, domain }: ProviderWish,
  site: Pick<SiteTarget, 'kind' | 'name'>,
  { dir, env, system }: ProviderDeps,
): Promise<{ readonly name: ProviderName; readonly reason: string }> {
  if (url !== undefined) return { name: 'url', reason: '--url names an address' };
  if (provider !== undefined) return { name: provider, reason: '--provider names it' };
  if (tunnelName !== undefined) return { name: 'cloudflared', reason: '--tunnel-name names a tunnel of it' };
  if (domain === undefined && site.kind === 'embedded') {
    return { name: 'none', reason: `${site.name} is on this machine` };
  }
  const hasPackage = hasNgrok(dir);
  const { token } = await findNgrokToken(env, system.platform);
  if (hasPackage && token !== undefined)
    return { name: 'ngrok', reason: 'its package and an authtoken are here' };
  if (domain === undefined && (await findProgram('cloudflared', env, system.platform)) !== undefined) {
    return { name: 'cloudflared', reason: 'the program is installed' };
  }
  // What is missing of it, opening it says.
  if (hasPackage || token !== undefined || domain !== undefined) {
    return { name: 'ngrok', reason: hasPackage ? 'its package is here' : 'it is set up on this machine' };
  }
  throw new EnvironmentError(
    'no-provider',
    `${site.name} needs a public address, and no tunnel is set up here.`,
    {
      nextSteps: [
        'Install cloudflared, which needs no account: https://developers.cloudflare.com/cloudflare-one/connections/connect-networks/downloads/',
        'Or ngrok: npm install --save-dev @ngrok/ngrok, and set NGROK_AUTHTOKEN.',
        'Or name an address that leads here: --url https://my-addon.example.com',
        'Or run the add-on without any, on this machine alone: connect-kit dev',
      ],
    },
  );
}

function create(name: ProviderName, { url, tunnelName }: ProviderWish, deps: ProviderDeps): TunnelProvider {
  switch (name) {
    case 'none':
      return noTunnel();
    case 'url':
      return ownAddress(url ?? '');
    case 'cloudflared':
      return cloudflared({ ...deps, tunnelName });
    case 'ngrok':
      return ngrok({ ...deps, platform: deps.system.platform });
  }
}

function contradiction(one: string, other: string): UsageError {
  return new UsageError('flags-contradict', `${one} and ${other} do not go together.`, {
    nextSteps: ['Leave one of them out.'],
  });
}
