import type { JiraStore } from '../jira-store.ts';
import type { JsonContext } from '../json.ts';
import type { Viewer } from '../levels.ts';

/** What the representation of issues needs besides the issue. */
export interface IssueJsonContext extends JsonContext {
  readonly store: JiraStore;
  /** Whose eyes the comments and worklogs are read with. */
  readonly viewer: Viewer;
  /** Of whom it is said whether they watch and have voted. */
  readonly accountId: string | null;
}
