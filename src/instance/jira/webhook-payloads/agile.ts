import { boardJson, configurationJson, sprintJson } from '../agile/json.ts';
import type { AgileEvent } from '../events/agile-events.ts';
import type { JiraEvent } from '../events.ts';
import type { IssueJsonContext } from '../json/issue-context.ts';

/** What webhooks tell of boards and sprints: what the API of Jira Software answers about them. */

export function sprintPayload(
  { sprint }: Extract<AgileEvent, { readonly sprint: unknown }>,
  json: Pick<IssueJsonContext, 'baseUrl'>,
) {
  return { sprint: sprintJson(sprint, json) };
}

export function boardPayload(
  { type, board }: Extract<AgileEvent, { readonly board: unknown }>,
  json: Pick<IssueJsonContext, 'baseUrl' | 'store' | 'person'>,
) {
  return {
    board: boardJson(board, json),
    ...(type === 'board_configuration_changed' ? { configuration: configurationJson(board, json) } : {}),
  };
}

/** What stands for `${sprint.id}` and `${board.id}` in the URLs of webhooks. */
export function agileUrlVariables(event: JiraEvent): readonly (readonly [string, string])[] {
  if ('board' in event) return [['board.id', String(event.board.id)]];
  if (!('sprint' in event)) return [];
  return [
    ['sprint.id', String(event.sprint.id)],
    ['board.id', String(event.sprint.boardId)],
  ];
}
