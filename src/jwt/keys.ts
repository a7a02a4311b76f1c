import { createPrivateKey, createPublicKey, KeyObject } from 'node:crypto';
import { UsageError } from '../core/errors.ts';

/** RFC 7518, section 3.3. */
const MIN_RSA_BITS = 2048;

const GENERATE = 'Make one: openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out key.pem';
const DERIVE = 'Write the public half of a private key: openssl pkey -in key.pem -pubout -out public.pem';

/**
 * The RSA private key in a PEM text (PKCS #8, or the older PKCS #1).
 * @param where the file that the text came from, for errors
 * @throws {UsageError} when it is not one, is encrypted, or is shorter than 2048 bits
 */
export function importPrivateKey(pem: string | KeyObject, where?: string): KeyObject {
  if (pem instanceof KeyObject) return assertUsable(pem, 'private', where);
  if (/-----BEGIN (?:RSA )?PUBLIC KEY|-----BEGIN CERTIFICATE/.test(pem)) {
    throw keyError('key-is-public', 'This is a public key; signing needs the private one.', where);
  }
  if (pem.includes('ENCRYPTED')) {
    throw keyError('key-encrypted', 'The private key is protected by a passphrase.', where, [
      'Write an unprotected copy: openssl pkey -in key.pem -out plain.pem',
    ]);
  }
  return assertUsable(
    parse(() => createPrivateKey(pem), 'private', where),
    'private',
    where,
  );
}

/**
 * The RSA public key in a PEM text (SPKI, PKCS #1 or an X.509 certificate).
 * @param where the file or URL that the text came from, for errors
 * @throws {UsageError} when it is not one, or is shorter than 2048 bits
 */
export function importPublicKey(pem: string | KeyObject, where?: string): KeyObject {
  if (pem instanceof KeyObject) return assertUsable(pem, 'public', where);
  if (pem.includes('PRIVATE KEY-----')) {
    throw keyError('key-is-private', 'This is a private key; verifying needs the public one.', where, [
      DERIVE,
    ]);
  }
  return assertUsable(
    parse(() => createPublicKey(pem), 'public', where),
    'public',
    where,
  );
}

/** What a key server takes as one segment of a path; the products use UUIDs. */
const KID = /^(?!\.+$)[\w.~-]{1,200}$/;

/** True for a text that can name a key. */
export function isKid(text: unknown): text is string {
  return typeof text === 'string' && KID.test(text);
}

/** @throws {UsageError} for a shared secret that would protect nothing */
export function assertSecret(secret: string): string {
  if (secret === '') throw new UsageError('secret-empty', 'The shared secret is empty.');
  return secret;
}

function parse(read: () => KeyObject, type: 'private' | 'public', where: string | undefined): KeyObject {
  try {
    return read();
  } catch (cause) {
    const begin = type === 'private' ? '-----BEGIN PRIVATE KEY-----' : '-----BEGIN PUBLIC KEY-----';
    const message = `This is not a ${type} key in PEM: it must begin with ${begin}.`;
    throw keyError('key-unreadable', message, where, [type === 'private' ? GENERATE : DERIVE], cause);
  }
}

function assertUsable(key: KeyObject, type: 'private' | 'public', where: string | undefined): KeyObject {
  if (key.type !== type) throw keyError('key-type', `A ${type} key is needed, not a ${key.type} one.`, where);
  if (key.asymmetricKeyType !== 'rsa') {
    throw keyError('key-not-rsa', `RS256 needs an RSA key; this one is ${key.asymmetricKeyType}.`, where);
  }
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (bits < MIN_RSA_BITS) {
    throw keyError(
      'key-too-small',
      `The RSA key has ${bits} bits; RS256 needs ${MIN_RSA_BITS} or more.`,
      where,
    );
  }
  return key;
}

function keyError(
  code: string,
  message: string,
  where: string | undefined,
  nextSteps: readonly string[] = [GENERATE],
  cause?: unknown,
): UsageError {
  return new UsageError(code, message, { ...(where === undefined ? {} : { where }), nextSteps, cause });
}
