import type { Database, Row } from '../../store/database.ts';
import { nextId } from '../../store/sequences.ts';
import type { Changes } from '../changes.ts';
import type { Shares, ShareTarget } from './shares.ts';

export interface Filter {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly jql: string;
  readonly ownerAccountId: string;
  /** Ids of fields; undefined where nobody has chosen any. */
  readonly columns?: readonly string[];
}

export type NewFilter = Omit<Filter, 'id'> & {
  readonly viewers: readonly ShareTarget[];
  readonly editors: readonly ShareTarget[];
};

/** Queries that people have saved under a name. */
export class Filters {
  readonly #database: Database;
  readonly #changes: Changes;
  readonly #shares: Shares;

  constructor(database: Database, changes: Changes, shares: Shares) {
    this.#database = database;
    this.#changes = changes;
    this.#shares = shares;
  }

  list(): readonly Filter[] {
    return this.#database.all('SELECT * FROM jira_filter ORDER BY name, id').map(toFilter);
  }

  find(id: string): Filter | undefined {
    if (!/^\d{1,15}$/.test(id)) return undefined;
    const row = this.#database.get('SELECT * FROM jira_filter WHERE id = ?', [Number(id)]);
    return row === undefined ? undefined : toFilter(row);
  }

  /** Names are unique among the filters of one owner. */
  isNameTaken(owner: string, name: string, except?: string): boolean {
    const row = this.#database.get('SELECT id FROM jira_filter WHERE owner = ? AND name = ?', [owner, name]);
    return row !== undefined && String(row['id']) !== except;
  }

  add({ viewers, editors, ...filter }: NewFilter, actor: string | null): Filter {
    return this.#changes.run((announce) => {
      const added: Filter = { ...filter, id: String(nextId(this.#database, 'filter')) };
      this.#put(added);
      for (const target of viewers) this.#shares.add('filter', added.id, 'view', target);
      for (const target of editors) this.#shares.add('filter', added.id, 'edit', target);
      announce({ type: 'filter_created', filter: added, actor });
      return added;
    });
  }

  /** @param change with whom it is shared, where that is given, takes the place of what there is */
  update(filter: Filter, { viewers, editors, ...change }: Partial<NewFilter>, actor: string | null): Filter {
    return this.#changes.run((announce) => {
      const updated: Filter = { ...filter, ...change };
      this.#put(updated);
      if (viewers !== undefined) this.#shares.replace('filter', filter.id, 'view', viewers);
      if (editors !== undefined) this.#shares.replace('filter', filter.id, 'edit', editors);
      announce({ type: 'filter_updated', filter: updated, actor });
      return updated;
    });
  }

  /** @param columns none: as nobody had chosen any */
  setColumns(filter: Filter, columns: readonly string[] | undefined, actor: string | null): Filter {
    const { columns: _, ...rest } = filter;
    return this.#changes.run((announce) => {
      const updated: Filter = columns === undefined ? rest : { ...rest, columns };
      this.#put(updated);
      announce({ type: 'filter_updated', filter: updated, actor });
      return updated;
    });
  }

  remove(filter: Filter, actor: string | null): void {
    this.#changes.run((announce) => {
      this.#database.run('DELETE FROM jira_filter WHERE id = ?', [Number(filter.id)]);
      this.#shares.forget('filter', filter.id);
      announce({ type: 'filter_deleted', filter, actor });
    });
  }

  #put({ id, ownerAccountId, name, ...body }: Filter): void {
    this.#database.run(
      `INSERT INTO jira_filter (id, owner, name, body) VALUES (?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET owner = excluded.owner, name = excluded.name, body = excluded.body`,
      [Number(id), ownerAccountId, name, JSON.stringify(body)],
    );
  }
}

/** The table is ours: what is in it was a filter when it was written. */
function toFilter({ id, owner, name, body }: Row): Filter {
  return { id: String(id), name: String(name), ownerAccountId: String(owner), ...JSON.parse(String(body)) };
}
