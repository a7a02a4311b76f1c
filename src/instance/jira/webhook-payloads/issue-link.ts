import type { Payload } from '../../webhooks/message.ts';
import type { JiraEventOf } from '../events.ts';

/** Numbers, where REST has texts: so deliveries of the cloud have it. */
export function issueLinkPayload({
  link: { id, sourceId, targetId },
  linkType,
}: JiraEventOf<'issuelink_created' | 'issuelink_deleted'>): Payload {
  return {
    issueLink: {
      id: Number(id),
      sourceIssueId: Number(sourceId),
      destinationIssueId: Number(targetId),
      issueLinkType: {
        id: Number(linkType.id),
        name: linkType.name,
        outwardName: linkType.outward,
        inwardName: linkType.inward,
        isSubTaskLinkType: false,
        isSystemLinkType: false,
      },
      systemLink: false,
    },
  };
}
