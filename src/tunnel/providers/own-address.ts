import { UsageError } from '../../core/errors.ts';
import { aborted, type OpenTunnel, type TunnelProvider } from '../provider.ts';

/**
 * An address that somebody else leads here: a tunnel of one's own, a reverse proxy, a port that a router forwards.
 * @throws {UsageError} `url-invalid` for what is not an https address
 */
export function ownAddress(address: string): TunnelProvider {
  const url = readPublicUrl(address);
  return { name: 'url', open: async (_, __, signal) => standing(url, signal) };
}

/** The embedded dev instance is on this machine: it needs no tunnel. */
export function noTunnel(): TunnelProvider {
  return { name: 'none', open: async (port, _, signal) => standing(`http://localhost:${port}`, signal) };
}

function standing(url: string, signal: AbortSignal): OpenTunnel {
  return { url, closed: aborted(signal).then(() => undefined), onStatus: () => {} };
}

/**
 * The origin and path of a public address, without a trailing slash.
 * @throws {UsageError} `url-invalid`
 */
export function readPublicUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'https:' || url.username !== '' || url.search !== '' || url.hash !== '') {
    throw new UsageError('url-invalid', `${text} is not a public https address.`, {
      nextSteps: [
        'Write the address that leads to this machine: --url https://my-addon.example.com',
        'A port of this machine is --port 3000, and the local address of an add-on --target http://localhost:3000.',
      ],
    });
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}
