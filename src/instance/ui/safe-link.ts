/**
 * An address that may stand in an `href`: `javascript:` and other schemes that run something become `#`.
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

/** As {@link safeLink}, for the `src` of an `<img>`: there an image may also stand in the address itself. */
export function safeImage(address: string): string {
  return address.startsWith('data:image/') ? address : safeLink(address);
}
