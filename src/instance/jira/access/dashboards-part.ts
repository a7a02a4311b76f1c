import type { Json, JsonObject } from '../../../core/json.ts';
import { EntityProperties } from '../../properties/entity-properties.ts';
import { readList, readObject, readOptionalText, readText } from '../../seed/read.ts';
import { SeedError, type SeedPart } from '../../seed/seed-part.ts';
import type { Database } from '../../store/database.ts';
import { reserveId } from '../../store/sequences.ts';
import { itemEntity } from './dashboards.ts';
import { readSeedId, ShareSeed } from './share-seed.ts';

const NAME = 'dashboards';

/** What every site has, and so need not be told. */
const OF_NEW_SITES = {
  id: '10000',
  name: 'Default dashboard',
  description: '',
  shares: [{ with: 'global' }],
  gadgets: [],
};

/** Dashboards with their gadgets, and what add-ons keep with those. */
export const DASHBOARDS_PART: SeedPart = {
  name: NAME,
  export: (database) => {
    const shares = new ShareSeed(database, 'dashboard');
    const rows = database.all('SELECT id, owner, name, body FROM jira_dashboard ORDER BY id');
    const dashboards = rows.map(({ id, owner, name, body }) => ({
      id: String(id),
      ...(owner === null || owner === undefined ? {} : { owner: shares.accountJson(String(owner)) }),
      name: String(name),
      ...JSON.parse(String(body)),
      ...shares.export(Number(id)),
      gadgets: exportGadgets(database, String(id)),
    }));
    const [first] = dashboards;
    const isAsNew = dashboards.length === 1 && JSON.stringify(first) === JSON.stringify(OF_NEW_SITES);
    return first === undefined || isAsNew ? undefined : dashboards;
  },
  import: (database, value) => {
    const shares = new ShareSeed(database, 'dashboard');
    shares.clear();
    database.run('DELETE FROM jira_dashboard');
    database.run("DELETE FROM entity_property WHERE entity_type = 'dashboard-item'");
    const [ids, gadgetIds] = [new Set<number>(), new Set<number>()];
    readList(value, `/${NAME}`).forEach((entry, index) => {
      const pointer = `/${NAME}/${index}`;
      const id = readSeedId(database, entry, 'dashboard', pointer);
      assertNew(ids, id, pointer);
      const owner = readOptionalText(entry, 'owner', pointer);
      const description = entry['description'] === '' ? '' : readOptionalText(entry, 'description', pointer);
      database.run('INSERT INTO jira_dashboard (id, owner, name, body) VALUES (?, ?, ?, ?)', [
        id,
        owner === undefined ? null : shares.readAccount(owner, `${pointer}/owner`),
        readText(entry, 'name', pointer),
        JSON.stringify({ description: description ?? '' }),
      ]);
      reserveId(database, 'dashboard', id);
      shares.import(entry, id, pointer);
      readList(entry['gadgets'] ?? [], `${pointer}/gadgets`).forEach((gadget, at) => {
        importGadget(database, gadget, id, gadgetIds, `${pointer}/gadgets/${at}`);
      });
    });
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
      return {
        id: String(id),
        ...JSON.parse(String(body)),
        ...(kept.length === 0 ? {} : { properties: Object.fromEntries(kept) }),
      };
    });
}

function importGadget(
  database: Database,
  entry: Record<string, unknown>,
  dashboard: number,
  ids: Set<number>,
  pointer: string,
): void {
  const properties = new EntityProperties(database);
  const id = readSeedId(database, entry, 'gadget', pointer);
  assertNew(ids, id, pointer);
  const position = readObject(entry['position'], `${pointer}/position`);
  const [row, column] = [position['row'], position['column']];
  if (!isCount(row) || !isCount(column)) {
    throw new SeedError(`${pointer}/position`, 'row and column must be numbers from 0 on.');
  }
  const [moduleKey, uri] = [
    readOptionalText(entry, 'moduleKey', pointer),
    readOptionalText(entry, 'uri', pointer),
  ];
  const body = {
    ...(moduleKey === undefined ? {} : { moduleKey }),
    ...(uri === undefined ? {} : { uri }),
    title: entry['title'] === '' ? '' : readText(entry, 'title', pointer),
    color: readText(entry, 'color', pointer),
    position: { row, column },
  };
  database.run('INSERT INTO jira_gadget (id, dashboard, body) VALUES (?, ?, ?)', [
    id,
    dashboard,
    JSON.stringify(body),
  ]);
  reserveId(database, 'gadget', id);
  const kept = readObject(entry['properties'] ?? {}, `${pointer}/properties`);
  const entity = itemEntity({ id: String(id), dashboardId: String(dashboard) });
  for (const [key, value] of Object.entries(kept)) if (isJson(value)) properties.set(entity, key, value);
}

function assertNew(ids: Set<number>, id: number, pointer: string): void {
  if (ids.has(id)) throw new SeedError(`${pointer}/id`, 'another one has it.');
  ids.add(id);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}

/** What was parsed from JSON holds nothing else. */
function isJson(value: unknown): value is Json {
  return value !== undefined;
}
