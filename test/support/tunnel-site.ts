import { isRecord } from '../../src/core/json.ts';
import { fetchPublic } from './public-address.ts';
import { startStandInSite } from './stand-in-site.ts';
import { startTestInstance } from './test-instance.ts';

/** A site that trusts the public addresses of tests. */
export interface TunnelSite {
  readonly origin: string;
  readonly keysUrl: string;
  /** Of the dev instance alone. */
  readonly controlToken?: string;
}

/** The dev instance, or a stand-in for a site in the cloud that has nothing in common with it. */
export async function startSite(kind: 'embedded' | 'real'): Promise<TunnelSite> {
  return kind === 'embedded'
    ? startTestInstance({ fetch: fetchPublic })
    : startStandInSite(undefined, fetchPublic);
}

/** The keys of the add-ons that are installed in Jira and do not come with it. */
export async function installedIn(site: Pick<TunnelSite, 'origin'>): Promise<readonly string[]> {
  const body: unknown = await (await ask(site, 'GET', '')).json();
  const plugins = isRecord(body) && Array.isArray(body['plugins']) ? body['plugins'] : [];
  return plugins.filter(({ userInstalled }) => userInstalled === true).map(({ key }) => String(key));
}

/** As an administrator does it by hand. */
export async function uninstallFrom(site: TunnelSite, key: string): Promise<void> {
  await ask(site, 'DELETE', `${key}-key`);
}

function ask({ origin }: Pick<TunnelSite, 'origin'>, method: string, path: string): Promise<Response> {
  const basic = Buffer.from('admin@example.com:admin-api-token').toString('base64');
  const headers = { Authorization: `Basic ${basic}`, Accept: 'application/json' };
  return fetch(`${origin}/rest/plugins/1.0/${path}`, { method, headers });
}
