import { knownWord } from '../../catalog/known-word.ts';
import { PRODUCTS } from '../../catalog/products.ts';
import type { Database, SqlValue } from '../store/database.ts';
import {
  type Addressee,
  DELIVERY_STATES,
  type Delivery,
  type DeliveryFilter,
  type Flow,
  type NewDelivery,
  type Outcome,
  type Try,
  toDelivery,
  toTry,
} from './delivery.ts';

/** So many that are over are kept. */
export const KEPT = 1_000;
/** Bodies longer than this are forgotten when the delivery is over. */
export const KEPT_BODY_BYTES = 32 * 1024;
/** Looking for what to forget is work: it is done now and then. */
const TRIM_EVERY = 50;

const OVER = "state IN ('delivered', 'failed')";

/** What has been, is being and will be sent to add-ons, oldest first by id. */
export class Deliveries {
  readonly #database: Database;
  readonly #now: () => number;
  #untrimmed = 0;

  constructor(database: Database, now: () => number) {
    this.#database = database;
    this.#now = now;
  }

  /** @returns their numbers */
  add(deliveries: readonly NewDelivery[]): readonly number[] {
    const created = this.#now();
    const ids: number[] = [];
    this.#database.transaction(() => {
      for (const one of deliveries) {
        this.#database.run(
          `INSERT INTO webhook_delivery (identifier, product, addon_key, event, flow, url, actor, trace, body,
             body_bytes, webhook_ids, state, created) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'queued', ?)`,
          [
            ...[one.identifier, one.product, one.addonKey, one.event, one.flow, one.url, one.actor],
            ...[one.trace, one.body, Buffer.byteLength(one.body ?? ''), JSON.stringify(one.webhookIds)],
            created,
          ],
        );
        ids.push(Number(this.#database.get('SELECT last_insert_rowid() AS id')?.['id']));
        if (one.problem !== undefined) {
          this.#giveUp('id = last_insert_rowid()', [], one.problem);
          this.#trim();
        }
      }
    });
    return ids;
  }

  /** Takes the next one to be sent. */
  takeNext({ product, addonKey }: Addressee, flow: Flow): Delivery | undefined {
    const row = this.#database.get(
      `SELECT * FROM webhook_delivery WHERE state = 'queued' AND product = ? AND addon_key = ? AND flow = ?
       ORDER BY id LIMIT 1`,
      [product, addonKey, flow],
    );
    return row === undefined ? undefined : this.#take(toDelivery(row));
  }

  /** Takes this one to be sent, whatever has become of it; undefined while it is on its way. */
  take(id: number): Delivery | undefined {
    const delivery = this.find(id);
    return delivery === undefined || delivery.state === 'sending' ? undefined : this.#take(delivery);
  }

  #take(delivery: Delivery): Delivery {
    this.#database.run("UPDATE webhook_delivery SET state = 'sending', next_try = NULL WHERE id = ?", [
      delivery.id,
    ]);
    return { ...delivery, state: 'sending', nextTry: null };
  }

  record(delivery: Delivery, made: Try, outcome: Outcome): void {
    const isOver = outcome.state !== 'waiting';
    this.#database.transaction(() => {
      this.#database.run(
        'INSERT INTO webhook_try (delivery, number, at, duration, status, verdict, message) VALUES (?, ?, ?, ?, ?, ?, ?)',
        [delivery.id, made.number, made.at, made.durationMs, made.status, made.verdict, made.message],
      );
      this.#database.run(
        `UPDATE webhook_delivery SET state = ?, next_try = ?, finished = ?, is_exhausted = ?,
           body = CASE WHEN ? AND body_bytes > ? THEN NULL ELSE body END WHERE id = ?`,
        [
          ...[outcome.state, outcome.state === 'waiting' ? outcome.nextTry : null],
          ...[isOver ? this.#now() : null, Number(outcome.state === 'failed' && outcome.isExhausted)],
          ...[Number(isOver), KEPT_BODY_BYTES, delivery.id],
        ],
      );
    });
    if (isOver) this.#trim();
  }

  /** Ends it without a try. */
  giveUp({ id }: Delivery, message: string): void {
    this.#giveUp('id = ?', [id], message);
  }

  /** Ends whatever is still to be sent to an add-on that is gone. */
  giveUpAll({ product, addonKey }: Addressee, message: string): void {
    this.#giveUp(
      "product = ? AND addon_key = ? AND state IN ('queued', 'waiting')",
      [product, addonKey],
      message,
    );
  }

  #giveUp(condition: string, values: readonly SqlValue[], message: string): void {
    const now = this.#now();
    this.#database.transaction(() => {
      const ids = this.#database.all(`SELECT id FROM webhook_delivery WHERE ${condition}`, values);
      for (const { id } of ids) {
        this.#database.run(
          `INSERT INTO webhook_try (delivery, number, at, duration, status, verdict, message)
           SELECT ?, count(*) + 1, ?, 0, NULL, 'refused', ? FROM webhook_try WHERE delivery = ?`,
          [id ?? null, now, message, id ?? null],
        );
        this.#database.run(
          "UPDATE webhook_delivery SET state = 'failed', next_try = NULL, finished = ? WHERE id = ?",
          [now, id ?? null],
        );
      }
    });
  }

  /** Lets those wait no longer whose time has come. @returns for whom there are some */
  releaseDue(): readonly Addressee[] {
    const now = this.#now();
    const due = this.#addressees('next_try <= ?', [now]);
    this.#database.run("UPDATE webhook_delivery SET state = 'queued', next_try = NULL WHERE next_try <= ?", [
      now,
    ]);
    return due;
  }

  /** Takes up what an earlier process has left. @returns for whom there is something to be sent */
  resume(): readonly Addressee[] {
    this.#database.run("UPDATE webhook_delivery SET state = 'queued' WHERE state = 'sending'");
    return this.#addressees("state = 'queued'");
  }

  /** When the next one has waited long enough. */
  nextDue(): number | undefined {
    const row = this.#database.get(
      'SELECT min(next_try) AS due FROM webhook_delivery WHERE next_try IS NOT NULL',
    );
    const due = row?.['due'];
    return typeof due === 'number' ? due : undefined;
  }

  /** Since when every try has failed that was made for an add-on; undefined where the last one has not. */
  failingSince({ product, addonKey }: Addressee): number | undefined {
    const row = this.#database.get(
      `WITH made AS (
         SELECT t.at, t.verdict FROM webhook_try t JOIN webhook_delivery d ON d.id = t.delivery
         WHERE d.product = ? AND d.addon_key = ? AND (t.status IS NOT NULL OR t.verdict = 'failed'))
       SELECT min(at) AS since FROM made WHERE verdict = 'failed'
         AND at > ifnull((SELECT max(at) FROM made WHERE verdict != 'failed'), -1)`,
      [product, addonKey],
    );
    const since = row?.['since'];
    return typeof since === 'number' ? since : undefined;
  }

  find(id: number): Delivery | undefined {
    const row = this.#database.get('SELECT * FROM webhook_delivery WHERE id = ?', [id]);
    return row === undefined ? undefined : toDelivery(row);
  }

  tries(id: number): readonly Try[] {
    return this.#database
      .all('SELECT * FROM webhook_try WHERE delivery = ? ORDER BY number', [id])
      .map(toTry);
  }

  /** Newest first. */
  list({ addonKey, event, states = DELIVERY_STATES, limit }: DeliveryFilter): readonly Delivery[] {
    return this.#database
      .all(
        `SELECT * FROM webhook_delivery WHERE addon_key = ifnull(?, addon_key) AND event = ifnull(?, event)
           AND state IN (SELECT value FROM json_each(?)) ORDER BY id DESC LIMIT ?`,
        [addonKey ?? null, event ?? null, JSON.stringify(states), limit],
      )
      .map(toDelivery);
  }

  /** What Jira has given up after every retry, since a moment, for webhooks that were registered at run time or not. */
  exhausted(addonKey: string, after: number): readonly Delivery[] {
    return this.#database
      .all(
        `SELECT * FROM webhook_delivery WHERE product = 'jira' AND addon_key = ? AND is_exhausted = 1
           AND finished > ? ORDER BY finished, id`,
        [addonKey, after],
      )
      .map(toDelivery);
  }

  clear(): void {
    this.#database.run('DELETE FROM webhook_delivery');
  }

  #addressees(condition: string, values: readonly SqlValue[] = []): readonly Addressee[] {
    return this.#database
      .all(`SELECT DISTINCT product, addon_key FROM webhook_delivery WHERE ${condition}`, values)
      .map(({ product, addon_key }) => ({
        product: knownWord(PRODUCTS, String(product)),
        addonKey: String(addon_key),
      }));
  }

  #trim(): void {
    this.#untrimmed += 1;
    if (this.#untrimmed < TRIM_EVERY) return;
    this.#untrimmed = 0;
    this.#database.run(
      `DELETE FROM webhook_delivery WHERE ${OVER} AND id <= (
         SELECT id FROM webhook_delivery WHERE ${OVER} ORDER BY id DESC LIMIT 1 OFFSET ?)`,
      [KEPT],
    );
  }
}
