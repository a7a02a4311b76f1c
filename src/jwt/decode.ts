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
  if (signature !== '') decodeBase64url('signature', signature);
  return { header: decodeSegment('header', header), claims: decodeSegment('payload', claims) };
}

function describeSegmentCount(count: number): string {
  const found = count === 1 ? 'only one' : `${count}`;
  const hint = count === 5 ? ' Five segments make an encrypted token (JWE), which Connect does not use.' : '';
  return `A JWT has three segments separated by dots, this text has ${found}.${hint}`;
}

function decodeSegment(name: string, segment: string): Record<string, unknown> {
  if (segment === '') throw new MalformedTokenError(`The ${name} is empty.`);
  const bytes = decodeBase64url(name, segment);
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new MalformedTokenError(`The ${name} is not JSON.`, { cause });
  }
  if (!isRecord(value)) throw new MalformedTokenError(`The ${name} is not a JSON object.`);
  if (isDeeperThan(value, MAX_DEPTH)) {
    throw new MalformedTokenError(`The ${name} is nested more than ${MAX_DEPTH} levels deep.`);
  }
  return value;
}

function decodeBase64url(name: string, text: string): Uint8Array {
  if (/^[\w-]+={1,2}$/.test(text)) {
    throw new MalformedTokenError(`The ${name} is padded with "=", which a JWT leaves out.`);
  }
  if (!/^[\w-]+$/.test(text) || text.length % 4 === 1) {
    throw new MalformedTokenError(`The ${name} is not base64url text.`);
  }
  return Buffer.from(text, 'base64url');
}
