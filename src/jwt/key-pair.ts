import { createHash, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { hasCode, UsageError } from '../core/errors.ts';
import { isKid } from './keys.ts';
import { unwritable, writeSecretFile } from './secret-file.ts';

/** An RSA key pair as files: a folder whose `public` part is all that a key server needs to serve. */
export interface KeyPairFiles {
  readonly kid: string;
  readonly privateKeyFile: string;
  /** Named by the kid, as a key server names it. */
  readonly publicKeyFile: string;
  readonly publicFolder: string;
}

export interface KeyPairOptions {
  /** Absolute path; made where it is missing. */
  readonly folder: string;
  readonly bits: number;
  /** The thumbprint of the key unless given. */
  readonly kid?: string | undefined;
  /** Replaces a private key that is there. */
  readonly overwrite: boolean;
}

/**
 * Makes an RSA key pair and writes it: the private key, readable by its owner only, and the public one.
 * @throws {UsageError} when there is a private key already, or the kid will not do
 */
export async function writeKeyPair(options: KeyPairOptions): Promise<KeyPairFiles> {
  const { folder, bits, overwrite } = options;
  if (options.kid !== undefined && !isKid(options.kid)) {
    throw new UsageError('bad-kid', `The kid ${JSON.stringify(options.kid)} cannot be the name of a key.`, {
      nextSteps: ['Use letters, digits and -._~ only.'],
    });
  }
  const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: bits });
  const kid = options.kid ?? thumbprintOf(publicKey);
  const publicFolder = path.join(folder, 'public');
  const files = {
    kid,
    privateKeyFile: path.join(folder, 'private.pem'),
    publicKeyFile: path.join(publicFolder, kid),
    publicFolder,
  };
  await makeFolder(publicFolder);
  await writeSecretFile(files.privateKeyFile, exportPrivate(privateKey), overwrite);
  await writeFile(files.publicKeyFile, exportPublic(publicKey));
  await keepOutOfGit(folder);
  return files;
}

/** What may be said of an RSA key. */
export interface KeyDescription {
  readonly kid: string;
  readonly bits: number;
  /** SHA-256 of the public key in DER, in hex with colons. */
  readonly fingerprint: string;
  /** SPKI in PEM. */
  readonly publicKey: string;
}

/** The public half of a key, private or public. */
export function describeKey(key: KeyObject): KeyDescription {
  const publicKey = key.type === 'private' ? createPublicKey(key) : key;
  const der = publicKey.export({ type: 'spki', format: 'der' });
  const digest = createHash('sha256').update(der).digest('hex').toUpperCase();
  return {
    kid: thumbprintOf(publicKey),
    bits: publicKey.asymmetricKeyDetails?.modulusLength ?? 0,
    fingerprint: digest.match(/../g)?.join(':') ?? '',
    publicKey: exportPublic(publicKey),
  };
}

/**
 * A name for a key that follows from the key itself.
 * @see https://www.rfc-editor.org/rfc/rfc7638
 */
export function thumbprintOf(publicKey: KeyObject): string {
  const { e, n } = publicKey.export({ format: 'jwk' });
  return createHash('sha256')
    .update(JSON.stringify({ e, kty: 'RSA', n }))
    .digest('base64url');
}

/** The key is for tests, but nobody wants to explain that to a scanner of repositories. */
async function keepOutOfGit(folder: string): Promise<void> {
  try {
    await writeFile(path.join(folder, '.gitignore'), '/private.pem\n', { flag: 'wx' });
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  }
}

function exportPrivate(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}

function exportPublic(key: KeyObject): string {
  return key.export({ type: 'spki', format: 'pem' }).toString();
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (cause) {
    throw unwritable(folder, cause);
  }
}
