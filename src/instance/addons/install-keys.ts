import { generateKeyPair, randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import type { Database, Row } from '../store/database.ts';

/** A key pair with which `installed` and `uninstalled` are signed; PEM. */
export interface InstallKey {
  readonly kid: string;
  /** As the key server answers it. */
  readonly publicKey: string;
  readonly privateKey: string;
}

/**
 * The key pairs of a site. Add-ons may keep a key by its id for as long as they like, so a rotated one has a new id, and
 * the old ones stay on the key server.
 */
export class InstallKeys {
  readonly #database: Database;
  #newest: InstallKey;

  private constructor(database: Database, newest: InstallKey) {
    this.#database = database;
    this.#newest = newest;
  }

  /** The keys of a site; a new site gets its first. */
  static async open(database: Database): Promise<InstallKeys> {
    const row = database.get('SELECT * FROM install_key ORDER BY position DESC LIMIT 1');
    return new InstallKeys(database, row === undefined ? await addKey(database) : toKey(row));
  }

  newest(): InstallKey {
    return this.#newest;
  }

  find(kid: string): InstallKey | undefined {
    const row = this.#database.get('SELECT * FROM install_key WHERE kid = ?', [kid]);
    return row === undefined ? undefined : toKey(row);
  }

  /** From now on, another key signs. */
  async rotate(): Promise<InstallKey> {
    this.#newest = await addKey(this.#database);
    return this.#newest;
  }
}

async function addKey(database: Database): Promise<InstallKey> {
  const kid = randomUUID();
  const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  database.run('INSERT INTO install_key (kid, public_key, private_key) VALUES (?, ?, ?)', [
    kid,
    publicKey,
    privateKey,
  ]);
  return { kid, publicKey, privateKey };
}

function toKey({ kid, public_key, private_key }: Row): InstallKey {
  return { kid: String(kid), publicKey: String(public_key), privateKey: String(private_key) };
}
