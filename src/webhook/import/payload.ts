import { isRecord } from '../../core/json.ts';
import type { Delivery } from '../delivery.ts';
import { parseJsonDocument } from '../json-text.ts';

/** True for what the products post: Jira names the event, Confluence who did it, the lifecycle the tenant. */
export function isPayload(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const has = (name: string, type: string) => typeof value[name] === type;
  return (
    has('webhookEvent', 'string') ||
    (has('timestamp', 'number') &&
      (has('userAccountId', 'string') || has('issue_event_type_name', 'string'))) ||
    (has('userAccountId', 'string') && has('accountType', 'string')) ||
    (has('clientKey', 'string') && has('eventType', 'string'))
  );
}

/** A payload alone as a delivery. Where it went is not known, so its target is empty. */
export function payloadDelivery(text: string): Delivery {
  const json = text.replace(/^\ufeff/, '');
  const value = parseJsonDocument(json);
  const timestamp =
    isRecord(value) && typeof value['timestamp'] === 'number' ? value['timestamp'] : Number.NaN;
  return {
    startedAt: timestamp > 0 && timestamp < 8.64e15 ? timestamp : 0,
    request: {
      method: 'POST',
      target: '',
      headers: ['Content-Type', 'application/json'],
      body: Buffer.from(json),
    },
    answer: null,
    note: 'made from a payload alone',
    verdict: null,
  };
}
