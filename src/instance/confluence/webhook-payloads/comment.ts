import type { Payload } from '../../webhooks/message.ts';
import type { ConfluenceEventOf } from '../events.ts';
import { type JsonContext, restId } from '../json/common.ts';
import { contentEntity } from './content.ts';

export function commentPayload(
  {
    comment,
    parent,
    inReplyTo,
  }: ConfluenceEventOf<'comment_created' | 'comment_updated' | 'comment_removed'>,
  json: JsonContext,
): Payload {
  return {
    comment: {
      ...contentEntity(comment, json),
      ...(parent === undefined ? {} : { parent: contentEntity(parent, json) }),
      ...(inReplyTo === undefined ? {} : { inReplyTo: { id: restId(inReplyTo) } }),
    },
  };
}
