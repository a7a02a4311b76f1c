import type { UrlVariables, WebhookMessage } from '../webhooks/message.ts';
import { userMessage } from './access/user-messages.ts';
import { adminMessage } from './admin/admin-messages.ts';
import { agileMessage } from './agile/agile-messages.ts';
import type { IssueEvent, JiraEvent, JiraEventOf } from './events.ts';
import type { IssueJsonContext } from './json/issue-context.ts';
import type { Issue } from './types.ts';
import { attachmentPayload } from './webhook-payloads/attachment.ts';
import { commentPayload } from './webhook-payloads/comment.ts';
import { filterPayload } from './webhook-payloads/filter.ts';
import { issuePayload } from './webhook-payloads/issue.ts';
import { issueLinkPayload } from './webhook-payloads/issue-link.ts';
import { issuePropertyPayload } from './webhook-payloads/issue-property.ts';
import { worklogPayload } from './webhook-payloads/worklog.ts';

/** What is particular to a webhook; what all of Jira's have in common is added to it. */
type Particular = Omit<WebhookMessage, 'actor'>;

/**
 * The webhook that an event gives rise to.
 * @param at when it happened, in milliseconds since the epoch
 */
export function jiraMessage(event: JiraEvent, json: IssueJsonContext, at: number): WebhookMessage {
  const particular = toMessage(event, json, at);
  return {
    variables: {},
    ...particular,
    actor: event.actor,
    isSecondary: event.isFallout === true,
    payload: () => ({ timestamp: at, webhookEvent: particular.event, ...particular.payload() }),
  };
}

function toMessage(event: JiraEvent, json: IssueJsonContext, at: number): Particular {
  switch (event.type) {
    case 'issue_created':
    case 'issue_updated':
    case 'issue_deleted':
      return {
        event: `jira:${event.type}`,
        payload: () => issuePayload(event, json),
        ...aboutIssue(event, json),
        ...(event.type === 'issue_updated' ? { changedFields: changedFields(event) } : {}),
        ...(event.type === 'issue_deleted' ? {} : propertiesOf('issue', event.issue)),
      };
    case 'comment_created':
    case 'comment_updated':
    case 'comment_deleted':
      return {
        event: event.type,
        payload: () => commentPayload(event, json),
        ...aboutIssue(event, json, { 'comment.id': event.comment.id }),
        ...(event.type === 'comment_deleted' ? {} : propertiesOf('comment', event.comment)),
      };
    case 'worklog_created':
    case 'worklog_updated':
    case 'worklog_deleted':
      return {
        event: event.type,
        payload: () => worklogPayload(event, json),
        matches: filterOn(event.issue, json),
        variables: { 'worklog.id': event.worklog.id },
        ...(event.type === 'worklog_deleted' ? {} : propertiesOf('worklog', event.worklog)),
      };
    case 'attachment_created':
    case 'attachment_deleted':
      return {
        event: event.type,
        payload: () => attachmentPayload(event, json),
        matches: filterOn(event.issue, json),
        variables: { 'attachment.id': event.attachment.id },
      };
    case 'issuelink_created':
    case 'issuelink_deleted':
      return { event: event.type, payload: () => issueLinkPayload(event) };
    case 'issue_property_set':
    case 'issue_property_deleted':
      return {
        event: event.type,
        payload: () => issuePropertyPayload(event, json),
        ...aboutIssue(event, json),
        changedProperty: event.property.key,
      };
    case 'project_created':
    case 'project_updated':
    case 'project_deleted':
    case 'project_soft_deleted':
    case 'project_restored_deleted':
    case 'project_archived':
    case 'project_restored_archived':
    case 'version_created':
    case 'version_updated':
    case 'version_released':
    case 'version_unreleased':
    case 'version_moved':
    case 'version_merged':
    case 'version_deleted':
    case 'issuetype_created':
    case 'issuetype_updated':
    case 'issuetype_deleted':
    case 'option_timetracking_provider_changed':
      return adminMessage(event, json, at);
    case 'user_created':
    case 'user_updated':
    case 'user_deleted':
      return userMessage(event, json);
    case 'filter_created':
    case 'filter_updated':
    case 'filter_deleted':
      return { event: event.type, payload: () => filterPayload(event, json) };
    case 'sprint_created':
    case 'sprint_updated':
    case 'sprint_started':
    case 'sprint_closed':
    case 'sprint_deleted':
    case 'board_created':
    case 'board_deleted':
    case 'board_configuration_changed':
      return agileMessage(event, json);
    default:
      return event satisfies never;
  }
}

/** What is the same for all that is about an issue first of all. */
function aboutIssue({ issue }: IssueEvent, json: IssueJsonContext, more: UrlVariables = {}) {
  return {
    matches: filterOn(issue, json),
    variables: {
      'issue.id': issue.id,
      'issue.key': issue.key,
      'project.id': issue.projectId,
      'project.key': issue.projectKey,
      ...more,
    },
  };
}

function filterOn(issue: Issue, { store }: IssueJsonContext): (jql: string) => boolean {
  return (jql) => store.search.matchesIssue(jql, issue);
}

/** @param type of the entity, and the field of the body that is it */
function propertiesOf(type: string, { id }: { readonly id: string }): Pick<WebhookMessage, 'propertiesOf'> {
  return { propertiesOf: { type, id, field: type } };
}

function changedFields({ changes }: JiraEventOf<'issue_updated'>): ReadonlySet<string> {
  return new Set(changes.flatMap(({ field, fieldId }) => [field, fieldId]));
}
