import type { Json } from '../../core/json.ts';
import type { AgileEvent } from './events/agile-events.ts';
import type { FilterEvent } from './events/filter-events.ts';
import type { AdminEvent } from './events/project-events.ts';
import type { UserEvent } from './events/user-events.ts';
import type { Attachment, ChangeItem, Comment, Issue, IssueLink, LinkType, Worklog } from './types.ts';

/** What has happened in the emulated Jira. Announced after it has been written, in order. */
export type JiraEvent = (
  | IssueEvent
  | AdminEvent
  | AgileEvent
  | {
      readonly type: 'issuelink_created' | 'issuelink_deleted';
      readonly link: IssueLink;
      readonly linkType: LinkType;
      readonly actor: string | null;
    }
  | UserEvent
  | FilterEvent
) & {
  /** It happened only because something else did, as to the comments of an issue that was deleted. */
  readonly isFallout?: boolean;
};

/** About one issue, as it was right after the event; of a deleted one, as it was last. */
export type IssueEvent = { readonly issue: Issue; readonly actor: string | null } & (
  | {
      readonly type: 'issue_created';
      readonly changelogId: string;
      /** What it began with. */
      readonly changes: readonly ChangeItem[];
    }
  | {
      readonly type: 'issue_updated';
      readonly changelogId: string;
      readonly changes: readonly ChangeItem[];
      /** Jira's name for what was done, for instance `issue_assigned`. */
      readonly eventTypeName: string;
    }
  | { readonly type: 'issue_deleted' }
  | {
      readonly type: 'comment_created' | 'comment_updated' | 'comment_deleted';
      readonly comment: Comment;
    }
  | {
      readonly type: 'worklog_created' | 'worklog_updated' | 'worklog_deleted';
      readonly worklog: Worklog;
    }
  | { readonly type: 'attachment_created' | 'attachment_deleted'; readonly attachment: Attachment }
  | { readonly type: 'issue_property_set'; readonly property: { readonly key: string; readonly value: Json } }
  | { readonly type: 'issue_property_deleted'; readonly property: { readonly key: string } }
);

/** The variants of events of these types; of a variant of several types, name all of them. */
export type JiraEventOf<Type extends JiraEvent['type']> = Extract<JiraEvent, { readonly type: Type }>;
