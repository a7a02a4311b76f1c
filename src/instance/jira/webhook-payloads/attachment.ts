import type { Payload } from '../../webhooks/message.ts';
import type { JiraEventOf } from '../events.ts';
import type { IssueJsonContext } from '../json/issue-context.ts';
import { attachmentJson } from '../json.ts';

export function attachmentPayload(
  { attachment }: JiraEventOf<'attachment_created' | 'attachment_deleted'>,
  json: IssueJsonContext,
): Payload {
  return { attachment: attachmentJson(attachment, json) };
}
