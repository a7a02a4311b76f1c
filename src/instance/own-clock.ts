import { createAdvanceableClock } from '../core/advanceable-clock.ts';
import type { Clock } from '../core/context.ts';
import type { RunningSite } from './running-site.ts';

/** A clock for an instance, which goes with that of the machine until somebody puts it forward. */
export interface OwnClock {
  readonly clock: Clock;
  /** Resolves when everything has happened that falls due on the way: retries of webhooks, for one. */
  advanceClock(ms: number): Promise<void>;
}

/** @param sites of the instance, once there are some */
export function createOwnClock(
  machine: Clock,
  sites: () => readonly Pick<RunningSite, 'services'>[],
): OwnClock {
  const clock = createAdvanceableClock(machine);
  const settled = async () => {
    await Promise.all(sites().map(({ services }) => services.settled()));
  };
  return { clock, advanceClock: (ms) => clock.advance(ms, settled) };
}
