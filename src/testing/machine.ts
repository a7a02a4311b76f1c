import type { Clock, Environment, Fetch, System } from '../core/context.ts';
import type { MachineTime } from './test-clock.ts';

/** What the harness has of the machine that it runs on. */
export interface Machine {
  readonly time: MachineTime;
  /** The same as a clock. */
  readonly clock: Clock;
  readonly fetch: Fetch;
  readonly system: System;
  readonly env: Environment;
}
