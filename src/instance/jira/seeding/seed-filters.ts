import { isRecord, type Json, type JsonObject, stringAt } from '../../../core/json.ts';
import { compact, type SeedObject, unless, unlessEmpty } from '../../seed/seed-object.ts';
import type { ShareRights, ShareTarget } from '../access/shares.ts';
import type { ExportContext } from './export-jira.ts';
import type { ImportContext } from './import-jira.ts';

/** Filters, which boards may be made of, with those whom they are shared with. */

export function filtersOf(context: ExportContext): readonly JsonObject[] {
  const { store, names } = context;
  return [...store.filters.list()]
    .sort((a, b) => Number(a.id) - Number(b.id))
    .map(({ id, name, description, jql, ownerAccountId, columns, ...more }) =>
      compact({
        id: Number(id),
        name,
        owner: names.personText(ownerAccountId),
        jql,
        description: unless('', description),
        columns: columns && [...columns],
        viewers: unlessEmpty(targetsOf(id, 'view', context)),
        editors: unlessEmpty(targetsOf(id, 'edit', context)),
        ...more,
      }),
    );
}

function targetsOf(id: string, rights: ShareRights, { store, names }: ExportContext): readonly Json[] {
  return store.shares
    .list('filter', id)
    .filter((share) => share.rights === rights)
    .map(({ target }): Json => {
      switch (target.type) {
        case 'global':
        case 'loggedin':
          return target.type;
        case 'group':
          return { group: target.groupId };
        case 'user':
          return { user: names.personText(target.accountId) };
        case 'project':
          return compact({
            project: store.project(target.projectId)?.key ?? target.projectId,
            role: target.roleId === undefined ? undefined : names.nameIn(store.roles.list(), target.roleId),
          });
        default:
          return target satisfies never;
      }
    });
}

/** @throws {SeedError} */
export function importFilters(seed: SeedObject, context: ImportContext): void {
  const { database, names, ids, store } = context;
  for (const table of ['jira_share', 'jira_favourite']) {
    database.run(`DELETE FROM ${table} WHERE kind = 'filter'`);
  }
  database.run('DELETE FROM jira_filter');
  for (const filter of seed.objects('filters')) ids.filter.claim(filter);
  for (const filter of seed.objects('filters')) {
    const id = ids.filter.of(filter);
    const owner = names.readPerson(filter, 'owner') ?? names.administrators()[0] ?? '';
    const name = filter.text('name');
    if (store.filters.isNameTaken(owner, name)) filter.fail('name', 'another filter of its owner has it.');
    const columns = filter.take('columns') === undefined ? {} : { columns: filter.texts('columns') };
    const body = { description: filter.anyText('description'), jql: filter.anyText('jql'), ...columns };
    database.run('INSERT INTO jira_filter (id, owner, name, body) VALUES (?, ?, ?, ?)', [
      id,
      owner,
      name,
      JSON.stringify(body),
    ]);
    for (const [property, rights] of [
      ['viewers', 'view'],
      ['editors', 'edit'],
    ] as const) {
      for (const [index, target] of filter.list(property).entries()) {
        const read = readTarget(target, filter, `${property}/${index}`, context);
        store.shares.add('filter', String(id), rights, read);
      }
    }
    filter.end();
  }
}

function readTarget(
  value: unknown,
  filter: SeedObject,
  place: string,
  { store, names }: ImportContext,
): ShareTarget {
  if (value === 'global' || value === 'loggedin') return { type: value };
  const group = stringAt(value, 'group');
  if (group !== undefined) return { type: 'group', groupId: group };
  const user = stringAt(value, 'user');
  if (user !== undefined) return { type: 'user', accountId: names.personOf(user, filter, `${place}/user`) };
  const key = stringAt(value, 'project');
  if (!isRecord(value) || key === undefined) {
    return filter.fail(place, 'it must be global, loggedin, or an object with project, group or user.');
  }
  const project = store.project(key) ?? filter.fail(`${place}/project`, `there is no project ${key}.`);
  const role = stringAt(value, 'role');
  if (role === undefined) return { type: 'project', projectId: project.id };
  const roleId = names.idIn(store.roles.list(), role, filter, `${place}/role`);
  return { type: 'project', projectId: project.id, roleId };
}
