import { isLocalHost } from '../catalog/hosts.ts';
import { UsageError } from '../core/errors.ts';
import { isRecord, stringAt } from '../core/json.ts';
import { isLoopbackUrl } from '../core/loopback.ts';
import { DEFAULT_DESCRIPTOR, type LoadOptions, loadDescriptor } from '../descriptor/load.ts';
import { readSource } from '../lint/reading/read-source.ts';
import type { SiteTarget } from './target.ts';

/**
 * The address at which a site can fetch a descriptor.
 * @param source that address, or the descriptor's file or folder, which say where it is served
 * @throws {UsageError} when it says no such address
 */
export async function findDescriptorUrl(source: string, options: LoadOptions): Promise<string> {
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(source)) return parseUrl(source);
  const file = /\.(?:json|ya?ml)$/i.test(source)
    ? source
    : `${source.replace(/[\\/]+$/, '')}/${DEFAULT_DESCRIPTOR}`;
  const { text, language } = await loadDescriptor(file.replace(/^\.\//, ''), options);
  // In whatever way it is written. What cannot be read says nothing; to say what is wrong is the linter's business.
  const descriptor = (await readSource(text, { language })).document?.value;
  const baseUrl = stringAt(descriptor, 'baseUrl');
  const links = isRecord(descriptor) ? descriptor['links'] : undefined;
  const self = stringAt(links, 'self');
  if (self !== undefined && isWebAddress(self)) return parseUrl(self);
  if (baseUrl !== undefined && isWebAddress(baseUrl))
    return `${baseUrl.replace(/\/$/, '')}/${DEFAULT_DESCRIPTOR}`;
  throw new UsageError('descriptor-url-unknown', `${file} does not say where the add-on is served.`, {
    where: file,
    nextSteps: [
      'Name the address at which it answers its descriptor: connect-kit install https://host/atlassian-connect.json',
      'To run it in a local Jira and Confluence: connect-kit dev',
    ],
  });
}

/**
 * Sites in the cloud fetch descriptors from the web only.
 * @throws {UsageError} for an address that only machines nearby can reach
 */
export function assertReachable(url: string, { kind, origin, name }: SiteTarget): void {
  if (kind === 'embedded' || isLoopbackUrl(origin) || !isLocalHost(new URL(url).hostname)) return;
  throw new UsageError('descriptor-not-public', `${name} cannot fetch ${url}: only machines nearby can.`, {
    nextSteps: [
      'Give the add-on an address on the web for a while: connect-kit tunnel',
      'Or install it in the dev instance: --site embedded',
    ],
  });
}

/** The ports from which a site in the cloud fetches descriptors, as Atlassian documents them. */
const PORTS = ['', '443', '80', '8080'];

/** What may keep a site from fetching a descriptor, as a sentence. */
export function doubtOf(url: string, { kind, origin }: SiteTarget): string | undefined {
  const { port, protocol } = new URL(url);
  if (kind === 'embedded' || isLoopbackUrl(origin)) return undefined;
  if (!PORTS.includes(port))
    return `sites in the cloud fetch descriptors from the ports 443, 80 and 8080, not ${port}`;
  return protocol === 'http:' ? 'sites in the cloud want descriptors to come over https' : undefined;
}

function parseUrl(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new UsageError('invalid-url', 'A descriptor is fetched from an address on the web.', {
      nextSteps: ['Write it as https://host/path/atlassian-connect.json'],
    });
  }
  if (url.username === '' && url.password === '') return url.href;
  throw new UsageError('descriptor-credentials', 'The address of the descriptor has credentials in it.', {
    nextSteps: ['Leave them out: sites fetch descriptors without signing in.'],
  });
}

/** An address, and not a place for one. */
function isWebAddress(text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text) && !/[{}$<>]/.test(text);
}
