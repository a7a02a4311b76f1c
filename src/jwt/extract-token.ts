import { isCurlCommand, splitCurlCommand } from './curl-words.ts';

/** `jwt` as a parameter of a URL, of its fragment, or of a form body; in a form also where assertions travel. */
const PARAMETER = /(?:^|[?&#])(?:jwt|assertion)=([^&#\s]*)/;
const HEADER = /^(?:authorization\s*:\s*)?(?:(?:jwt|bearer)\s+)?/i;
const ANY_HEADER = /^[\w-]+:\s/;
/** The second is atlassian-connect-express's. */
const TOKEN_HEADER = /^(?:authorization\s*:\s*(?:jwt|bearer)\s+|x-acpt\s*:\s*)(\S+)\s*$/i;

/**
 * The token in a text that a person has at hand: bare, with `Authorization: JWT`, `JWT` or `Bearer` before it, as the
 * `jwt` parameter of a URL, or in a curl command. Anything else comes back trimmed, for the decoder to say what is
 * wrong with it.
 */
export function extractToken(text: string): string {
  if (isCurlCommand(text)) return extractFromCurl(text);
  const unquoted = text.trim().replace(/^(["'])(.*)\1$/s, '$2');
  return parameterIn(unquoted) ?? unquoted.replace(HEADER, '').trim();
}

/** In the order in which add-ons look: a parameter before a header. Empty when the command carries no token. */
function extractFromCurl(command: string): string {
  // Short options may have their value in the same word: -H'Authorization: …'.
  const words = splitCurlCommand(command).map((word) => word.replace(/^(?:-[Hdb](?=.)|--[\w-]+=)/, ''));
  const inHeader = words.map((word) => TOKEN_HEADER.exec(word)?.[1]);
  // A referrer's address may hold the token of an earlier request.
  const inParameter = words.filter((word) => !ANY_HEADER.test(word)).map(parameterIn);
  return [...inParameter, ...inHeader].find((token) => token !== undefined && token !== '') ?? '';
}

function parameterIn(text: string): string | undefined {
  return PARAMETER.exec(text)?.[1]?.replace(/%2E/gi, '.');
}
