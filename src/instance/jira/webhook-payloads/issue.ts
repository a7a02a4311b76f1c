import type { Payload } from '../../webhooks/message.ts';
import type { JiraEventOf } from '../events.ts';
import type { IssueJsonContext } from '../json/issue-context.ts';
import { webhookIssueJson } from '../json/issue-json.ts';
import { changeItemJson, personOf } from '../json.ts';
import type { ChangeItem, Issue } from '../types.ts';

export function issuePayload(
  event: JiraEventOf<'issue_created' | 'issue_updated' | 'issue_deleted'>,
  json: IssueJsonContext,
): Payload {
  const user = personOf(event.actor, json);
  const issue = webhookIssueJson(event.issue, json);
  switch (event.type) {
    case 'issue_created':
      return { issue_event_type_name: event.type, user, issue, changelog: changelogOf(event) };
    case 'issue_updated':
      return {
        issue_event_type_name: event.eventTypeName,
        user,
        issue,
        changelog: changelogOf(event),
      };
    case 'issue_deleted':
      return { user, issue };
    default:
      return event satisfies never;
  }
}

function changelogOf({ changelogId, changes }: JiraEventOf<'issue_created' | 'issue_updated'>) {
  return { id: changelogId, items: changes.map(itemOf) };
}

/** Fields that are people have their account ids in fields of their own. */
function itemOf(change: ChangeItem) {
  const { fieldId, from, to } = change;
  const isPerson = fieldId === 'assignee' || fieldId === 'reporter';
  return { ...changeItemJson(change), ...(isPerson ? { tmpFromAccountId: from, tmpToAccountId: to } : {}) };
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
