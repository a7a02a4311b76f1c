import type { Payload } from '../../webhooks/message.ts';
import type { AttachmentEventType, ConfluenceEventOf } from '../events.ts';
import { downloadPath, type JsonContext } from '../json/common.ts';
import type { Content } from '../types.ts';
import { contentEntity } from './content.ts';

export function attachmentPayload(
  { attachedTo, attachments }: ConfluenceEventOf<AttachmentEventType>,
  json: JsonContext,
): Payload {
  return {
    ...(attachedTo === undefined ? {} : { attachedTo: contentEntity(attachedTo, json) }),
    attachments: attachments.map((attachment) => attachmentEntity(attachment, json)),
  };
}

/** A file is known by its name, and where it is loaded from. */
export function attachmentEntity(attachment: Content, json: JsonContext) {
  const { title, ...entity } = { title: attachment.title, ...contentEntity(attachment, json) };
  return {
    ...entity,
    self: `${json.host.baseUrl}${downloadPath(attachment)}`,
    fileName: title,
    comment: attachment.detail.file?.comment ?? '',
    fileSize: attachment.detail.file?.size ?? 0,
  };
}
