import type { Payload } from '../../webhooks/message.ts';
import type { JiraEventOf } from '../events.ts';
import type { IssueJsonContext } from '../json/issue-context.ts';
import { commentJson } from '../json.ts';
import { briefIssue } from './issue.ts';

export function commentPayload(
  { comment, issue }: JiraEventOf<'comment_created' | 'comment_updated' | 'comment_deleted'>,
  json: IssueJsonContext,
): Payload {
  return { comment: commentJson(comment, issue.id, json), issue: briefIssue(issue, json) };
}
