import type { JsonObject } from '../../../core/json.ts';
import { compact, type SeedObject, unless } from '../../seed/seed-object.ts';
import type { ExportContext } from './export-jira.ts';
import type { ImportContext } from './import-jira.ts';
import { SeedShares } from './seed-shares.ts';

/** Filters, which boards may be made of, with those whom they are shared with. */

export function filtersOf({ database, store, names }: ExportContext): readonly JsonObject[] {
  const shares = new SeedShares(database, 'filter', names);
  return [...store.filters.list()]
    .sort((a, b) => Number(a.id) - Number(b.id))
    .map(({ id, name, description, jql, ownerAccountId, columns }) =>
      compact({
        id: Number(id),
        name,
        owner: names.personText(ownerAccountId),
        jql: unless('', jql),
        description: unless('', description),
        columns: columns && [...columns],
        ...shares.export(Number(id)),
      }),
    );
}

/** @throws {SeedError} */
export function importFilters(seed: SeedObject, context: ImportContext): void {
  const { database, names, ids, store } = context;
  const shares = new SeedShares(database, 'filter', names);
  shares.clear();
  database.run('DELETE FROM jira_filter');
  for (const filter of seed.objects('filters')) ids.filter.claim(filter);
  for (const filter of seed.objects('filters')) {
    const id = ids.filter.of(filter);
    const owner = names.readPerson(filter, 'owner') ?? names.administrators()[0] ?? '';
    const name = filter.text('name');
    if (store.filters.isNameTaken(owner, name)) filter.fail('name', 'another filter of its owner has it.');
    const columns = filter.has('columns') ? { columns: filter.texts('columns') } : {};
    const body = { description: filter.anyText('description'), jql: filter.anyText('jql'), ...columns };
    database.run('INSERT INTO jira_filter (id, owner, name, body) VALUES (?, ?, ?, ?)', [
      ...[id, owner, name],
      JSON.stringify(body),
    ]);
    shares.import(filter, id);
    filter.end();
  }
}
