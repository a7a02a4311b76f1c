import type { Payload } from '../../webhooks/message.ts';
import { boardJson, configurationJson } from '../agile/json.ts';
import type { BoardEvent } from '../events/agile-events.ts';
import type { IssueJsonContext } from '../json/issue-context.ts';

/** The board without where it is: so recorded deliveries have it. */
export function boardPayload(
  { type, board }: BoardEvent,
  json: Pick<IssueJsonContext, 'baseUrl' | 'store' | 'person'>,
): Payload {
  const { id, self, name, type: kind } = boardJson(board, json);
  return {
    board: { id, self, name, type: kind },
    ...(type === 'board_configuration_changed' ? { configuration: configurationJson(board, json) } : {}),
  };
}
