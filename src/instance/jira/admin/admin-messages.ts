import type { WebhookMessage } from '../../webhooks/message.ts';
import type { AdminEvent } from '../events/project-events.ts';
import type { IssueJsonContext } from '../json/issue-context.ts';
import { issueTypePayload, optionPayload } from '../webhook-payloads/configuration.ts';
import { projectPayload } from '../webhook-payloads/project.ts';
import { versionPayload } from '../webhook-payloads/version.ts';

/** The webhook that something administrative gives rise to. No filter has a say. @param at milliseconds since the epoch */
export function adminMessage(
  event: AdminEvent,
  json: IssueJsonContext,
  at: number,
): Omit<WebhookMessage, 'actor'> {
  switch (event.type) {
    case 'version_created':
    case 'version_updated':
    case 'version_released':
    case 'version_unreleased':
    case 'version_moved':
    case 'version_merged':
    case 'version_deleted':
      return {
        event: `jira:${event.type}`,
        payload: () => versionPayload(event, json, at),
        variables: {
          'project.id': event.project.id,
          'project.key': event.project.key,
          'version.id': event.version.id,
          ...(event.mergedTo === undefined ? {} : { 'mergedVersion.id': event.mergedTo.id }),
        },
      };
    case 'issuetype_created':
    case 'issuetype_updated':
    case 'issuetype_deleted':
      return {
        event: event.type,
        payload: () => issueTypePayload(event, json),
        ...(event.type === 'issuetype_deleted'
          ? {}
          : { propertiesOf: { type: 'issuetype', id: event.issueType.id, field: 'issueType' } }),
      };
    case 'option_timetracking_provider_changed':
      return { event: event.type, payload: () => optionPayload(event) };
    default:
      return {
        event: event.type,
        payload: () => projectPayload(event, json),
        variables: { 'project.id': event.project.id, 'project.key': event.project.key },
        ...(event.type === 'project_deleted'
          ? {}
          : { propertiesOf: { type: 'project', id: event.project.id, field: 'project' } }),
      };
  }
}
