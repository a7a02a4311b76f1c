import type { Json } from '../../core/json.ts';
import type { AdfDocument } from './adf.ts';

/** What the emulated Jira holds. Times are milliseconds since the epoch; days are `YYYY-MM-DD`; people are account ids. */

export interface Project {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly leadAccountId: string;
  readonly description: string;
  /** `software` where nothing is said. */
  readonly typeKey?: ProjectTypeKey;
  /** Who gets issues that nobody is named for; nobody where nothing is said. */
  readonly assigneeType?: 'PROJECT_LEAD' | 'UNASSIGNED';
  readonly url?: string;
  readonly categoryId?: string;
  /** Keys that it had before; they still lead to it. */
  readonly formerKeys?: readonly string[];
  /** Set as long as it is archived, or in the trash. */
  readonly shelved?: Shelved;
}

export type ProjectTypeKey = 'software' | 'business' | 'service_desk';

export interface Shelved {
  readonly state: 'archived' | 'deleted';
  readonly at: number;
  readonly by: string | null;
}

export interface ProjectCategory {
  readonly id: string;
  readonly name: string;
  readonly description: string;
}

export type ComponentAssigneeType = 'PROJECT_DEFAULT' | 'COMPONENT_LEAD' | 'PROJECT_LEAD' | 'UNASSIGNED';

export interface Component {
  readonly id: string;
  readonly projectId: string;
  readonly name: string;
  readonly description: string;
  readonly leadAccountId?: string;
  /** `PROJECT_DEFAULT` where nothing is said. */
  readonly assigneeType?: ComponentAssigneeType;
}

export interface Version {
  readonly id: string;
  readonly projectId: string;
  readonly name: string;
  readonly description: string;
  readonly released: boolean;
  readonly archived: boolean;
  readonly startDate?: string;
  readonly releaseDate?: string;
}

export interface IssueType {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** Below the ordinary ones: it has a parent in any case. */
  readonly subtask: boolean;
  /** 1 for epics, 0 for ordinary types, -1 for sub-tasks. */
  readonly hierarchyLevel: -1 | 0 | 1;
  readonly icon: string;
}

export type StatusCategoryKey = 'new' | 'indeterminate' | 'done';

export interface Status {
  readonly id: string;
  readonly name: string;
  readonly categoryKey: StatusCategoryKey;
  readonly description?: string;
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
  readonly description?: string;
  /** `#ff0000` */
  readonly statusColor?: string;
}

export interface Resolution {
  readonly id: string;
  readonly name: string;
  readonly description: string;
}

/** Of links from a source, which `outward` says, to a target, which `inward` says. */
export interface LinkType {
  readonly id: string;
  readonly name: string;
  readonly inward: string;
  readonly outward: string;
}

export interface Issue {
  readonly id: string;
  readonly key: string;
  readonly projectId: string;
  readonly projectKey: string;
  readonly issueTypeId: string;
  readonly statusId: string;
  readonly priorityId: string | null;
  readonly resolutionId: string | null;
  readonly summary: string;
  readonly description: AdfDocument | null;
  readonly environment: AdfDocument | null;
  readonly assigneeAccountId: string | null;
  readonly reporterAccountId: string | null;
  readonly creatorAccountId: string | null;
  readonly parentId: string | null;
  readonly labels: readonly string[];
  readonly componentIds: readonly string[];
  readonly versionIds: readonly string[];
  readonly fixVersionIds: readonly string[];
  readonly created: number;
  readonly updated: number;
  readonly dueDate: string | null;
  /** When it got its resolution. */
  readonly resolved: number | null;
  readonly statusCategoryChanged: number;
  /** Issues are ranked in the order of these texts. */
  readonly rank: string;
  readonly votes: number;
  readonly watches: number;
  readonly originalEstimateSeconds: number | null;
  readonly remainingEstimateSeconds: number | null;
  readonly timeSpentSeconds: number | null;
  /** Values of custom fields, in the form of version 3 of the REST API, by `customfield_…`. */
  readonly custom: Readonly<Record<string, Json>>;
}

/** The fields that people and add-ons may set. */
export type IssueFields = Pick<
  Issue,
  | 'summary'
  | 'description'
  | 'environment'
  | 'issueTypeId'
  | 'priorityId'
  | 'resolutionId'
  | 'assigneeAccountId'
  | 'reporterAccountId'
  | 'parentId'
  | 'labels'
  | 'componentIds'
  | 'versionIds'
  | 'fixVersionIds'
  | 'dueDate'
  | 'originalEstimateSeconds'
  | 'remainingEstimateSeconds'
  | 'custom'
>;

/** Who may see a comment or a worklog; everybody who sees the issue where there is none. */
export interface Visibility {
  readonly type: 'role' | 'group';
  readonly value: string;
}

export interface Comment {
  readonly id: string;
  readonly issueId: string;
  readonly authorAccountId: string;
  readonly updateAuthorAccountId: string;
  readonly body: AdfDocument;
  readonly created: number;
  readonly updated: number;
  readonly visibility: Visibility | null;
}

export interface Worklog {
  readonly id: string;
  readonly issueId: string;
  readonly authorAccountId: string;
  readonly updateAuthorAccountId: string;
  readonly comment: AdfDocument | null;
  readonly created: number;
  readonly updated: number;
  readonly started: number;
  readonly timeSpentSeconds: number;
  readonly visibility: Visibility | null;
}

export interface IssueLink {
  readonly id: string;
  readonly typeId: string;
  readonly sourceId: string;
  readonly targetId: string;
}

export interface RemoteLink {
  readonly id: string;
  readonly issueId: string;
  readonly globalId: string | null;
  /** `application`, `relationship` and `object` as they came. */
  readonly body: Readonly<Record<string, Json>>;
}

export interface Attachment {
  readonly id: string;
  readonly issueId: string;
  readonly authorAccountId: string | null;
  readonly created: number;
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
}

/** One changed field, as the changelog and webhooks show it. */
export interface ChangeItem {
  readonly field: string;
  readonly fieldId: string;
  readonly from: string | null;
  readonly fromText: string | null;
  readonly to: string | null;
  readonly toText: string | null;
}

/** What one person changed at one time. */
export interface Change {
  readonly id: string;
  readonly issueId: string;
  readonly authorAccountId: string | null;
  readonly created: number;
  readonly items: readonly ChangeItem[];
}
