/** An address that may stand in an `href`: schemes that run something become `#`. */
export function safeLink(address: string): string {
  return ['http:', 'https:', 'mailto:'].includes(schemeOf(address)) ? address : '#';
}

/** The same for the `src` of an image, which may also stand in the address itself. */
export function safeImage(address: string): string {
  return address.startsWith('data:image/') ? address : safeLink(address);
}

function schemeOf(address: string): string {
  try {
    return new URL(address, 'https://example.invalid').protocol;
  } catch {
    return '';
  }
}
