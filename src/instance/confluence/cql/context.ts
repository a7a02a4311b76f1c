import type { PropertyIndex } from '../property-indexes.ts';
import type { LookUps } from './look-ups.ts';

/** What the meaning of a query depends on beside its text. */
export interface CqlContext {
  /** The account behind `currentUser()`. */
  readonly accountId: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly timeZone: string;
  /** `en_US`; weeks begin on the day of its country. */
  readonly locale: string;
  readonly indexes: readonly PropertyIndex[];
  /** Behind `currentSpace()`, where the search is made in one. */
  readonly spaceKey: string | undefined;
  /** Behind `currentContent()`. */
  readonly contentId: string | undefined;
}

/** The same, with the site that is searched. */
export interface CqlScope extends CqlContext {
  readonly lookUps: LookUps;
}
