import type { Payload } from '../../webhooks/message.ts';
import type { ConfluenceEventOf, PageEventType } from '../events.ts';
import type { JsonContext } from '../json/common.ts';
import { contentEntity } from './content.ts';

export function pagePayload(
  event: ConfluenceEventOf<PageEventType | 'page_moved' | 'page_children_reordered' | 'page_viewed'>,
  json: JsonContext,
): Payload {
  const page = contentEntity(event.page, json);
  switch (event.type) {
    case 'page_created':
      return { updateTrigger: 'edit_page', page };
    case 'page_updated':
      return { updateTrigger: 'edit_page', suppressNotifications: event.suppressNotifications, page };
    case 'page_moved': {
      const { oldParent, newParent } = event;
      return {
        page,
        ...(oldParent === undefined ? {} : { oldParent: contentEntity(oldParent, json) }),
        ...(newParent === undefined ? {} : { newParent: contentEntity(newParent, json) }),
      };
    }
    default:
      return { page };
  }
}
