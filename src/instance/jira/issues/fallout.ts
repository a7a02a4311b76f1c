import type { JiraEvent } from '../events.ts';
import type { JiraStore } from '../jira-store.ts';
import type { Issue } from '../types.ts';

type Parts = Pick<JiraStore, 'attachments' | 'comments' | 'configuration' | 'links'>;

/**
 * What goes with an issue when it is deleted, and is told of by itself: Jira names comments, files and links. To be asked
 * while it is still there.
 */
export function falloutOf(
  issue: Issue,
  actor: string | null,
  { attachments, comments, configuration, links }: Parts,
): readonly JiraEvent[] {
  const isFallout = true;
  return [
    ...comments
      .page(issue.id, 'all', { maxResults: -1 })
      .comments.map((comment) => ({ type: 'comment_deleted', issue, comment, actor, isFallout }) as const),
    ...attachments
      .list(issue.id)
      .map((attachment) => ({ type: 'attachment_deleted', issue, attachment, actor, isFallout }) as const),
    ...links.list(issue.id).flatMap((link) => {
      const linkType = configuration.linkTypes.find(({ id }) => id === link.typeId);
      return linkType === undefined
        ? []
        : [{ type: 'issuelink_deleted', link, linkType, actor, isFallout } as const];
    }),
  ];
}
