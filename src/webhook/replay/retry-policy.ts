import { findEventName } from '../event-name.ts';
import type { SendResult } from './sender.ts';

/**
 * Jira tries again up to five times, each time 5 to 15 minutes later, after timeouts, failed connections and these
 * statuses. Confluence and the lifecycle send once.
 * @see https://community.developer.atlassian.com/t/new-jira-cloud-webhook-retry-policy/30554
 */
const MAX_RETRIES = 5;
const RETRIED: readonly number[] = [408, 409, 425, 429];
const MIN_WAIT = 5 * 60_000;
const MAX_WAIT = 15 * 60_000;

export interface RetryPolicy {
  /** Milliseconds in place of the product's own waits. */
  readonly waitMs: number | undefined;
  readonly random: () => number;
}

/**
 * How long to wait until the next try; undefined when there is none.
 * @param retries how many there have been
 */
export function nextWait(
  result: SendResult,
  body: Uint8Array,
  retries: number,
  { waitMs, random }: RetryPolicy,
): number | undefined {
  if (retries >= MAX_RETRIES) return undefined;
  const { status } = result;
  if (status !== undefined && status < 500 && !RETRIED.includes(status)) return undefined;
  if (!isFromJira(body)) return undefined;
  return waitMs ?? MIN_WAIT + random() * (MAX_WAIT - MIN_WAIT);
}

/** Only Jira's bodies name their event, apart from those of the lifecycle, which have a tenant. */
function isFromJira(body: Uint8Array): boolean {
  return findEventName(body) !== undefined && !Buffer.from(body).includes('"clientKey"');
}
