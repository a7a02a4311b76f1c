import type { Board, Sprint } from '../agile/types.ts';

/** What has happened to boards and sprints; of a deleted one, as it was last. */
export type AgileEvent = BoardEvent | SprintEvent;

export interface BoardEvent {
  readonly type: 'board_created' | 'board_deleted' | 'board_configuration_changed';
  readonly board: Board;
  readonly actor: string | null;
}

export interface SprintEvent {
  readonly type: 'sprint_created' | 'sprint_updated' | 'sprint_started' | 'sprint_closed' | 'sprint_deleted';
  readonly sprint: Sprint;
  readonly actor: string | null;
}
