// @ts-check

/**
 * What atlassian-connect-express asks of a store, on SQL: values by the client key of a site and a name. They are
 * secrets of the sites, and tokens with which the add-on acts as people, so they are encrypted.
 * https://bitbucket.org/atlassian/atlassian-connect-express#markdown-header-implementing-a-custom-storage-adapter
 */
export class SettingsStore {
  #database;
  #secrets;

  /**
   * @param {import('./database.js').Database} database
   * @param {import('./secrets.js').Secrets} secrets
   */
  constructor(database, secrets) {
    this.#database = database;
    this.#secrets = secrets;
  }

  /**
   * @param {string} name
   * @param {string} clientKey
   * @returns {Promise<any>} null when there is none
   */
  async get(name, clientKey) {
    const [row] = await this.#database.query(
      'SELECT value FROM settings WHERE client_key = $1 AND name = $2',
      [clientKey, name],
    );
    if (row === undefined) return null;
    return JSON.parse(this.#secrets.decrypt(String(row.value), placeOf(name, clientKey)));
  }

  /**
   * @template T
   * @param {string} name
   * @param {T} value
   * @param {string} clientKey
   */
  async set(name, value, clientKey) {
    await this.#database.query(
      `INSERT INTO settings (client_key, name, value) VALUES ($1, $2, $3)
       ON CONFLICT (client_key, name) DO UPDATE SET value = excluded.value`,
      [clientKey, name, this.#secrets.encrypt(JSON.stringify(value), placeOf(name, clientKey))],
    );
    return value;
  }

  /**
   * The framework prints what it gets back, so the secret is not among it.
   * @param {import('atlassian-connect-express').ClientInfo} info what `installed` has told
   * @param {string} clientKey
   */
  async saveInstallation(info, clientKey) {
    await this.set('clientInfo', info, clientKey);
    const { sharedSecret, ...rest } = info;
    return rest;
  }

  /**
   * @param {string} name
   * @param {string} clientKey
   */
  async del(name, clientKey) {
    await this.#database.query('DELETE FROM settings WHERE client_key = $1 AND name = $2', [clientKey, name]);
  }

  /** Encrypts with the current key what was encrypted with an older one, which is of no use any more afterwards. */
  async renewEncryption() {
    for (const row of await this.#database.query('SELECT client_key, name, value FROM settings')) {
      const [clientKey, name, value] = [String(row.client_key), String(row.name), String(row.value)];
      if (!this.#secrets.isOfOldKey(value)) continue;
      const place = placeOf(name, clientKey);
      const renewed = this.#secrets.encrypt(this.#secrets.decrypt(value, place), place);
      // A site may have been installed again meanwhile: what that has written stays.
      await this.#database.query(
        'UPDATE settings SET value = $1 WHERE client_key = $2 AND name = $3 AND value = $4',
        [renewed, clientKey, name, value],
      );
    }
  }

  /** @param {string} clientKey everything of that site is forgotten */
  async forget(clientKey) {
    await this.#database.query('DELETE FROM settings WHERE client_key = $1', [clientKey]);
  }
}

/**
 * @param {string} name
 * @param {string} clientKey
 */
function placeOf(name, clientKey) {
  return JSON.stringify([clientKey, name]);
}
