import type { EntityProperties } from '../../properties/entity-properties.ts';
import type { Database, Row } from '../../store/database.ts';
import { nextId } from '../../store/sequences.ts';
import type { Changes } from '../changes.ts';
import type { Shares, ShareTarget } from './shares.ts';

export interface Dashboard {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** Null for the one that every site has. */
  readonly ownerAccountId: string | null;
}

export interface GadgetPosition {
  readonly row: number;
  readonly column: number;
}

export interface Gadget {
  readonly id: string;
  readonly dashboardId: string;
  readonly title: string;
  readonly color: string;
  readonly position: GadgetPosition;
  /** Of the dashboard item that an add-on declares; a gadget of Jira's own has a `uri`. */
  readonly moduleKey?: string;
  readonly uri?: string;
}

export type NewDashboard = Omit<Dashboard, 'id'> & {
  readonly viewers: readonly ShareTarget[];
  readonly editors: readonly ShareTarget[];
};

/** Where a gadget is put, or null for the first place of the first column. */
export type NewGadget = Omit<Gadget, 'id' | 'dashboardId' | 'position'> & {
  readonly position: GadgetPosition | null;
};

export interface DashboardsDeps {
  readonly database: Database;
  readonly changes: Changes;
  readonly shares: Shares;
  readonly properties: EntityProperties;
}

/** Dashboards, and the gadgets on them. */
export class Dashboards {
  readonly #deps: DashboardsDeps;

  constructor(deps: DashboardsDeps) {
    this.#deps = deps;
    const isNew = deps.database.get("SELECT 1 FROM sequence WHERE name = 'dashboard'") === undefined;
    if (isNew) this.#plant();
  }

  list(): readonly Dashboard[] {
    return this.#deps.database.all('SELECT * FROM jira_dashboard ORDER BY id').map(toDashboard);
  }

  find(id: string): Dashboard | undefined {
    if (!isId(id)) return undefined;
    const row = this.#deps.database.get('SELECT * FROM jira_dashboard WHERE id = ?', [Number(id)]);
    return row === undefined ? undefined : toDashboard(row);
  }

