import type { Database } from '../../store/database.ts';
import { nextId, reserveId } from '../../store/sequences.ts';
import type { Changes } from '../changes.ts';
import type { Sprint, SprintState } from './types.ts';

export interface SprintDeps {
  readonly database: Database;
  readonly changes: Changes;
  readonly now: () => number;
}

export type NewSprint = Pick<Sprint, 'boardId' | 'name' | 'goal' | 'startDate' | 'endDate'>;
export type SprintChange = Partial<Pick<Sprint, 'name' | 'goal' | 'startDate' | 'endDate' | 'state'>>;

const ORDER: Readonly<Record<SprintState, number>> = { closed: 0, active: 1, future: 2 };

/** Sprints. They are read once and written through: every issue that is shown names the ones that it is in. */
export class Sprints {
  readonly #deps: SprintDeps;
  readonly #sprints = new Map<number, Sprint>();

  constructor(deps: SprintDeps) {
    this.#deps = deps;
    // The table is ours: what is in it was a sprint when it was written.
    for (const { body } of deps.database.all('SELECT body FROM jira_sprint ORDER BY id')) {
      const sprint: Sprint = JSON.parse(String(body));
      this.#sprints.set(sprint.id, sprint);
    }
  }

  /** Closed ones first, then active ones, then future ones, each in their order. */
  list(): readonly Sprint[] {
    return [...this.#sprints.values()].sort(
      (a, b) => ORDER[a.state] - ORDER[b.state] || a.position - b.position || a.id - b.id,
    );
  }

  find(id: number): Sprint | undefined {
    return this.#sprints.get(id);
  }

  /** The sprint of a board that is under way. */
  activeOn(boardId: number): Sprint | undefined {
    return this.list().find((sprint) => sprint.boardId === boardId && sprint.state === 'active');
  }

  create(sprint: NewSprint, actor: string | null): Sprint {
    const { database, changes, now } = this.#deps;
    return changes.run((announce) => {
      const id = nextId(database, 'sprint', 1);
      const created: Sprint = {
        ...sprint,
        id,
        state: 'future',
        completeDate: null,
        createdDate: now(),
        position: id,
      };
      this.put(created);
      announce({ type: 'sprint_created', sprint: created, actor });
      return created;
    });
  }

  /** Writes a sprint as it is, and tells nobody. */
  put(sprint: Sprint): void {
    const { database } = this.#deps;
    reserveId(database, 'sprint', sprint.id);
    database.run(
      `INSERT INTO jira_sprint (id, board, state, body) VALUES (?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET board = excluded.board, state = excluded.state, body = excluded.body`,
      [sprint.id, sprint.boardId, sprint.state, JSON.stringify(sprint)],
    );
    this.#sprints.set(sprint.id, sprint);
  }

  /** A sprint that is closed is completed now. What was not done in it is in the backlog from then on. */
  update(sprint: Sprint, change: SprintChange, actor: string | null): Sprint {
    const { changes, now } = this.#deps;
    return changes.run((announce) => {
      const isStarted = change.state === 'active' && sprint.state !== 'active';
      const isClosed = change.state === 'closed' && sprint.state !== 'closed';
      const updated: Sprint = { ...sprint, ...change, ...(isClosed ? { completeDate: now() } : {}) };
      this.put(updated);
      const type = isStarted ? 'sprint_started' : isClosed ? 'sprint_closed' : 'sprint_updated';
      announce({ type, sprint: updated, actor });
      return updated;
    });
  }

  /** Each takes the other's place. */
  swap(one: Sprint, other: Sprint, actor: string | null): void {
    this.#deps.changes.run((announce) => {
      const moved = [
        { ...one, position: other.position },
        { ...other, position: one.position },
      ];
      for (const sprint of moved) {
        this.put(sprint);
        announce({ type: 'sprint_updated', sprint, actor });
      }
    });
  }

  /** The issues that are in it must have left it. */
  delete(sprint: Sprint, actor: string | null): void {
    const { database, changes } = this.#deps;
    changes.run((announce) => {
      database.run('DELETE FROM jira_sprint WHERE id = ?', [sprint.id]);
      this.#sprints.delete(sprint.id);
      announce({ type: 'sprint_deleted', sprint, actor });
    });
  }
}
