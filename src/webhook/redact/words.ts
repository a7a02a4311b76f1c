/** Names that secrets go by, in any spelling: `sharedSecret`, `shared_secret`, `X-Shared-Secret`. */
const SECRET_ENDINGS = [
  'secret',
  'secrets',
  'password',
  'passwords',
  'passwd',
  'passphrase',
  'pwd',
  'token',
  'tokens',
  'apikey',
  'accesskey',
  'privatekey',
  'secretkey',
  'signingkey',
  'credential',
  'credentials',
  'authorization',
  'cookie',
  'cookies',
  'sessionid',
  'jwt',
  'otp',
];

/** True for the name of a field, parameter or header whose value is to be kept from others. */
export function isSecretName(name: string | number): boolean {
  if (typeof name === 'number') return false;
  const plain = name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  return SECRET_ENDINGS.some((ending) => plain.endsWith(ending));
}

/** Names of persons, where they are to be taken out. */
const PERSON_NAMES = new Set(['displayname', 'publicname', 'fullname', 'firstname', 'lastname', 'realname']);

export function isPersonName(name: string | number): boolean {
  return typeof name === 'string' && PERSON_NAMES.has(name.toLowerCase().replaceAll(/[^a-z0-9]/g, ''));
}

/** The same words within a text, such as `"apiToken": "…"`, `password=…` or `Password: …`. */
const SECRET_WORD =
  '(?:secret|password|passwd|passphrase|pwd|token|api[_-]?key|access[_-]?key|private[_-]?key|credential|session[_-]?id)s?';

/** With the value in quotes, which may have blanks in it; the quotes may be escaped themselves. */
export const QUOTED_SECRET = new RegExp(
  String.raw`(${SECRET_WORD}(\\{0,3}["'])?\s{0,4}(?:=>|[:=])\s{0,4})(\\{0,3}["'])((?:(?!\3)[^\n]){1,8192}?)(?=\3)`,
  'gi',
);
export const BARE_SECRET = new RegExp(
  String.raw`(${SECRET_WORD}(?:\\{0,3}["'])?\s{0,4}(?:=>|[:=]|%3D)\s{0,4})([^\s&;,"'<>\\{}[\]]{1,8192})`,
  'gi',
);
/** `<password>…</password>`. */
export const XML_SECRET = new RegExp(
  String.raw`(<[\w:.-]{0,40}${SECRET_WORD}\b[^<>]{0,200}>)([^<]{1,8192})(?=<\/)`,
  'gi',
);
/** A field of a multipart form. */
export const MULTIPART_SECRET = new RegExp(
  String.raw`(name="[\w.-]{0,40}${SECRET_WORD}"[^\r\n]{0,200}(?:\r?\n[^\r\n]{1,200}){0,5}\r?\n\r?\n)([\s\S]{1,8192}?)(?=\r?\n--)`,
  'gi',
);

/** Text that holds its at sign as itself or in an escape of URLs, JSON or HTML. */
export const EMAIL =
  /[\p{L}\p{N}_.!#$'*+~-]{1,64}(?:@|%(?:25)?40|\\u0040|&#64;|&#x40;)(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,62}[\p{L}\p{N}])?\.){1,8}\p{L}[\p{L}\p{N}-]{1,30}/giu;
/** Avatars are found by a hash of the e-mail address, from which it can be guessed. */
export const AVATAR_HASH = /(gravatar\.com(?:%2f|\/)avatar(?:%2f|\/))[\da-f]{32,64}/gi;

export const JWT = /\beyJ[\w-]{2,2048}\.[\w-]{2,8192}\.[\w-]*/g;
export const BASIC = /\b(Basic)(\s+|%20|\+)([\w+/-]{4,}={0,2})/gi;
/** With a digit, or longer than a word: a sentence may speak of the "Bearer token". */
export const BEARER =
  /\b(Bearer|OAuth|Token)(\s+|%20|\+)((?=[\w+/=.~-]{0,200}\d)[\w+/=.~-]{8,}|[\w+/=.~-]{24,})/gi;
export const USER_INFO = /(\b[a-z][a-z\d+.-]{1,20}:\/\/[^\s/?#:@]{0,200}:)([^\s/?#@]{1,200})(?=@)/gi;
export const PEM =
  /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\s\S]{0,16384}?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|$)/g;
/** Tokens that services give out under a prefix of their own: Atlassian, GitHub, GitLab, Slack, AWS, Stripe, npm, Google. */
export const KNOWN_TOKEN =
  /\b(?:ATATT3x[\w=+/-]{10,}|ATCTT3x[\w=+/-]{10,}|gh[pousr]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|xox[abeprs]-[\w-]{10,}|AKIA[A-Z0-9]{16}|[rs]k_(?:live|test)_\w{16,}|whsec_\w{16,}|npm_\w{30,}|AIza[\w-]{30,})/g;

/** Base64 of at least a dozen bytes, on one line or on many. */
export const BASE64_RUN = /(?:[\w+/-]{60,76}\r?\n){0,4096}[\w+/-]{16,}={0,2}/g;
