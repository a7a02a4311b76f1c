import type { Product } from '../../catalog/products.ts';
import type { DeliveryResult } from '../addons/deliver.ts';

/** How often Jira tries again after the first time. */
export const MAX_RETRIES = 5;

/** An add-on that has failed for so long gets one try of whatever comes, until one of them succeeds. */
export const GIVEN_UP_AFTER_MS = 30 * 60_000;

const RETRIED_STATUSES: ReadonlySet<number> = new Set([408, 409, 425, 429]);

/** Milliseconds to wait before the next try. */
export type RetryWait = () => number;

/**
 * Jira's wait: 5 to 15 minutes, by chance.
 * @param random as `Math.random`
 */
export function productWait(random: () => number): RetryWait {
  return () => Math.round((5 + 10 * random()) * 60_000);
}

/**
 * - `delivered`: any 2xx
 * - `failed`: Jira tries again after such an end, Confluence never does
 * - `refused`: nobody tries again
 */
export const VERDICTS = ['delivered', 'failed', 'refused'] as const;
export type Verdict = (typeof VERDICTS)[number];

export function judge(result: DeliveryResult): Verdict {
  if (!result.answered) return 'failed';
  const { status } = result;
  if (status >= 200 && status < 300) return 'delivered';
  return status >= 500 || RETRIED_STATUSES.has(status) ? 'failed' : 'refused';
}

/**
 * When to try again; undefined for never.
 * @param tries how often it has been tried
 * @param failingSince since when nothing has got through to the add-on
 */
export function nextTryAt(
  product: Product,
  { tries, now, failingSince }: { tries: number; now: number; failingSince: number | undefined },
  wait: RetryWait,
): number | undefined {
  if (product !== 'jira' || tries > MAX_RETRIES) return undefined;
  const isGivenUp = failingSince !== undefined && now - failingSince >= GIVEN_UP_AFTER_MS;
  return tries === 1 && isGivenUp ? undefined : now + wait();
}
