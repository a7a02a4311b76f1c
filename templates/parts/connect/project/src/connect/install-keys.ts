import { type CryptoKey, importSPKI } from 'jose';
import { HttpError } from '../http-error.ts';

const TIMEOUT_MS = 10_000;
const MAX_CACHED_KEYS = 100;

/** The public keys of Atlassian, by key id. A rotated key gets a new id, so each is fetched once. */
export class InstallKeys {
  readonly #url: string;
  readonly #fetch: typeof fetch;
  readonly #keys = new Map<string, CryptoKey>();

  constructor(url: string, fetchKey: typeof fetch) {
    this.#url = url;
    this.#fetch = fetchKey;
  }

  /** @throws HttpError 401 for a key that Atlassian does not know, 503 when its key server does not answer */
  async get(keyId: string): Promise<CryptoKey> {
    // The id becomes part of a URL: `../` or `?` must not decide what is asked for.
    if (!/^[\w-]{1,128}$/.test(keyId)) throw new HttpError(401, 'The token names no usable key.');
    const known = this.#keys.get(keyId);
    if (known !== undefined) return known;
    const key = await importKey(await this.#download(keyId));
    if (this.#keys.size >= MAX_CACHED_KEYS) this.#keys.clear();
    this.#keys.set(keyId, key);
    return key;
  }

  async #download(keyId: string): Promise<string> {
    const response = await this.#request(`${this.#url}/${keyId}`);
    if (response.status >= 500) throw new HttpError(503, `The key server answered ${response.status}.`);
    if (!response.ok)
      throw new HttpError(401, 'The token is signed with a key that Atlassian does not know.');
    return response.text();
  }

  async #request(url: string): Promise<Response> {
    try {
      return await this.#fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) });
    } catch (cause) {
      throw new HttpError(503, 'The key server cannot be reached.', { cause });
    }
  }
}

async function importKey(pem: string): Promise<CryptoKey> {
  try {
    return await importSPKI(pem.trim(), 'RS256');
  } catch (cause) {
    throw new HttpError(503, 'The key server answered with something else than a key.', { cause });
  }
}
