import { isDeeperThan, isRecord } from '../core/json.ts';
import { REDACTED, redact } from '../core/redact.ts';

/** A request or an answer as it is kept for people to look at: nothing in it is a usable credential. */
export interface Message {
  /** By name in lower case; what is repeated is joined by commas. */
  readonly headers: Readonly<Record<string, string>>;
  /** Left out where there is none, or something else than text. */
  readonly body?: string;
  /** What is not in `body`, and why. */
  readonly bodyNote?: string;
}

export type HeaderPairs = Iterable<readonly [string, string]>;

/** Characters of a body that are kept. */
export const BODY_LIMIT = 16 * 1024;
/** What is larger is not looked at: a secret that is cut in two could not be told from other text. */
export const MAX_RECORDED_BYTES = 1024 * 1024;
/** What is nested deeper is treated as text. */
const MAX_DEPTH = 64;

const TEXTUAL = /^(?:text\/|application\/(?:[\w.+-]*\+)?(?:json|xml)\b|application\/x-www-form-urlencoded)/i;
const SECRET_NAME =
  /secret|passw|pwd|token|api-?_?key|credential|private-?_?key|authori[sz]ation|cookie|session-?_?id|assertion|xsrf/i;
/** Names that look alike and are none: where a list goes on, what kind of token, and who may. */
const HARMLESS_NAME = /^(?:next-?_?page-?_?token|page-?_?token|token-?_?type|x-atlassian-token|authorized)$/i;

/**
 * What is in every JSON that has something to blank: in a name, or in a value; or what it is escaped with. What has none of it
 * need not be read and written anew.
 */
const SUSPECT = new RegExp(
  `${SECRET_NAME.source}|eyJ|basic|bearer|:\\/\\/[^\\s/?#:@]*:[^\\s/?#@]+@|\\\\[u/]`,
  'i',
);

/**
 * A message without credentials, and with all of its body: whoever keeps it takes out what else is secret, and cuts it.
 * @param body undefined when there is none, or it was not read
 */
export function recordMessage(headers: HeaderPairs, body: string | undefined, bodyNote?: string): Message {
  const pairs = [...headers];
  return {
    headers: redactHeaders(pairs),
    ...(body === undefined || body === '' ? {} : { body: redactBody(body, contentTypeOf(pairs)) }),
    ...(bodyNote === undefined ? {} : { bodyNote }),
  };
}

/** The message with as much of its body as is kept. */
export function cutMessage(message: Message): Message {
  const { body } = message;
  if (body === undefined || body.length <= BODY_LIMIT) return message;
  return {
    ...message,
    body: copyOf(body.slice(0, BODY_LIMIT)),
    bodyNote: `cut: ${body.length} characters`,
  };
}

/** A part of a text is a window onto the whole of it in V8, which would be kept for as long as the part is. */
function copyOf(part: string): string {
  const copy: unknown = JSON.parse(JSON.stringify(part));
  return typeof copy === 'string' ? copy : part;
}

/** True for bodies that people can read. */
export function isTextual(contentType: string): boolean {
  return TEXTUAL.test(contentType);
}

/** What to say of a body that is not kept. */
export function describeBody(contentType: string, size?: number): string {
  const parts = [contentType.split(';')[0], size === undefined ? undefined : `${size} bytes`];
  return `not kept: ${parts.filter(Boolean).join(', ')}`;
}

/** A URL or path without credentials, in its query too. */
export function redactUrl(url: string): string {
  return redact(url).replace(
    /([?&#])([^=&#]+)=([^&#]*)/g,
    (match, before: string, name: string, value: string) =>
      name !== 'jwt' && isSecretName(name) && value !== '' ? `${before}${name}=${REDACTED}` : match,
  );
}

function redactHeaders(pairs: readonly (readonly [string, string])[]): Record<string, string> {
  const headers = new Map<string, string>();
  for (const [name, value] of pairs) {
    const key = name.toLowerCase();
    const safe = redactHeader(key, value);
    const before = headers.get(key);
    headers.set(key, before === undefined ? safe : `${before}, ${safe}`);
  }
  return Object.fromEntries(headers);
}

function redactHeader(name: string, value: string): string {
  if (name === 'authorization') {
    // What a JWT says is worth seeing, and of no use without its signature.
    const scheme = /^\s*([\w-]+)\s/.exec(value)?.[1];
    if (scheme?.toUpperCase() === 'JWT')
      return redact(value).replace(/^(\s*JWT\s+)(?!eyJ).*$/is, `$1${REDACTED}`);
    return scheme === undefined ? REDACTED : `${scheme} ${REDACTED}`;
  }
  if (isSecretName(name)) return REDACTED;
  return name === 'referer' || name === 'location' ? redactUrl(value) : redact(value);
}

function redactBody(body: string, contentType: string): string {
  if (/^application\/x-www-form-urlencoded/i.test(contentType)) return redactForm(body);
  return SUSPECT.test(body) ? (redactJson(body) ?? redact(body)) : body;
}

function redactForm(body: string): string {
  return redact(body)
    .split('&')
    .map((field) => {
      const [name = '', value = ''] = field.split('=');
      return value !== '' && isSecretName(name) ? `${name}=${REDACTED}` : field;
    })
    .join('&');
}

/** @returns undefined for a text that is no JSON, or is nested too deeply to be walked */
function redactJson(text: string): string | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null || isDeeperThan(value, MAX_DEPTH)) return undefined;
  return redact(JSON.stringify(redactValue(value)));
}

function redactValue(value: unknown): unknown {
  if (typeof value === 'string') return redactJson(value) ?? redact(value);
  if (Array.isArray(value)) return value.map(redactValue);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      isSecretName(name) && isCredential(inner) ? REDACTED : redactValue(inner),
    ]),
  );
}

/** Flags and descriptions of secrets are none. */
function isCredential(value: unknown): boolean {
  return (typeof value === 'string' && value !== '') || typeof value === 'number';
}

function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name) && !HARMLESS_NAME.test(name);
}

function contentTypeOf(pairs: readonly (readonly [string, string])[]): string {
  return pairs.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
}
