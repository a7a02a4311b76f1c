/** The names by which a machine reaches itself, as URLs write them. */
const NAMES: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

/** True for URLs of servers on this machine. */
export function isLoopbackUrl(url: string): boolean {
  return URL.canParse(url) && NAMES.includes(new URL(url).hostname);
}

/**
 * The port in a `Host` header that names this machine. A page of another site whose name resolves to this machine
 * sends that site's name, so undefined means: turn it away.
 */
export function loopbackPortOf(hostHeader: string | undefined): number | undefined {
  const [, name, port = '80'] = /^(.+?)(?::(\d{1,5}))?$/.exec(hostHeader?.toLowerCase() ?? '') ?? [];
  return name !== undefined && NAMES.includes(name) ? Number(port) : undefined;
}
