/**
 * Keeps usable credentials out of everything that connect-kit prints or stores.
 * A JWT without its signature can still be decoded by a person, but not used.
 */

const JWT = /\b(eyJ[\w-]*\.[\w-]*)\.[\w-]+/g;
const BASIC = /\b(Basic)\s+([\w+/=-]+)/gi;
/** With a digit, or longer than a word: a sentence may speak of the "Bearer token". */
const BEARER = /\b(Bearer)\s+(?:(?=[\w+/=.~-]*\d)[\w+/=.~-]{4,}|[\w+/=.~-]{24,})/gi;
const SECRET_FIELD =
  /("(?:sharedSecret|secret|clientSecret|client_secret|password|access_token|refresh_token|apiToken|controlToken)"\s*:\s*")(?:[^"\\]|\\.)*/g;
const SECRET_PARAMETER = /\b((?:access_token|refresh_token|client_secret|password|secret)=)[^\s&#"']+/gi;
const USER_INFO = /(\b[a-z][a-z\d+.-]*:\/\/[^\s/?#:@]*:)[^\s/?#@]+(?=@)/gi;

/**
 * What is in every text that has something to blank, escaped in JSON or not. Most texts have none of it, and are known by one look
 * instead of six.
 */
const SUSPECT = /eyJ|basic|bearer|secret|password|token|:\/\/[^\s/?#:@]*:[^\s/?#@]+@/i;

export const REDACTED = '[redacted]';

/** `text` with signatures of JWTs, credentials of headers and URLs, and secret fields blanked. */
export function redact(text: string): string {
  if (!SUSPECT.test(text)) return text;
  return text
    .replace(JWT, `$1.${REDACTED}`)
    .replace(BASIC, (match, scheme: string, text: string) =>
      isCredential(text) ? `${scheme} ${REDACTED}` : match,
    )
    .replace(BEARER, `$1 ${REDACTED}`)
    .replace(SECRET_FIELD, `$1${REDACTED}`)
    .replace(SECRET_PARAMETER, `$1${REDACTED}`)
    .replace(USER_INFO, `$1${REDACTED}`);
}

/** What Basic authentication sends is a name and a password, joined by a colon. */
function isCredential(base64: string): boolean {
  return Buffer.from(base64, 'base64').toString('latin1').includes(':');
}
