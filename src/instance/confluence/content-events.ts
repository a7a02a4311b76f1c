import type { ConfluenceEvent } from './events.ts';
import type { Content } from './types.ts';

export type ContentChangeKind = 'created' | 'updated' | 'trashed' | 'restored' | 'removed' | 'archived';

interface Relatives {
  readonly parent: Content | undefined;
  readonly container: Content | undefined;
}

/** The event that a change of content is; undefined where Confluence tells nobody of it. */
export function contentEvent(
  what: ContentChangeKind,
  content: Content,
  { parent, container }: Relatives,
  actor: string,
  at: number,
  suppressNotifications = false,
): ConfluenceEvent | undefined {
  switch (content.type) {
    case 'page':
      return { type: `page_${what}`, page: content, suppressNotifications, actor, at };
    case 'blogpost':
      if (what === 'archived') return undefined;
      return { type: `blog_${what}`, blog: content, suppressNotifications, actor, at };
    case 'comment':
      if (what !== 'created' && what !== 'updated' && what !== 'removed') return undefined;
      return { type: `comment_${what}`, comment: content, parent: container, inReplyTo: parent, actor, at };
    case 'attachment':
      if (what === 'archived') return undefined;
      return { type: `attachment_${what}`, attachedTo: container, attachments: [content], actor, at };
    default:
      // Of folders and their like no webhook tells.
      if (what === 'archived' || !content.type.startsWith('ac:')) return undefined;
      return { type: `content_${what}`, content, actor, at };
  }
}
