import type { Confluence } from '../../../confluence/confluence.ts';
import type { Content } from '../../../confluence/types.ts';

/** Keeps new content to who has made it. */
export function restrictToAuthor({ restrictions }: Confluence, content: Content, author: string): void {
  const only = (operation: 'read' | 'update') => ({ operation, kind: 'user', subject: author }) as const;
  restrictions.replace(content, [only('read'), only('update')], author);
}
