import type { Clock, Environment, Fetch, System } from '../core/context.ts';

/** What the harness has of the machine that it runs on. */
export interface Machine {
  readonly clock: Clock;
  readonly fetch: Fetch;
  readonly system: System;
  readonly env: Environment;
}
