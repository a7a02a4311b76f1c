import type { Json } from '../../core/json.ts';

export interface Space {
  readonly id: number;
  readonly key: string;
  readonly name: string;
  /** Plain text. */
  readonly description: string;
  readonly type: SpaceType;
  readonly status: 'current' | 'archived';
  readonly homepageId: number | null;
  readonly creator: string;
  readonly created: number;
}

export const SPACE_TYPES = ['global', 'personal', 'collaboration', 'knowledge_base'] as const;
export type SpaceType = (typeof SPACE_TYPES)[number];

export const CONTENT_STATUSES = ['current', 'draft', 'archived', 'trashed'] as const;
export type ContentStatus = (typeof CONTENT_STATUSES)[number];

/** What stands in the tree of a space. */
export const TREE_TYPES = ['page', 'folder', 'whiteboard', 'database', 'embed'] as const;

/** `page`, `blogpost`, `comment` and `attachment`, what stands in the tree; the types that add-ons add are `ac:{add-on}:{module}`. */
export type ContentType = string;

/** Anything that has versions. */
export interface Content {
  readonly id: number;
  readonly type: ContentType;
  readonly status: ContentStatus;
  readonly title: string;
  readonly spaceId: number;
  readonly spaceKey: string;
  /** What is above in the tree; the comment that is answered. */
  readonly parentId: number | null;
  /** The page (or other content) that a comment, an attachment or custom content belongs to. */
  readonly containerId: number | null;
  /** Among the children of its parent. */
  readonly position: number;
  readonly creator: string;
  readonly created: number;
  readonly version: ContentVersion;
  /** What only some types have. */
  readonly detail: ContentDetail;
}

export interface ContentVersion {
  readonly number: number;
  readonly author: string;
  readonly created: number;
  readonly message: string;
  readonly isMinor: boolean;
}

export interface ContentDetail {
  /** Of comments. */
  readonly location?: 'footer' | 'inline';
  /** Of inline comments: the text that is commented on, and the mark around it. */
  readonly inline?: { readonly selection: string; readonly markerRef: string };
  readonly resolution?: { readonly isResolved: boolean; readonly by: string; readonly at: number };
  /** Of attachments, as of their latest version. */
  readonly file?: {
    readonly mediaType: string;
    readonly size: number;
    readonly comment: string;
    readonly fileId: string;
  };
  /** Of links in the tree. */
  readonly embedUrl?: string;
  /** What somebody has said of how far it is. */
  readonly state?: ContentState;
  /** Of custom content whose body is not the storage format. */
  readonly isRaw?: boolean;
  /** Where trashed content came from, to be restored to. */
  readonly trashedFrom?: number;
}

/** `In progress` and its like, with a colour. */
export interface ContentState {
  readonly id: number;
  readonly name: string;
  /** `#2684FF` */
  readonly color: string;
  readonly setAt: number;
}

export interface Label {
  readonly id: number;
  /** `global`, `my`, `team` or `system`. */
  readonly prefix: string;
  readonly name: string;
}

/** What labels and properties belong to. */
export interface Owner {
  readonly type: 'content' | 'space';
  readonly id: number;
}

/** JSON that add-ons keep with content or a space. */
export interface Property {
  readonly id: number;
  readonly owner: Owner;
  readonly key: string;
  readonly value: Json;
  readonly version: ContentVersion;
  readonly created: number;
}

export const OPERATIONS = ['read', 'update'] as const;
export type RestrictedOperation = (typeof OPERATIONS)[number];

export interface Restriction extends Subject {
  readonly operation: RestrictedOperation;
}

/**
 * What the permissions of a space allow: an operation, and what it is done to. `delete/space` is to delete what one has made
 * oneself; whoever may create may also change.
 */
export const SPACE_OPERATIONS = [
  ...(['read/space', 'delete/space', 'export/space', 'administer/space', 'restrict_content/space'] as const),
  ...(['create/page', 'archive/page', 'delete/page', 'create/blogpost', 'delete/blogpost'] as const),
  ...(['create/comment', 'delete/comment', 'create/attachment', 'delete/attachment'] as const),
] as const;
export type SpaceOperation = (typeof SPACE_OPERATIONS)[number];

/** Somebody, or the members of a group. */
export interface Subject {
  readonly kind: 'user' | 'group';
  /** Account id (or `anonymous`), or the id of a group. */
  readonly subject: string;
}

export interface SpacePermission extends Subject {
  readonly id: number;
  readonly operation: SpaceOperation;
}