  isNameTaken(owner: string | null, name: string, except?: string): boolean {
    const row = this.#deps.database.get(
      'SELECT id FROM jira_dashboard WHERE owner IS ? AND name = ? AND id IS NOT ?',
      [owner, name, except === undefined ? null : Number(except)],
    );
    return row !== undefined;
  }

  add({ viewers, editors, ...dashboard }: NewDashboard): Dashboard {
    return this.#deps.changes.run(() => {
      const added: Dashboard = { ...dashboard, id: String(nextId(this.#deps.database, 'dashboard')) };
      this.#put(added);
      this.#share(added, viewers, editors);
      return added;
    });
  }

  update(dashboard: Dashboard, { viewers, editors, ...change }: Partial<NewDashboard>): Dashboard {
    return this.#deps.changes.run(() => {
      const updated: Dashboard = { ...dashboard, ...change };
      this.#put(updated);
      this.#share(updated, viewers, editors);
      return updated;
    });
  }

  remove({ id }: Dashboard): void {
    this.#deps.changes.run(() => {
      for (const gadget of this.gadgets(id)) this.#deps.properties.deleteAll(itemEntity(gadget));
      this.#deps.database.run('DELETE FROM jira_dashboard WHERE id = ?', [Number(id)]);
      this.#deps.shares.forget('dashboard', id);
    });
  }

  /** With its gadgets, and what add-ons keep with them. */
  copy(dashboard: Dashboard, as: NewDashboard): Dashboard {
    const { changes, properties } = this.#deps;
    return changes.run(() => {
      const copied = this.add(as);
      for (const { id, dashboardId, ...gadget } of this.gadgets(dashboard.id)) {
        const added = this.#putGadget({
          ...gadget,
          dashboardId: copied.id,
          id: String(nextId(this.#deps.database, 'gadget')),
        });
        const from = itemEntity({ id, dashboardId });
        for (const key of properties.keys(from)) {
          const property = properties.find(from, key);
          if (property !== undefined) properties.set(itemEntity(added), key, property.value);
        }
      }
      return copied;
    });
  }

  /** Column by column, from above. */
  gadgets(dashboardId: string): readonly Gadget[] {
    return this.#deps.database
      .all('SELECT * FROM jira_gadget WHERE dashboard = ? ORDER BY id', [Number(dashboardId)])
      .map(toGadget)
      .sort((a, b) => a.position.column - b.position.column || a.position.row - b.position.row);
  }

  gadget(dashboardId: string, id: string): Gadget | undefined {
    return this.gadgets(dashboardId).find((gadget) => gadget.id === id);
  }

  /** Those in its way move down. @param position no further down than the column is long */
  addGadget(dashboardId: string, { position, ...gadget }: NewGadget): Gadget {
    return this.#deps.changes.run(() => {
      const added: Gadget = {
        ...gadget,
        dashboardId,
        id: String(nextId(this.#deps.database, 'gadget')),
        position: position ?? { row: 0, column: 0 },
      };
      this.#makeRoom(added);
      return this.#putGadget(added);
    });
  }

  updateGadget(gadget: Gadget, change: Partial<Pick<Gadget, 'title' | 'color' | 'position'>>): Gadget {
    return this.#deps.changes.run(() => {
      const updated: Gadget = { ...gadget, ...change };
      if (change.position !== undefined) {
        this.#deps.database.run('DELETE FROM jira_gadget WHERE id = ?', [Number(gadget.id)]);
        this.#close(gadget);
        this.#makeRoom(updated);
      }
      return this.#putGadget(updated);
    });
  }

  /** Those below it move up. */
  removeGadget(gadget: Gadget): void {
    this.#deps.changes.run(() => {
      this.#deps.database.run('DELETE FROM jira_gadget WHERE id = ?', [Number(gadget.id)]);
      this.#deps.properties.deleteAll(itemEntity(gadget));
      this.#close(gadget);
    });
  }

  #makeRoom({ dashboardId, position: { row, column } }: Gadget): void {
    this.#shift(dashboardId, column, row, 1);
  }

  #close({ dashboardId, position: { row, column } }: Gadget): void {
    this.#shift(dashboardId, column, row + 1, -1);
  }

  #shift(dashboardId: string, column: number, from: number, by: number): void {
    for (const gadget of this.gadgets(dashboardId)) {
      const { position } = gadget;
      if (position.column === column && position.row >= from) {
        this.#putGadget({ ...gadget, position: { column, row: position.row + by } });
      }
    }
  }

  #share(
    { id }: Dashboard,
    viewers: readonly ShareTarget[] | undefined,
    editors: readonly ShareTarget[] | undefined,
  ): void {
    const { shares } = this.#deps;
    if (viewers !== undefined) shares.replace('dashboard', id, 'view', viewers);
    if (editors !== undefined) shares.replace('dashboard', id, 'edit', editors);
  }

  #put({ id, ownerAccountId, name, ...body }: Dashboard): void {
    this.#deps.database.run(
      `INSERT INTO jira_dashboard (id, owner, name, body) VALUES (?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET owner = excluded.owner, name = excluded.name, body = excluded.body`,
      [Number(id), ownerAccountId, name, JSON.stringify(body)],
    );
  }

  #putGadget(gadget: Gadget): Gadget {
    const { id, dashboardId, ...body } = gadget;
    this.#deps.database.run(
      `INSERT INTO jira_gadget (id, dashboard, body) VALUES (?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET body = excluded.body`,
      [Number(id), Number(dashboardId), JSON.stringify(body)],
    );
    return gadget;
  }

  #plant(): void {
    this.add({
      name: 'Default dashboard',
      description: '',
      ownerAccountId: null,
      viewers: [{ type: 'global' }],
      editors: [],
    });
  }
}

/** What properties of a dashboard item belong to. */
export function itemEntity({ id, dashboardId }: Pick<Gadget, 'id' | 'dashboardId'>) {
  return { type: 'dashboard-item', id: `${dashboardId}/${id}` } as const;
}

function isId(text: string): boolean {
  return /^\d{1,15}$/.test(text);
}

/** The tables are ours: what is in them was a dashboard, or a gadget, when it was written. */
function toDashboard({ id, owner, name, body }: Row): Dashboard {
  return {
    id: String(id),
    name: String(name),
    ownerAccountId: owner === null || owner === undefined ? null : String(owner),
    ...JSON.parse(String(body)),
  };
}

function toGadget({ id, dashboard, body }: Row): Gadget {
  return { id: String(id), dashboardId: String(dashboard), ...JSON.parse(String(body)) };
}
