import type { Group } from '../people/groups.ts';
import type { Relation } from './relations.ts';
import type { Content, Label, Property, Space } from './types.ts';

interface Happened {
  /** Who did it: an account id. */
  readonly actor: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

export type PageEventType =
  | 'page_created'
  | 'page_updated'
  | 'page_trashed'
  | 'page_restored'
  | 'page_removed'
  | 'page_archived'
  | 'page_unarchived';

export type BlogEventType =
  | 'blog_created'
  | 'blog_updated'
  | 'blog_trashed'
  | 'blog_restored'
  | 'blog_removed'
  | 'blog_moved';

export type AttachmentEventType =
  | 'attachment_created'
  | 'attachment_updated'
  | 'attachment_trashed'
  | 'attachment_restored'
  | 'attachment_removed';

/** Events of content that add-ons have added a type for: its body is the content as version 1 of the REST API has it. */
export type CustomContentEventType =
  | 'content_created'
  | 'content_updated'
  | 'content_trashed'
  | 'content_restored'
  | 'content_removed';

/**
 * What has happened in the emulated Confluence, by the names of its webhooks. Announced after it has been written, in
 * order. Content is as it was right after; what was removed, as it was last.
 */
export type ConfluenceEvent = Happened &
  (
    | {
        readonly type: PageEventType;
        readonly page: Content;
        /** Without a word to watchers. */
        readonly suppressNotifications: boolean;
      }
    | {
        readonly type: 'page_moved';
        readonly page: Content;
        readonly oldParent: Content | undefined;
        readonly newParent: Content | undefined;
      }
    | { readonly type: 'page_children_reordered' | 'page_viewed'; readonly page: Content }
    | { readonly type: BlogEventType; readonly blog: Content; readonly suppressNotifications: boolean }
    | {
        readonly type: 'comment_created' | 'comment_updated' | 'comment_removed';
        readonly comment: Content;
        /** What is commented on. */
        readonly parent: Content | undefined;
        /** The comment that this one answers. */
        readonly inReplyTo: Content | undefined;
      }
    | {
        readonly type: AttachmentEventType;
        readonly attachedTo: Content | undefined;
        readonly attachments: readonly Content[];
      }
    | { readonly type: CustomContentEventType; readonly content: Content }
    | { readonly type: 'content_permissions_updated'; readonly content: Content }
    | {
        /** created and deleted: the label itself, with its first and last use; added and removed: at a thing. */
        readonly type: 'label_created' | 'label_added' | 'label_removed' | 'label_deleted';
        readonly label: Label;
        /** Undefined with `label_created` and `label_deleted`. */
        readonly labeled: Content | Space | undefined;
      }
    | { readonly type: 'relation_created' | 'relation_deleted'; readonly relation: Relation }
    | { readonly type: 'group_created' | 'group_removed'; readonly group: Group }
    | {
        readonly type: 'space_created' | 'space_updated' | 'space_removed' | 'space_permissions_updated';
        readonly space: Space;
      }
    | {
        /** No webhook has this name: Confluence tells of properties of content as `content_created` and its like. */
        readonly type: 'property_changed';
        readonly property: Property;
        readonly change: 'created' | 'updated' | 'removed';
      }
  );

/** The variants of events of these types; of a variant of several types, name all of them. */
export type ConfluenceEventOf<Type extends ConfluenceEvent['type']> = Extract<
  ConfluenceEvent,
  { readonly type: Type }
>;
