import { isRecord, stringAt } from '../core/json.ts';
import { parseJsonDocument } from './json-text.ts';

/**
 * The name of the event that a body is about: Jira says it in `webhookEvent`, the lifecycle in `eventType`. Bodies of
 * Confluence do not say it.
 */
export function findEventName(body: Uint8Array): string | undefined {
  const value = parseJsonDocument(Buffer.from(body).toString('utf8'));
  if (!isRecord(value)) return undefined;
  const name = stringAt(value, 'webhookEvent') ?? lifecycleEvent(value);
  return name !== undefined && /^[\w:.-]{1,100}$/.test(name) ? name : undefined;
}

function lifecycleEvent(value: Record<string, unknown>): string | undefined {
  return stringAt(value, 'clientKey') === undefined ? undefined : stringAt(value, 'eventType');
}
