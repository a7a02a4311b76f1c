/** What cloudflared says in its log about the tunnel: https://github.com/cloudflare/cloudflared has no other form of it. */

/** The address of a quick tunnel, from the line that announces it. The address of Cloudflare's own API is none. */
export function quickTunnelUrl(line: string): string | undefined {
  const name = /https:\/\/([a-z0-9-]+)\.trycloudflare\.com(?![\w./@-])/i.exec(line)?.[1];
  return name === undefined || name === 'api' ? undefined : `https://${name}.trycloudflare.com`;
}

/** What an error line says, without its time and level; undefined for other lines. */
export function errorOf(line: string): string | undefined {
  return (
    /(?:^|\s)(?:ERR|FTL|error)\s+(.+)$/.exec(line)?.[1] ??
    /^(error parsing .+|".+" requires .+)$/i.exec(line)?.[1]
  );
}

/** True for errors that say that Cloudflare could not be reached. */
export function isAboutNetwork(text: string): boolean {
  return /dial (?:tcp|udp)|no such host|deadline exceeded|connection refused|network is unreachable|lookup /i.test(
    text,
  );
}
