/**
 * Keeps usable credentials out of everything that connect-kit prints or stores.
 * A JWT without its signature can still be decoded by a person, but not used.
 */

const JWT = /\b(eyJ[\w-]*\.[\w-]*)\.[\w-]+/g;
const BASIC = /\b(Basic|Bearer)\s+[\w+/=.~-]{4,}/gi;
const SECRET_FIELD = /("(?:sharedSecret|secret|password|access_token|apiToken)"\s*:\s*")(?:[^"\\]|\\.)*/g;

export const REDACTED = '[redacted]';

/** `text` with signatures of JWTs, Basic and Bearer credentials, and secret JSON fields blanked. */
export function redact(text: string): string {
  return text
    .replace(JWT, `$1.${REDACTED}`)
    .replace(BASIC, `$1 ${REDACTED}`)
    .replace(SECRET_FIELD, `$1${REDACTED}`);
}
