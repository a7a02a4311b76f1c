import type { Payload } from '../../webhooks/message.ts';
import { boardJson, configurationJson } from '../agile/json.ts';
import type { BoardEvent } from '../events/agile-events.ts';
import type { IssueJsonContext } from '../json/issue-context.ts';

export function boardPayload(
  { type, board }: BoardEvent,
  json: Pick<IssueJsonContext, 'baseUrl' | 'store' | 'person'>,
): Payload {
  return {
    board: boardJson(board, json),
    ...(type === 'board_configuration_changed' ? { configuration: configurationJson(board, json) } : {}),
  };
}
