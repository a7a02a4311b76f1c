import type { Payload } from '../../webhooks/message.ts';
import type { JiraEventOf } from '../events.ts';
import type { IssueJsonContext } from '../json/issue-context.ts';
import { briefIssue } from './issue.ts';

/** The body is not documented; this has what the event is about. */
export function issuePropertyPayload(
  { property, issue }: JiraEventOf<'issue_property_set' | 'issue_property_deleted'>,
  json: IssueJsonContext,
): Payload {
  return { property, issue: briefIssue(issue, json) };
}
