import { isRecord } from '../core/json.ts';

export interface DecodedToken {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
}

/** Longer texts are not taken for tokens: the products' own header limits are far below. */
export const MAX_TOKEN_LENGTH = 64 * 1024;

/** Why a text is not a token; the message says it in words. */
export class MalformedTokenError extends Error {
  override readonly name = 'MalformedTokenError';
}

/**
 * Header and claims of a token, read without looking at the signature: they prove nothing.
 * @throws {MalformedTokenError} when the text is not a JWT in compact serialisation
 */
export function decodeToken(token: string): DecodedToken {
  if (token.length > MAX_TOKEN_LENGTH) {
    throw new MalformedTokenError(
      `The text is ${token.length} characters long; no Connect token is longer than ${MAX_TOKEN_LENGTH}.`,
    );
  }
  const segments = token.split('.');
  if (segments.length !== 3) {
    throw new MalformedTokenError(
      `A JWT has three segments separated by dots, this text has ${segments.length}.`,
    );
  }
  const [header = '', claims = ''] = segments;
  return { header: decodeSegment('header', header), claims: decodeSegment('payload', claims) };
}

function decodeSegment(name: string, segment: string): Record<string, unknown> {
  if (!/^[\w-]+$/.test(segment)) {
    throw new MalformedTokenError(`The ${name} is not base64url text.`);
  }
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(segment, 'base64url')));
  } catch (cause) {
    throw new MalformedTokenError(`The ${name} is not JSON.`, { cause });
  }
  if (!isRecord(value)) throw new MalformedTokenError(`The ${name} is not a JSON object.`);
  return value;
}
