import type { Clock } from '../../core/context.ts';

export interface SendAllOptions {
  readonly count: number;
  /** A second; undefined for one after the other. */
  readonly rate: number | undefined;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /**
   * @param serial counted from 0
   * @param place which of those that are under way at a time it is, from 0
   */
  readonly send: (serial: number, place: number) => Promise<void>;
}

/** So many are under way at a time where they come at a rate, whatever their answers take. */
export const MAX_PLACES = 10;

/** Sends so many, each when its time has come; none any more when the signal aborts. */
export async function sendAll({ count, rate, clock, signal, send }: SendAllOptions): Promise<void> {
  const startedAt = clock.now();
  let next = 0;
  const work = async (place: number) => {
    while (next < count && !signal.aborted) {
      const serial = next;
      next += 1;
      if (rate !== undefined) {
        const wait = startedAt + (serial * 1000) / rate - clock.now();
        if (wait >= 1) await clock.sleep(wait, signal).catch(() => {});
        if (signal.aborted) return;
      }
      await send(serial, place);
    }
  };
  const places = rate === undefined ? 1 : Math.min(count, MAX_PLACES);
  await Promise.all(Array.from({ length: places }, (_, place) => work(place)));
}
