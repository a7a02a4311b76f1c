import type { Database } from '../../store/database.ts';
import { nextId, reserveId } from '../../store/sequences.ts';
import type { Changes } from '../changes.ts';
import type { Board, BoardFeature, BoardType, QuickFilter } from './types.ts';

export interface NewBoard {
  readonly name: string;
  readonly type: BoardType;
  readonly projectId: string | null;
  readonly ownerAccountId: string | null;
  readonly filterId: string | null;
  readonly jql: string;
}

/** What Jira gives to a new board. */
const QUICK_FILTERS: readonly Omit<QuickFilter, 'id'>[] = [
  {
    name: 'Only My Issues',
    jql: 'assignee = currentUser()',
    description: 'Displays issues which are currently assigned to the current user',
  },
  {
    name: 'Recently Updated',
    jql: 'updatedDate >= -1d',
    description: 'Displays issues which have been updated in the last day',
  },
];

/** Boards. There are few: they are read once and written through. */
export class Boards {
  readonly #database: Database;
  readonly #changes: Changes;
  readonly #boards = new Map<number, Board>();

  constructor(database: Database, changes: Changes) {
    this.#database = database;
    this.#changes = changes;
    // The table is ours: what is in it was a board when it was written.
    for (const { body } of database.all('SELECT body FROM jira_board ORDER BY id')) {
      const board: Board = JSON.parse(String(body));
      this.#boards.set(board.id, board);
    }
  }

  list(): readonly Board[] {
    return [...this.#boards.values()];
  }

  find(id: number): Board | undefined {
    return this.#boards.get(id);
  }

  create(board: NewBoard, actor: string | null): Board {
    return this.#changes.run((announce) => {
      const created: Board = {
        ...board,
        id: nextId(this.#database, 'board', 1),
        columns: null,
        quickFilters: board.type === 'simple' ? [] : this.#quickFilters(),
        features: usualFeatures(board.type),
      };
      this.put(created);
      announce({ type: 'board_created', board: created, actor });
      return created;
    });
  }

  /** Writes a board as it is, and tells nobody. */
  put(board: Board): void {
    reserveId(this.#database, 'board', board.id);
    for (const { id } of board.quickFilters) reserveId(this.#database, 'quick-filter', id);
    this.#database.run(
      'INSERT INTO jira_board (id, body) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body',
      [board.id, JSON.stringify(board)],
    );
    this.#boards.set(board.id, board);
  }

  toggle(board: Board, feature: BoardFeature, isOn: boolean, actor: string | null): Board {
    return this.#changes.run((announce) => {
      const others = board.features.filter((one) => one !== feature);
      const changed: Board = { ...board, features: isOn ? [...others, feature] : others };
      this.put(changed);
      announce({ type: 'board_configuration_changed', board: changed, actor });
      return changed;
    });
  }

  /** Its sprints go on without it. */
  delete(board: Board, actor: string | null): void {
    this.#changes.run((announce) => {
      this.#database.run('DELETE FROM jira_board WHERE id = ?', [board.id]);
      this.#boards.delete(board.id);
      announce({ type: 'board_deleted', board, actor });
    });
  }

  #quickFilters(): readonly QuickFilter[] {
    return QUICK_FILTERS.map((filter) => ({ ...filter, id: nextId(this.#database, 'quick-filter', 1) }));
  }
}

/** What a board of a type has from its beginning on. */
export function usualFeatures(type: BoardType): readonly BoardFeature[] {
  if (type === 'scrum') return ['backlog', 'sprints', 'estimation'];
  return [];
}
