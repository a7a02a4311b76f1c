import type { Payload } from '../../webhooks/message.ts';
import type { JiraEventOf } from '../events.ts';
import type { IssueJsonContext } from '../json/issue-context.ts';
import { worklogJson } from '../json.ts';

export function worklogPayload(
  { worklog }: JiraEventOf<'worklog_created' | 'worklog_updated' | 'worklog_deleted'>,
  json: IssueJsonContext,
): Payload {
  return { worklog: worklogJson(worklog, json) };
}
