/** What Jira Software adds to Jira. Ids are numbers here, as its API has them; times are milliseconds since the epoch. */

/** `simple` is the board of a team-managed project. */
export const BOARD_TYPES = ['scrum', 'kanban', 'simple'] as const;
export type BoardType = (typeof BOARD_TYPES)[number];

/** A column, and the ids of the statuses that issues in it have. */
export interface BoardColumn {
  readonly name: string;
  readonly statusIds: readonly string[];
}

export interface QuickFilter {
  readonly id: number;
  readonly name: string;
  readonly jql: string;
  readonly description: string;
}

/** What can be switched on and off where the board is a simple one. */
export const BOARD_FEATURES = ['backlog', 'sprints', 'estimation'] as const;
export type BoardFeature = (typeof BOARD_FEATURES)[number];

export interface Board {
  readonly id: number;
  readonly name: string;
  readonly type: BoardType;
  /** Where it is; null for one that belongs to a person. */
  readonly projectId: string | null;
  readonly ownerAccountId: string | null;
  /** The filter whose issues it shows; null where `jql` stands for one. */
  readonly filterId: string | null;
  /** What it shows where there is no filter. */
  readonly jql: string;
  /** Null for a column for each status. */
  readonly columns: readonly BoardColumn[] | null;
  readonly quickFilters: readonly QuickFilter[];
  readonly features: readonly BoardFeature[];
}

export const SPRINT_STATES = ['future', 'active', 'closed'] as const;
export type SprintState = (typeof SPRINT_STATES)[number];

export interface Sprint {
  readonly id: number;
  /** The board that it was made on. */
  readonly boardId: number;
  readonly name: string;
  readonly state: SprintState;
  readonly goal: string;
  readonly startDate: number | null;
  readonly endDate: number | null;
  readonly completeDate: number | null;
  readonly createdDate: number;
  /** Its place among the sprints of its state. */
  readonly position: number;
}
