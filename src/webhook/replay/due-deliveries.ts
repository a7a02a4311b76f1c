import type { Clock } from '../../core/context.ts';
import { matchesEvent } from '../record/record-deliveries.ts';
import type { Recording } from '../recording/recording.ts';
import type { Entries } from './entries.ts';
import { type PreparedRequest, type PrepareOptions, prepareRequest } from './prepare.ts';
import { shuffledOrder } from './random.ts';

/** When deliveries go out. */
export type Pace =
  | { readonly kind: 'max' }
  /** With the gaps between them that were recorded, this many times as fast. */
  | { readonly kind: 'recorded'; readonly factor: number }
  | { readonly kind: 'rate'; readonly perSecond: number };

export interface DueOptions {
  readonly entries: Entries;
  readonly prepare: PrepareOptions;
  /** Names of events that are sent, with `*` for any part of one; empty sends all. */
  readonly only: readonly string[];
  readonly repeat: number;
  /** Gives an order to each round; without it, that of the entries. */
  readonly shuffle: (() => number) | undefined;
  readonly pace: Pace;
  readonly clock: Clock;
  /** Milliseconds, to a fraction of one; from any start. */
  readonly timer: () => number;
  readonly signal: AbortSignal;
}

/** A delivery whose time has come. */
export interface Due {
  /** Counted from 1 in the order in which they are sent. */
  readonly number: number;
  /** Index of its entry. */
  readonly entry: number;
  readonly recording: Recording;
  readonly prepared: PreparedRequest;
}

/** One after the other, each when it is due; none any more when the signal aborts. */
export async function* dueDeliveries(options: DueOptions): AsyncGenerator<Due, undefined> {
  const { entries, repeat, shuffle, signal, pace } = options;
  const prepareOnce = createPreparation(options.prepare);
  const schedule = new Schedule(pace);
  const startedAt = options.timer();
  let number = 0;
  for (let round = 0; round < repeat; round += 1) {
    const order = shuffle === undefined ? undefined : shuffledOrder(entries.count, shuffle);
    schedule.beginRound();
    for (let index = 0; index < entries.count; index += 1) {
      const entry = order?.[index] ?? index;
      const recording = await entries.load(entry);
      if (!isWanted(recording, options.only)) continue;
      const prepared = prepareOnce(recording);
      if (pace.kind !== 'max') await sleepUntil(startedAt + schedule.dueAt(recording, number), options);
      if (signal.aborted) return undefined;
      number += 1;
      yield { number, entry, recording, prepared };
    }
  }
  return undefined;
}

export function isWanted({ event }: Recording, only: readonly string[]): boolean {
  return only.length === 0 || only.some((pattern) => matchesEvent(event ?? '', pattern));
}

/** What is loaded once is prepared once; what is loaded again each time is forgotten each time. */
function createPreparation(options: PrepareOptions): (recording: Recording) => PreparedRequest {
  const known = new WeakMap<Recording, PreparedRequest>();
  return (recording) => {
    const found = known.get(recording) ?? prepareRequest(recording, options, []);
    known.set(recording, found);
    return found;
  };
}

/** Milliseconds from the start at which deliveries are due. */
class Schedule {
  readonly #pace: Pace;
  #roundStart = 0;
  #firstTime: number | undefined;
  #last = 0;

  constructor(pace: Pace) {
    this.#pace = pace;
  }

  beginRound(): void {
    this.#roundStart = this.#last;
    this.#firstTime = undefined;
  }

  /** @param number how many were due before, in all rounds */
  dueAt({ time }: Recording, number: number): number {
    if (this.#pace.kind === 'rate') return (number * 1000) / this.#pace.perSecond;
    if (this.#pace.kind === 'max') return 0;
    const recordedAt = Date.parse(time);
    this.#firstTime ??= recordedAt;
    // Clocks may have been set back in between.
    this.#last = Math.max(this.#last, this.#roundStart + (recordedAt - this.#firstTime) / this.#pace.factor);
    return this.#last;
  }
}

async function sleepUntil(dueAt: number, { clock, timer, signal }: DueOptions): Promise<void> {
  const wait = dueAt - timer();
  // Timers are no finer.
  if (wait >= 1) await clock.sleep(wait, signal).catch(() => {});
}
