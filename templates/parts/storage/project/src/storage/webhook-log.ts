import { listAt, textAt } from '../json.ts';
import type { Database, Row } from './database.ts';

/** The last deliveries that are kept for each tenant. */
const MAX_PER_TENANT = 100;

/** A verified webhook. Holds no personal data, so there is none to erase later. */
export interface Delivery {
  /** The same for each attempt to deliver one event. */
  readonly id: string;
  /** For instance `jira:issue_updated`. */
  readonly event: string;
  /** What the event is about, for instance an issue. */
  readonly subjectId: string;
  /** As people know it, for instance `DEMO-1`. */
  readonly subjectName: string;
  /** The names of the fields that changed. */
  readonly changedFields: readonly string[];
  readonly receivedAt: Date;
}

/** The webhooks that one tenant sent. */
export class WebhookLog {
  readonly #database: Database;
  readonly #clientKey: string;

  constructor(database: Database, clientKey: string) {
    this.#database = database;
    this.#clientKey = clientKey;
  }

  /** Ignores a delivery whose id came before: products repeat what they got no answer to. */
  async record(delivery: Delivery): Promise<void> {
    const { id, event, subjectId, subjectName, changedFields, receivedAt } = delivery;
    await this.#database.query(
      `insert into webhook_deliveries
         (client_key, id, event, subject_id, subject_name, changed_fields, received_at)
       values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
      [this.#clientKey, id, event, subjectId, subjectName, changedFields, receivedAt],
    );
    await this.#database.query(
      `delete from webhook_deliveries where client_key = $1 and id in (
         select id from webhook_deliveries where client_key = $1
         order by received_at desc, id offset ${MAX_PER_TENANT} for update skip locked)`,
      [this.#clientKey],
    );
  }

  /** Newest first; those about one subject when it is given. */
  async list(subjectId?: string): Promise<readonly Delivery[]> {
    const rows = await this.#database.query(
      `select * from webhook_deliveries
       where client_key = $1 and ($2::text is null or subject_id = $2)
       order by received_at desc, id limit ${MAX_PER_TENANT}`,
      [this.#clientKey, subjectId ?? null],
    );
    return rows.map(readDelivery);
  }
}

function readDelivery(row: Row): Delivery {
  const id = textAt(row, 'id');
  const event = textAt(row, 'event');
  const receivedAt = row['received_at'];
  if (!id || !event || !(receivedAt instanceof Date)) throw new Error('A webhook delivery is damaged.');
  return {
    id,
    event,
    receivedAt,
    subjectId: textAt(row, 'subject_id') ?? '',
    subjectName: textAt(row, 'subject_name') ?? '',
    changedFields: listAt(row, 'changed_fields').filter((field) => typeof field === 'string'),
  };
}
