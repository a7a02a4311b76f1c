import { UsageError } from '../../core/errors.ts';
import { formatReset } from './product-answers.ts';

/** So many requests of one add-on to one product, in a window of time. */
export interface RateLimit {
  readonly limit: number;
  readonly windowMs: number;
}

/** How an add-on stands after a request. */
export interface Quota {
  readonly isExceeded: boolean;
  readonly limit: number;
  readonly remaining: number;
  /** Milliseconds since the epoch. */
  readonly resetsAt: number;
}

const UNITS = { s: 1000, sec: 1000, m: 60_000, min: 60_000, h: 3_600_000 } as const;

/** @throws {UsageError} unless it is `<number>/<s, min or h>` */
export function parseRateLimit(text: string): RateLimit {
  const [, amount = '', unit] = /^(\d{1,7})\/(s|sec|m|min|h)$/.exec(text) ?? [];
  const windowMs = Object.entries(UNITS).find(([name]) => name === unit)?.[1];
  if (windowMs === undefined || Number(amount) === 0) {
    throw new UsageError('rate-limit-invalid', `${JSON.stringify(text)} is no rate limit.`, {
      nextSteps: ['Write a number and s, min or h: --rate-limit 100/min'],
    });
  }
  return { limit: Number(amount), windowMs };
}

/** Counts the requests of each add-on to each product in windows of a fixed length, as quotas of the cloud are. */
export class RateLimiter {
  readonly #limit: RateLimit;
  readonly #windows = new Map<string, { readonly start: number; used: number }>();

  constructor(limit: RateLimit) {
    this.#limit = limit;
  }

  take(product: string, addonKey: string, now: number): Quota {
    const { limit, windowMs } = this.#limit;
    const name = `${product}/${addonKey}`;
    const start = Math.floor(now / windowMs) * windowMs;
    const known = this.#windows.get(name);
    const window = known?.start === start ? known : { start, used: 0 };
    this.#windows.set(name, window);
    const isExceeded = window.used >= limit;
    if (!isExceeded) window.used += 1;
    return { isExceeded, limit, remaining: limit - window.used, resetsAt: start + windowMs };
  }
}

/** What stands on every answer while there is a limit. `NearLimit` is there below a fifth. */
export function quotaHeaders({ limit, remaining, resetsAt }: Quota): Readonly<Record<string, string>> {
  return {
    'X-RateLimit-Limit': String(limit),
    'X-RateLimit-Remaining': String(remaining),
    'X-RateLimit-Reset': formatReset(resetsAt),
    ...(remaining < limit / 5 ? { 'X-RateLimit-NearLimit': 'true' } : {}),
  };
}
