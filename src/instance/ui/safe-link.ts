/**
 * An address that may stand in an `href` or `src`: `javascript:` and other schemes that run something become `#`.
 * Relative addresses and http(s) ones are kept.
 */
export function safeLink(address: string): string {
  try {
    const { protocol } = new URL(address, 'https://example.invalid');
    return protocol === 'https:' || protocol === 'http:' ? address : '#';
  } catch {
    return '#';
  }
}
