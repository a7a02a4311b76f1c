import { base64url, type CryptoKey } from 'jose';

const FORMAT = 'v1';
const KEY_BYTES = 32;
const IV_BYTES = 12;

interface Key {
  readonly id: string;
  readonly key: CryptoKey;
}

/**
 * Encrypts what must be of no use to whoever gets hold of the database: AES-256-GCM, bound to the tenant, so that a
 * row cannot be passed off as another one's.
 */
export class Secrets {
  readonly #current: Key;
  readonly #keys: ReadonlyMap<string, CryptoKey>;

  private constructor(current: Key, others: readonly Key[]) {
    this.#current = current;
    this.#keys = new Map([current, ...others].map(({ id, key }) => [id, key]));
  }

  /**
   * @param keys 32 bytes each, in base64. The first encrypts; the others decrypt what was encrypted before it came.
   * @throws Error for keys of another form
   */
  static async create(keys: readonly string[]): Promise<Secrets> {
    const [current, ...others] = await Promise.all(keys.map(importKey));
    if (current === undefined) throw new Error('There is no encryption key.');
    return new Secrets(current, others);
  }

  /** @param clientKey the tenant whose secret it is */
  async encrypt(text: string, clientKey: string): Promise<string> {
    const { id, key } = this.#current;
    const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
    const encrypted = await crypto.subtle.encrypt(
      { name: 'AES-GCM', iv, additionalData: encodeText(clientKey) },
      key,
      encodeText(text),
    );
    return [FORMAT, id, base64url.encode(iv), base64url.encode(new Uint8Array(encrypted))].join('.');
  }

  /** @throws Error when the key is not at hand, or the secret is another tenant's or was tampered with */
  async decrypt(encrypted: string, clientKey: string): Promise<string> {
    const [format, id = '', iv = '', content = ''] = encrypted.split('.');
    const key = this.#keys.get(id);
    if (format !== FORMAT || key === undefined) {
      throw new Error(`ENCRYPTION_KEY has no key "${id}", with which a secret in the database is encrypted.`);
    }
    const text = await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv: decodeBytes(iv), additionalData: encodeText(clientKey) },
      key,
      decodeBytes(content),
    );
    return new TextDecoder().decode(text);
  }

  /** Whether it is encrypted with the key that encrypts today. */
  isCurrent(encrypted: string): boolean {
    return encrypted.startsWith(`${FORMAT}.${this.#current.id}.`);
  }
}

async function importKey(text: string): Promise<Key> {
  const bytes = decodeKey(text);
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  const key = await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
  return { id: base64url.encode(new Uint8Array(digest).subarray(0, 6)), key };
}

function decodeKey(text: string): Uint8Array<ArrayBuffer> {
  const base64 = text.replaceAll('+', '-').replaceAll('/', '_').replace(/=$/, '');
  // 32 bytes are 43 characters.
  if (/^[\w-]{43}$/.test(base64)) return decodeBytes(base64);
  throw new Error(
    `An encryption key is ${KEY_BYTES} bytes in base64: make one with "openssl rand -base64 32".`,
  );
}

function decodeBytes(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(base64url.decode(text));
}

function encodeText(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(new TextEncoder().encode(text));
}
