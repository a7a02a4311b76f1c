import type { Database, Row } from '../store/database.ts';
import { nextId } from '../store/sequences.ts';

/** What an add-on has registered at run time, and wants to be told. */
export interface DynamicWebhook {
  readonly id: number;
  readonly url: string;
  readonly jqlFilter: string;
  readonly events: readonly string[];
  /** Only changes of these fields; of all when left out. */
  readonly fieldIdsFilter?: readonly string[];
  /** Only changes of these issue properties; of all when left out. */
  readonly issuePropertyKeysFilter?: readonly string[];
  /** Milliseconds since the epoch. */
  readonly expires: number;
}

export type NewDynamicWebhook = Omit<DynamicWebhook, 'id' | 'url' | 'expires'>;

/** Who has registered webhooks: an add-on, for itself or for a person that it acts as. */
export interface WebhookOwner {
  readonly addonKey: string;
  readonly account: string | null;
}

/** So long they live, from when they were registered or refreshed. */
const LIFE_MS = 30 * 24 * 60 * 60_000;

/** Webhooks that add-ons have registered at run time, in Jira. They end by themselves, and with the add-on. */
export class DynamicWebhooks {
  readonly #database: Database;
  readonly #now: () => number;

  constructor(database: Database, now: () => number) {
    this.#database = database;
    this.#now = now;
  }

  /** @returns the id that it got */
  add({ addonKey, account }: WebhookOwner, url: string, webhook: NewDynamicWebhook): number {
    const id = nextId(this.#database, 'webhook', 1);
    this.#database.run(
      'INSERT INTO dynamic_webhook (id, addon_key, account, url, expires, body) VALUES (?, ?, ?, ?, ?, ?)',
      [id, addonKey, account, url, this.#now() + LIFE_MS, JSON.stringify(webhook)],
    );
    return id;
  }

  /** By id. */
  list({ addonKey, account }: WebhookOwner): readonly DynamicWebhook[] {
    return this.#database
      .all('SELECT * FROM dynamic_webhook WHERE addon_key = ? AND account IS ? AND expires > ? ORDER BY id', [
        addonKey,
        account,
        this.#now(),
      ])
      .map(toWebhook);
  }

  /** Whoever they were registered for. */
  allOf(addonKey: string): readonly DynamicWebhook[] {
    return this.#database
      .all('SELECT * FROM dynamic_webhook WHERE addon_key = ? AND expires > ? ORDER BY id', [
        addonKey,
        this.#now(),
      ])
      .map(toWebhook);
  }

  /** Those of others are left alone. */
  remove({ addonKey, account }: WebhookOwner, ids: readonly number[]): void {
    this.#database.run(
      `DELETE FROM dynamic_webhook WHERE addon_key = ? AND account IS ?
         AND id IN (SELECT value FROM json_each(?))`,
      [addonKey, account, JSON.stringify(ids)],
    );
  }

  /** Those of others, and those that have ended, are left alone. @returns when the refreshed ones end */
  refresh({ addonKey, account }: WebhookOwner, ids: readonly number[]): number {
    const expires = this.#now() + LIFE_MS;
    this.#database.run(
      `UPDATE dynamic_webhook SET expires = ? WHERE addon_key = ? AND account IS ? AND expires > ?
         AND id IN (SELECT value FROM json_each(?))`,
      [expires, addonKey, account, this.#now(), JSON.stringify(ids)],
    );
    return expires;
  }

  /** What goes with the add-on, and what has ended besides. */
  removeAll(addonKey: string): void {
    this.#database.run('DELETE FROM dynamic_webhook WHERE addon_key = ? OR expires <= ?', [
      addonKey,
      this.#now(),
    ]);
  }
}

/** The table is ours: what is in it was a webhook when it was written. */
function toWebhook({ id, url, expires, body }: Row): DynamicWebhook {
  return { ...JSON.parse(String(body)), id: Number(id), url: String(url), expires: Number(expires) };
}
