import { isUtf8 } from 'node:buffer';
import { isDeeperThan, isRecord } from '../core/json.ts';

export interface DecodedToken {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
}

/** Longer texts are not taken for tokens: the products' own header limits are far below. */
export const MAX_TOKEN_LENGTH = 64 * 1024;

/** The deepest real token has four levels; far deeper ones exhaust the stack of whoever walks them. */
const MAX_DEPTH = 32;

/** Why a text is not a token; the message says it in words. */
export class MalformedTokenError extends Error {
  override readonly name = 'MalformedTokenError';
}

/**
 * Header and claims of a token, read without looking at the signature: they prove nothing.
 * @throws {MalformedTokenError} when the text is not a JWT in compact serialisation
 */
export function decodeToken(token: string): DecodedToken {
  if (token === '') throw new MalformedTokenError('The token is empty.');
  if (token.length > MAX_TOKEN_LENGTH) {
    throw new MalformedTokenError(
      `The text is ${token.length} characters long; no Connect token is longer than ${MAX_TOKEN_LENGTH}.`,
    );
  }
  const segments = token.split('.');
  if (segments.length !== 3) throw new MalformedTokenError(describeSegmentCount(segments.length));
  const [header = '', claims = '', signature = ''] = segments;
  if (signature !== '') assertBase64url('signature', signature);
  return { header: decodeSegment('header', header), claims: decodeSegment('payload', claims) };
}

function describeSegmentCount(count: number): string {
  const found = count === 1 ? 'only one' : `${count}`;
  const hint = count === 5 ? ' Five segments make an encrypted token (JWE), which Connect does not use.' : '';
  return `A JWT has three segments separated by dots, this text has ${found}.${hint}`;
}

function decodeSegment(name: string, segment: string): Record<string, unknown> {
  if (segment === '') throw new MalformedTokenError(`The ${name} is empty.`);
  assertBase64url(name, segment);
  const bytes = Buffer.from(segment, 'base64url');
  if (!isUtf8(bytes)) throw new MalformedTokenError(`The ${name} is not JSON: it is not even UTF-8 text.`);
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString());
  } catch (cause) {
    throw new MalformedTokenError(`The ${name} is not JSON.`, { cause });
  }
  if (!isRecord(value)) throw new MalformedTokenError(`The ${name} is not a JSON object.`);
  if (isDeeperThan(value, MAX_DEPTH)) {
    throw new MalformedTokenError(`The ${name} is nested more than ${MAX_DEPTH} levels deep.`);
  }
  return value;
}

function assertBase64url(name: string, text: string): void {
  if (/^[\w-]+$/.test(text) && text.length % 4 !== 1) return;
  throw new MalformedTokenError(
    /^[\w-]+={1,2}$/.test(text)
      ? `The ${name} is padded with "=", which a JWT leaves out.`
      : `The ${name} is not base64url text.`,
  );
}
