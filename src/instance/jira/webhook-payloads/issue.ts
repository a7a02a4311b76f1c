import type { Payload } from '../../webhooks/message.ts';
import type { JiraEventOf } from '../events.ts';
import type { IssueJsonContext } from '../json/issue-context.ts';
import { webhookIssueJson } from '../json/issue-json.ts';
import { changeItemJson, personOf } from '../json.ts';
import type { Issue } from '../types.ts';

export function issuePayload(
  event: JiraEventOf<'issue_created' | 'issue_updated' | 'issue_deleted'>,
  json: IssueJsonContext,
): Payload {
  const user = personOf(event.actor, json);
  const issue = webhookIssueJson(event.issue, json);
  switch (event.type) {
    case 'issue_created':
      return { issue_event_type_name: event.type, user, issue };
    case 'issue_updated':
      return {
        issue_event_type_name: event.eventTypeName,
        user,
        issue,
        changelog: { id: event.changelogId, items: event.changes.map(changeItemJson) },
      };
    case 'issue_deleted':
      return { user, issue };
    default:
      return event satisfies never;
  }
}

/** What webhooks about something of an issue tell of the issue. */
export function briefIssue(issue: Issue, json: IssueJsonContext) {
  const { fields, ...rest } = webhookIssueJson(issue, json);
  return { ...rest, fields: briefFields(fields) };
}

function briefFields(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const kept = ['summary', 'issuetype', 'project', 'assignee', 'priority', 'status'];
  return Object.fromEntries(Object.entries(fields).filter(([name]) => kept.includes(name)));
}
