import type { ErrorDetails } from '../core/errors.ts';

/** A value with where a person set it, so that an error can point there. */
export interface Setting<Value> {
  readonly value: Value;
  /** How to name the setting: `--format`, or `/validate/formats/0`. */
  readonly name: string;
  /** `connect-kit.config.json:4:12`; nothing for flags. */
  readonly where?: string;
}

/** The details of an error about a setting: where it is, and what to do. */
export function detailsOf({ where }: Setting<unknown>, nextSteps: readonly string[]): ErrorDetails {
  return { nextSteps, ...(where === undefined ? {} : { where }) };
}
