import type { Json, JsonObject } from '../../../core/json.ts';
import { People, SEED_PEOPLE } from '../../people/people.ts';
import { EntityProperties } from '../../properties/entity-properties.ts';
import { compact, SeedObject, unless, unlessEmpty } from '../../seed/seed-object.ts';
import type { SeedPart } from '../../seed/seed-part.ts';
import { SeedPeople } from '../../seed/seed-people.ts';
import type { Database } from '../../store/database.ts';
import { reserveId } from '../../store/sequences.ts';
import { SeedIds } from '../seeding/seed-ids.ts';
import { SeedShares } from '../seeding/seed-shares.ts';
import { itemEntity } from './dashboards.ts';

const NAME = 'dashboards';

/** What every site has, and so need not be told. */
const OF_NEW_SITES = { id: 10_000, name: 'Default dashboard', viewers: ['global'] };

/** Dashboards with their gadgets, and what add-ons keep with those. */
export const DASHBOARDS_PART: SeedPart = {
  name: NAME,
  export: (database) => {
    const rows = database.all('SELECT id, owner, name, body FROM jira_dashboard ORDER BY id');
    const isNew = database.get("SELECT 1 FROM sequence WHERE name = 'dashboard'") === undefined;
    if (isNew) return undefined;
    const people = new SeedPeople(new People(database, []));
    const shares = new SeedShares(database, 'dashboard', people);
    const dashboards = rows.map(({ id, owner, name, body }) => {
      // The table is ours: what is in it was a dashboard when it was written.
      const { description, ...more } = JSON.parse(String(body));
      return compact({
        id: Number(id),
        owner: typeof owner === 'string' ? people.personText(owner) : undefined,
        name: String(name),
        description: unless('', description),
        ...more,
        ...shares.export(Number(id)),
        gadgets: unlessEmpty(exportGadgets(database, String(id))),
      });
    });
    return JSON.stringify(dashboards) === JSON.stringify([OF_NEW_SITES]) ? undefined : dashboards;
  },
  import: (database, value) => {
    const people = new SeedPeople(new People(database, SEED_PEOPLE));
    const shares = new SeedShares(database, 'dashboard', people);
    shares.clear();
    database.run('DELETE FROM jira_dashboard');
    database.run("DELETE FROM entity_property WHERE entity_type = 'dashboard-item'");
    const [ids, gadgetIds] = [new SeedIds(10_000), new SeedIds(10_000)];
    for (const dashboard of SeedObject.all(value, `/${NAME}`)) {
      ids.claim(dashboard);
      for (const gadget of dashboard.objects('gadgets')) gadgetIds.claim(gadget);
    }
    for (const dashboard of SeedObject.all(value, `/${NAME}`)) {
      const id = ids.of(dashboard);
      database.run('INSERT INTO jira_dashboard (id, owner, name, body) VALUES (?, ?, ?, ?)', [
        id,
        people.readPerson(dashboard, 'owner') ?? null,
        dashboard.text('name'),
        JSON.stringify({ description: dashboard.anyText('description') }),
      ]);
      shares.import(dashboard, id);
      for (const gadget of dashboard.objects('gadgets')) importGadget(database, gadget, id, gadgetIds);
      dashboard.end();
    }
    reserveId(database, 'dashboard', ids.last);
    reserveId(database, 'gadget', gadgetIds.last);
  },
};

function exportGadgets(database: Database, dashboardId: string): readonly JsonObject[] {
  const properties = new EntityProperties(database);
  return database
    .all('SELECT id, body FROM jira_gadget WHERE dashboard = ? ORDER BY id', [Number(dashboardId)])
    .map(({ id, body }) => {
      const entity = itemEntity({ id: String(id), dashboardId });
      const kept = properties
        .keys(entity)
        .map((key): readonly [string, Json | undefined] => [key, properties.find(entity, key)?.value]);
      return compact({
        id: Number(id),
        ...JSON.parse(String(body)),
        properties: unlessEmpty(Object.fromEntries(kept)),
      });
    });
}

function importGadget(database: Database, gadget: SeedObject, dashboard: number, ids: SeedIds): void {
  const id = ids.of(gadget);
  const [place] = gadget.only('position');
  const [row, column] = [place?.count('row'), place?.count('column')];
  if (row === undefined || column === undefined) {
    gadget.fail('position', 'row and column must be numbers from 0 on.');
  }
  place?.end();
  const [moduleKey, uri] = [gadget.optionalText('moduleKey'), gadget.optionalText('uri')];
  const body = {
    ...(moduleKey === undefined ? {} : { moduleKey }),
    ...(uri === undefined ? {} : { uri }),
    title: gadget.anyText('title'),
    color: gadget.text('color'),
    position: { row, column },
  };
  database.run('INSERT INTO jira_gadget (id, dashboard, body) VALUES (?, ?, ?)', [
    id,
    dashboard,
    JSON.stringify(body),
  ]);
  const properties = new EntityProperties(database);
  const entity = itemEntity({ id: String(id), dashboardId: String(dashboard) });
  for (const [key, value] of gadget.entries('properties')) properties.set(entity, key, value);
  gadget.end();
}
