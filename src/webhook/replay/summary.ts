import { Histogram } from './histogram.ts';
import type { DeliveryResult } from './replay.ts';

/** What is remembered of failures; there may be any number of them. */
const MAX_FAILURES = 100;

export interface ReplaySummary {
  readonly deliveries: number;
  /** With the tries after the first. */
  readonly requests: number;
  readonly passed: number;
  readonly failed: number;
  /** Broken off when it was stopped. */
  readonly interrupted: number;
  readonly elapsedMs: number;
  readonly perSecond: number;
  /** Milliseconds. */
  readonly latency: Readonly<Record<'min' | 'mean' | 'p50' | 'p90' | 'p99' | 'p999' | 'max', number>>;
  /** Counts by status, or by why there was none. */
  readonly outcomes: Readonly<Record<string, number>>;
  readonly events: Readonly<Record<string, number>>;
  /** The first of them. */
  readonly failures: readonly DeliveryResult[];
}

/** Adds results up, in memory that does not grow with their number. */
export class SummaryBuilder {
  readonly #latency = new Histogram();
  readonly #outcomes = new Map<string, number>();
  readonly #events = new Map<string, number>();
  readonly #failures: DeliveryResult[] = [];
  #deliveries = 0;
  #requests = 0;
  #failed = 0;
  #interrupted = 0;

  add(result: DeliveryResult): void {
    this.#deliveries += 1;
    this.#requests += result.attempts;
    const { status, error, event, problems, latencyMs } = result;
    if (status !== undefined) this.#latency.add(latencyMs);
    count(this.#outcomes, status === undefined ? (error ?? 'no answer') : String(status));
    count(this.#events, event ?? 'unknown');
    if (problems.length === 0) return;
    this.#failed += 1;
    if (this.#failures.length < MAX_FAILURES) this.#failures.push(result);
  }

  addInterrupted(): void {
    this.#interrupted += 1;
  }

  get deliveries(): number {
    return this.#deliveries;
  }

  get failed(): number {
    return this.#failed;
  }

  build(elapsedMs: number): ReplaySummary {
    const latency = this.#latency;
    const round = (ms: number) => Math.round(ms * 100) / 100;
    return {
      deliveries: this.#deliveries,
      requests: this.#requests,
      passed: this.#deliveries - this.#failed,
      failed: this.#failed,
      interrupted: this.#interrupted,
      elapsedMs: Math.round(elapsedMs),
      perSecond: elapsedMs <= 0 ? 0 : Math.round((this.#requests / elapsedMs) * 1_000_00) / 100,
      latency: {
        min: round(latency.min),
        mean: round(latency.mean),
        p50: round(latency.percentile(50)),
        p90: round(latency.percentile(90)),
        p99: round(latency.percentile(99)),
        p999: round(latency.percentile(99.9)),
        max: round(latency.max),
      },
      outcomes: sorted(this.#outcomes),
      events: sorted(this.#events),
      failures: this.#failures,
    };
  }
}

/** Kinds beyond these are counted together: texts of errors could be all different. */
const MAX_KINDS = 200;

function count(counts: Map<string, number>, key: string): void {
  const known = counts.has(key) || counts.size < MAX_KINDS ? key : 'other';
  counts.set(known, (counts.get(known) ?? 0) + 1);
}

function sorted(counts: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries([...counts].toSorted(([a, one], [b, other]) => other - one || (a < b ? -1 : 1)));
}
