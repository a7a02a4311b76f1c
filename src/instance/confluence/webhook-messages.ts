import { APPS } from '../people/groups.ts';
import type { Payload, WebhookMessage } from '../webhooks/message.ts';
import type { ConfluenceEvent, ConfluenceEventOf } from './events.ts';
import type { JsonContext } from './json/common.ts';
import type { Viewer } from './permissions.ts';
import { attachmentPayload } from './webhook-payloads/attachment.ts';
import { blogPayload } from './webhook-payloads/blog.ts';
import { commentPayload } from './webhook-payloads/comment.ts';
import { permissionsPayload } from './webhook-payloads/content.ts';
import { contentPropertyPayload } from './webhook-payloads/content-property.ts';
import { customContentPayload } from './webhook-payloads/custom-content.ts';
import { groupPayload } from './webhook-payloads/group.ts';
import { labelPayload } from './webhook-payloads/label.ts';
import { pagePayload } from './webhook-payloads/page.ts';
import { relationPayload } from './webhook-payloads/relation.ts';
import { spacePayload } from './webhook-payloads/space.ts';

type Particular = Pick<WebhookMessage, 'event' | 'payload'>;

/** Payloads are for every add-on, seen as the users of add-ons see what is there. */
export const WEBHOOK_VIEWER: Viewer = { accountId: '', isApp: true, isAdmin: true, groupIds: [APPS.id] };

/** The webhook that an event gives rise to; undefined where Confluence tells add-ons nothing. */
export function confluenceMessage(event: ConfluenceEvent, json: JsonContext): WebhookMessage | undefined {
  const particular = toMessage(event, json);
  return particular === undefined ? undefined : { ...particular, actor: event.actor };
}

function toMessage(event: ConfluenceEvent, json: JsonContext): Particular | undefined {
  /** The common form, with who did it and when. */
  const common = (payload: () => Payload): Particular => ({
    event: event.type,
    payload: () => ({
      userAccountId: event.actor,
      accountType: 'customer',
      ...payload(),
      timestamp: event.at,
    }),
  });
  switch (event.type) {
    case 'page_created':
    case 'page_updated':
    case 'page_trashed':
    case 'page_restored':
    case 'page_removed':
    case 'page_archived':
    case 'page_unarchived':
    case 'page_moved':
    case 'page_children_reordered':
    case 'page_viewed':
      return common(() => pagePayload(event, json));
    case 'blog_created':
    case 'blog_updated':
    case 'blog_trashed':
    case 'blog_restored':
    case 'blog_removed':
    case 'blog_moved':
      return common(() => blogPayload(event, json));
    case 'comment_created':
    case 'comment_updated':
    case 'comment_removed':
      return common(() => commentPayload(event, json));
    case 'attachment_created':
    case 'attachment_updated':
    case 'attachment_trashed':
    case 'attachment_restored':
    case 'attachment_removed':
      return common(() => attachmentPayload(event, json));
    case 'label_created':
    case 'label_added':
    case 'label_removed':
    case 'label_deleted':
      return common(() => labelPayload(event, json));
    case 'space_created':
    case 'space_updated':
    case 'space_removed':
    case 'space_permissions_updated':
      return common(() => spacePayload(event, json));
    case 'relation_created':
    case 'relation_deleted':
      return common(() => relationPayload(event.relation));
    case 'group_created':
    case 'group_removed':
      return common(() => groupPayload(event.group));
    case 'content_permissions_updated':
      return common(() => permissionsPayload(event.content, json));
    case 'content_created':
    case 'content_updated':
    case 'content_trashed':
    case 'content_restored':
    case 'content_removed':
      return { event: event.type, payload: () => customContentPayload(event.content, json) };
    case 'property_changed':
      return propertyMessage(event, json);
    default:
      return event satisfies never;
  }
}

/** Properties of content are told of as content; of those of spaces nothing is known. */
function propertyMessage(
  { property, change }: ConfluenceEventOf<'property_changed'>,
  json: JsonContext,
): Particular | undefined {
  const { owner } = property;
  const content = owner.type === 'content' ? json.confluence.reader.find(json.viewer, owner.id) : undefined;
  if (content === undefined) return undefined;
  return { event: `content_${change}`, payload: () => contentPropertyPayload(property, content, json) };
}
