/** `jwt` as a parameter of a URL, of its fragment, or of a form body. */
const PARAMETER = /(?:^|[?&#])jwt=([^&#\s]*)/;
const HEADER = /^(?:authorization\s*:\s*)?(?:(?:jwt|bearer)\s+)?/i;

/**
 * The token in a text that a person has at hand: bare, with `Authorization: JWT`, `JWT` or `Bearer` before it, or as
 * the `jwt` parameter of a URL. Anything else comes back trimmed, for the decoder to say what is wrong with it.
 */
export function extractToken(text: string): string {
  const unquoted = text.trim().replace(/^(["'])(.*)\1$/s, '$2');
  const parameter = PARAMETER.exec(unquoted)?.[1];
  return parameter === undefined ? unquoted.replace(HEADER, '').trim() : parameter.replace(/%2E/gi, '.');
}
