// @ts-check
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

const ALGORITHM = 'aes-256-gcm';
const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Encrypts what must not be read by whoever gets hold of the database. A text is bound to the place where it is kept:
 * moved to another row, it cannot be decrypted.
 */
export class Secrets {
  /** @type {ReadonlyMap<string, Buffer>} */
  #keys;
  #current;

  /** @param {readonly Buffer[]} keys the first encrypts, the others are still able to decrypt */
  constructor(keys) {
    const [current] = keys;
    if (current === undefined) throw new Error('There is no key to encrypt with.');
    this.#keys = new Map(keys.map((key) => [idOf(key), key]));
    this.#current = current;
  }

  /**
   * @param {string} text
   * @param {string} place
   * @returns {string} which key it was, and the rest in Base64
   */
  encrypt(text, place) {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.#current, iv).setAAD(Buffer.from(place));
    const content = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return `${idOf(this.#current)}.${Buffer.concat([iv, cipher.getAuthTag(), content]).toString('base64url')}`;
  }

  /** @param {string} encrypted */
  isOfOldKey(encrypted) {
    return !encrypted.startsWith(`${idOf(this.#current)}.`);
  }

  /**
   * @param {string} encrypted
   * @param {string} place
   * @throws {Error} when the key is not there any more, or the text was changed or moved
   */
  decrypt(encrypted, place) {
    const [id = '', rest = ''] = encrypted.split('.');
    const key = this.#keys.get(id);
    if (key === undefined)
      throw new Error(`ENCRYPTION_KEY lacks the key ${id}, which something was encrypted with.`);
    const bytes = Buffer.from(rest, 'base64url');
    const content = IV_BYTES + TAG_BYTES;
    const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, IV_BYTES), {
      authTagLength: TAG_BYTES,
    })
      .setAAD(Buffer.from(place))
      .setAuthTag(bytes.subarray(IV_BYTES, content));
    return decipher.update(bytes.subarray(content), undefined, 'utf8') + decipher.final('utf8');
  }
}

/**
 * The keys of `ENCRYPTION_KEY`: 32 bytes in Base64; several, with commas between them, while one takes the place of
 * another. In development there may be none: one is made, and kept beside the database.
 * @param {Pick<import('../config.js').Config, 'encryptionKeys' | 'dataFolder' | 'isProduction'>} config
 * @returns {Promise<Secrets>}
 */
export async function openSecrets({ encryptionKeys, dataFolder, isProduction }) {
  if (encryptionKeys !== undefined) return new Secrets(encryptionKeys.split(',').map(readKey));
  if (isProduction) {
    throw new Error('ENCRYPTION_KEY is missing. Make one with: openssl rand -base64 32');
  }
  return new Secrets([readKey(await readOrMakeKey(dataFolder))]);
}

/** @param {string} folder */
async function readOrMakeKey(folder) {
  const file = path.join(folder, 'encryption.key');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    await writeFile(file, randomBytes(KEY_BYTES).toString('base64'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    // It is there already.
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return readFile(file, 'utf8');
}

/** @param {string} text */
function readKey(text) {
  const key = Buffer.from(text.trim(), 'base64');
  if (key.length === KEY_BYTES) return key;
  throw new Error(`A key of ENCRYPTION_KEY must be ${KEY_BYTES} bytes in Base64, not ${key.length}.`);
}

/** @param {Buffer} key */
function idOf(key) {
  return createHash('sha256').update(key).digest('hex').slice(0, 8);
}
