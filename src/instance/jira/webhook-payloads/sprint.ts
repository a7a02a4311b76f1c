import type { Payload } from '../../webhooks/message.ts';
import { sprintJson } from '../agile/json.ts';
import type { SprintEvent } from '../events/agile-events.ts';
import type { IssueJsonContext } from '../json/issue-context.ts';

export function sprintPayload({ sprint }: SprintEvent, json: Pick<IssueJsonContext, 'baseUrl'>): Payload {
  return { sprint: sprintJson(sprint, json) };
}
