/** How texts of a query are decoded and encoded, rule by rule, for mistakes to deviate from. */

const ESCAPES = /(?:%[\da-f]{2})+/gi;

/** As an HTML form does: `+` and percent escapes; what is not valid UTF-8 becomes U+FFFD. */
export function decodeForm(text: string): string {
  return decodePercent(text.replaceAll('+', ' '));
}

/** Percent escapes alone. Broken ones stay, what is not valid UTF-8 becomes U+FFFD. */
export function decodePercent(text: string): string {
  return text.replace(ESCAPES, (escapes) => bytesOf(escapes).toString('utf8'));
}

/** Percent escapes, each byte taken for a character of its own. */
export function decodeLatin1(text: string): string {
  return text.replace(ESCAPES, (escapes) => bytesOf(escapes).toString('latin1'));
}

/** RFC 3986: all but `A–Z a–z 0–9 - . _ ~` is escaped, in upper case. */
export function encodeStrictly(text: string): string {
  return encodeComponent(text).replace(/[!'()*]/g, escapeCharacter);
}

/** `encodeURIComponent`, also for text with halves of surrogate pairs. */
export function encodeComponent(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

/** An ASCII character as `%XX`. */
export function escapeCharacter(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}

export function lowerEscapes(text: string): string {
  return text.replace(/%[\dA-F]{2}/gi, (escaped) => escaped.toLowerCase());
}

export function upperEscapes(text: string): string {
  return text.replace(/%[\dA-F]{2}/gi, (escaped) => escaped.toUpperCase());
}

function bytesOf(escapes: string): Buffer {
  return Buffer.from(escapes.replaceAll('%', ''), 'hex');
}
