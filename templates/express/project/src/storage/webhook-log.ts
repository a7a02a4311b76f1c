import { listAt, textAt } from '../json.ts';
import { JsonFile } from './json-file.ts';

/** The last deliveries that are kept for each tenant. */
const MAX_PER_TENANT = 100;

/** A verified webhook. Holds no personal data, so there is none to erase later. */
export interface Delivery {
  /** The same for each attempt to deliver one event. */
  readonly id: string;
  readonly clientKey: string;
  /** For instance `jira:issue_updated`. */
  readonly event: string;
  readonly issueId: string;
  readonly issueKey: string;
  /** The names of the fields that changed. */
  readonly changedFields: readonly string[];
  /** ISO 8601. */
  readonly receivedAt: string;
}

export interface WebhookLog {
  /** Ignores a delivery whose id the tenant sent before: Jira repeats what it got no answer to. */
  record(delivery: Delivery): Promise<void>;
  /** The deliveries of a tenant, newest first; those about one issue when `issueId` is given. */
  list(clientKey: string, issueId?: string): Promise<readonly Delivery[]>;
  removeAll(clientKey: string): Promise<void>;
}

export class FileWebhookLog implements WebhookLog {
  readonly #file: JsonFile<Delivery>;

  constructor(file: string) {
    this.#file = new JsonFile(file, readDelivery);
  }

  record(delivery: Delivery): Promise<void> {
    return this.#file.update((deliveries) => {
      const own = deliveries.filter(({ clientKey }) => clientKey === delivery.clientKey);
      if (own.some(({ id }) => id === delivery.id)) return deliveries;
      const others = deliveries.filter(({ clientKey }) => clientKey !== delivery.clientKey);
      return [...others, ...[delivery, ...own].slice(0, MAX_PER_TENANT)];
    });
  }

  async list(clientKey: string, issueId?: string): Promise<readonly Delivery[]> {
    return (await this.#file.read()).filter(
      (delivery) =>
        delivery.clientKey === clientKey && (issueId === undefined || delivery.issueId === issueId),
    );
  }

  removeAll(clientKey: string): Promise<void> {
    return this.#file.update((deliveries) =>
      deliveries.filter((delivery) => delivery.clientKey !== clientKey),
    );
  }
}

function readDelivery(value: unknown): Delivery | undefined {
  const id = textAt(value, 'id');
  const clientKey = textAt(value, 'clientKey');
  const event = textAt(value, 'event');
  const issueId = textAt(value, 'issueId');
  const issueKey = textAt(value, 'issueKey');
  const receivedAt = textAt(value, 'receivedAt');
  const changedFields = listAt(value, 'changedFields').filter((field) => typeof field === 'string');
  if (!id || !clientKey || !event || !issueId || !issueKey || !receivedAt) return undefined;
  return { id, clientKey, event, issueId, issueKey, changedFields, receivedAt };
}
