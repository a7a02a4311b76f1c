// @ts-check

/** How long a delivery is kept. */
const KEPT = '30 days';

/**
 * @typedef {object} Delivery
 * @property {string} id
 * @property {string} event
 * @property {string} about the key of an issue or the id of a page; empty when it is about something else
 * @property {Date} receivedAt
 */

/** The webhooks that have arrived, by site. */
export class DeliveryLog {
  #database;

  /** @param {import('./database.js').Database} database */
  constructor(database) {
    this.#database = database;
  }

  /**
   * Keeps a delivery, once.
   * @param {string} clientKey
   * @param {Delivery} delivery
   */
  async record(clientKey, { id, event, about, receivedAt }) {
    await this.#database.query(
      `INSERT INTO deliveries (client_key, id, event, about, received_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT DO NOTHING`,
      [clientKey, id, event, about, receivedAt],
    );
    await this.#database.query(
      'DELETE FROM deliveries WHERE client_key = $1 AND received_at < $2::timestamptz - $3::interval',
      [clientKey, receivedAt, KEPT],
    );
  }

  /**
   * @param {string} clientKey
   * @param {string} about
   * @returns {Promise<readonly Delivery[]>} the last ones, the newest first
   */
  async list(clientKey, about) {
    const rows = await this.#database.query(
      `SELECT id, event, about, received_at FROM deliveries WHERE client_key = $1 AND about = $2
       ORDER BY received_at DESC, id LIMIT 10`,
      [clientKey, about],
    );
    return rows.map((row) => ({
      id: String(row.id),
      event: String(row.event),
      about: String(row.about),
      receivedAt: /** @type {Date} */ (row.received_at),
    }));
  }

  /** @param {string} clientKey */
  async forget(clientKey) {
    await this.#database.query('DELETE FROM deliveries WHERE client_key = $1', [clientKey]);
  }
}
