import type { Issue, Status } from '../types.ts';

/** A query that has been understood. */
export interface JqlQuery {
  matches(issue: Issue): boolean;
  compare(a: Issue, b: Issue): number;
}

/** What names in a query stand for. */
export interface JqlNames {
  readonly issueTypeName: (id: string) => string;
  readonly status: (id: string) => Status | undefined;
  readonly priorityName: (id: string) => string;
  readonly projectName: (key: string) => string;
  readonly displayName: (accountId: string) => string;
  /** The account behind `currentUser()`. */
  readonly currentUser: string | null;
  /** Milliseconds since the epoch, for `now()` and relative dates. */
  readonly now: number;
}
