import type { AdfDocument } from './adf.ts';

/** What the emulated Jira holds. Times are milliseconds since the epoch; people are account ids. */

export interface Project {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly leadAccountId: string;
  readonly description: string;
}

export interface IssueType {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly subtask: boolean;
  readonly icon: string;
}

export type StatusCategoryKey = 'new' | 'indeterminate' | 'done';

export interface Status {
  readonly id: string;
  readonly name: string;
  readonly categoryKey: StatusCategoryKey;
}

/** A transition to `to`; the seeded workflow allows each from everywhere. */
export interface Transition {
  readonly id: string;
  readonly name: string;
  readonly to: Status;
}

export interface Priority {
  readonly id: string;
  readonly name: string;
  readonly icon: string;
}

export interface Comment {
  readonly id: string;
  readonly authorAccountId: string;
  readonly body: AdfDocument;
  readonly created: number;
  readonly updated: number;
}

export interface Issue {
  readonly id: string;
  readonly key: string;
  readonly projectKey: string;
  readonly issueTypeId: string;
  readonly statusId: string;
  readonly priorityId: string;
  readonly summary: string;
  readonly description: AdfDocument | null;
  readonly assigneeAccountId: string | null;
  readonly reporterAccountId: string | null;
  readonly labels: readonly string[];
  readonly created: number;
  readonly updated: number;
  readonly comments: readonly Comment[];
}

/** The fields that people and add-ons may set. */
export type IssueFields = Pick<
  Issue,
  | 'summary'
  | 'description'
  | 'issueTypeId'
  | 'priorityId'
  | 'assigneeAccountId'
  | 'reporterAccountId'
  | 'labels'
>;

/** One changed field, as the changelog and webhooks show it. */
export interface ChangeItem {
  readonly field: string;
  readonly fieldId: string;
  readonly from: string | null;
  readonly fromText: string | null;
  readonly to: string | null;
  readonly toText: string | null;
}

export type JiraEvent =
  | { readonly type: 'issue_created'; readonly issue: Issue; readonly actor: string | null }
  | {
      readonly type: 'issue_updated';
      readonly issue: Issue;
      readonly actor: string | null;
      readonly changelogId: string;
      readonly changes: readonly ChangeItem[];
      /** Jira's name for what was done, for instance `issue_assigned`. */
      readonly eventTypeName: string;
    }
  | { readonly type: 'issue_deleted'; readonly issue: Issue; readonly actor: string | null }
  | {
      readonly type: 'comment_created';
      readonly issue: Issue;
      readonly comment: Comment;
      readonly actor: string | null;
    };
