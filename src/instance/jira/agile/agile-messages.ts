import type { WebhookMessage } from '../../webhooks/message.ts';
import type { AgileEvent } from '../events/agile-events.ts';
import type { IssueJsonContext } from '../json/issue-context.ts';
import { boardPayload } from '../webhook-payloads/board.ts';
import { sprintPayload } from '../webhook-payloads/sprint.ts';

/** The webhook about a board or a sprint. */
export function agileMessage(event: AgileEvent, json: IssueJsonContext): Omit<WebhookMessage, 'actor'> {
  if ('board' in event) {
    return {
      event: event.type,
      payload: () => boardPayload(event, json),
      variables: { 'board.id': String(event.board.id) },
    };
  }
  const { id, boardId } = event.sprint;
  return {
    event: event.type,
    payload: () => sprintPayload(event, json),
    variables: { 'sprint.id': String(id), 'board.id': String(boardId) },
  };
}
