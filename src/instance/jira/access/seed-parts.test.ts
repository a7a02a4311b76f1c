import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTestJira, openTestJira } from '../../../../test/support/jira-store.ts';
import { type Group, joined } from '../../people/groups.ts';
import { People, SEED_PEOPLE } from '../../people/people.ts';
import { exportSeed, importSeed } from '../../seed/seed.ts';
import { openSiteDatabase } from '../../store/site-database.ts';
import type { JiraStore } from '../jira-store.ts';
import { itemEntity } from './dashboards.ts';
import type { ShareTarget } from './shares.ts';

const NOW = Date.UTC(2026, 10, 21);
const word = fc.stringMatching(/^[a-z]{1,8}$/);
const who = fc.constantFrom(...SEED_PEOPLE.map(({ accountId }) => accountId));
const place = fc.record({
  type: fc.constantFrom('global', 'loggedin', 'project', 'role', 'group', 'user'),
  who,
  rights: fc.constantFrom('view' as const, 'edit' as const),
});
const plan = fc.record({
  groups: fc.uniqueArray(word, { maxLength: 3 }),
  members: fc.array(fc.record({ who, group: fc.nat(5) }), { maxLength: 5 }),
  gone: fc.option(who),
  filters: fc.array(
    fc.record({
      name: word,
      who,
      columns: fc.option(fc.array(word, { maxLength: 2 })),
      shares: fc.array(place, { maxLength: 3 }),
      liked: fc.boolean(),
    }),
    { maxLength: 4 },
  ),
  dashboards: fc.array(
    fc.record({
      name: word,
      who,
      shares: fc.array(place, { maxLength: 3 }),
      gadgets: fc.array(fc.record({ title: fc.string(), value: fc.jsonValue() }), { maxLength: 3 }),
    }),
    { maxLength: 3 },
  ),
  grants: fc.uniqueArray(fc.tuple(fc.constantFrom('EDIT_ISSUES', 'app__key'), who), {
    maxLength: 3,
    selector: (grant) => grant.join(' '),
  }),
});
type Plan = typeof plan extends fc.Arbitrary<infer T> ? T : never;

/** A site where somebody has done what the plan says. */
function prepare({ groups, members, gone, filters, dashboards, grants }: Plan) {
  const { store, people, database, close } = openTestJira();
  const added = groups.map((name) => people.groups.add(name));
  for (const { who: account, group } of members) {
    const [person, joins] = [people.find(account), added[group % Math.max(1, added.length)]];
    if (person !== undefined && joins !== undefined) people.put(joined(person, joins));
  }
  const left = people.find(gone);
  if (left !== undefined && !left.isAdmin) people.put({ ...left, isActive: false });
  for (const { name, who: owner, columns, shares, liked } of filters) {
    if (store.filters.isNameTaken(owner, name)) continue;
    const filter = store.filters.add(
      {
        name,
        ownerAccountId: owner,
        description: '',
        jql: '',
        ...(columns === null ? {} : { columns }),
        viewers: [],
        editors: [],
      },
      owner,
    );
    for (const share of shares) store.shares.add('filter', filter.id, share.rights, targetOf(share, added));
    if (liked) store.shares.setFavourite('filter', filter.id, owner, true);
  }
  plantDashboards(store, added, dashboards);
  for (const [permission, account] of grants) {
    store.permissions.schemes.grant('0', { permission, holder: { type: 'user', parameter: account } });
  }
  return { database, store, people, close };
}

function plantDashboards(store: JiraStore, added: readonly Group[], dashboards: Plan['dashboards']): void {
  for (const { name, who: owner, shares, gadgets } of dashboards) {
    const dashboard = store.dashboards.add({
      name,
      ownerAccountId: owner,
      description: name,
      viewers: [],
      editors: [],
    });
    for (const share of shares)
      store.shares.add('dashboard', dashboard.id, share.rights, targetOf(share, added));
    for (const { title, value } of gadgets) {
      const gadget = store.dashboards.addGadget(dashboard.id, {
        title,
        color: 'red',
        uri: 'a',
        position: null,
      });
      store.properties.set(itemEntity(gadget), 'config', JSON.parse(JSON.stringify(value)));
    }
  }
}

function targetOf(
  { type, who: accountId }: { type: string; who: string },
  [group]: readonly Group[],
): ShareTarget {
  if (type === 'global' || type === 'loggedin') return { type };
  if (type === 'project') return { type: 'project', projectId: '10000' };
  if (type === 'role') return { type: 'project', projectId: '10001', roleId: '10004' };
  return type === 'group' && group !== undefined
    ? { type: 'group', groupId: group.id }
    : { type: 'user', accountId };
}

describe('people, groups, filters, dashboards and permission schemes', () => {
  it('are the same after they were written into a seed and read from it', () => {
    fc.assert(
      fc.property(plan, (given) => {
        const { database, store, people, close } = prepare(given);
        const seed = exportSeed(database);
        // A new one: what is as in a new site stands in no seed.
        const other = openSiteDatabase();
        importSeed(other, JSON.parse(JSON.stringify(seed)), NOW);
        expect(exportSeed(other)).toEqual(seed);
        expect(new People(other, []).all()).toEqual(people.all());
        const again = openTestJira({ database: other }).store;
        expect(again.filters.list()).toEqual(store.filters.list());
        expect(again.dashboards.list()).toEqual(store.dashboards.list());
        for (const kind of ['filter', 'dashboard'] as const) {
          for (const { id } of kind === 'filter' ? store.filters.list() : store.dashboards.list()) {
            for (const { accountId } of SEED_PEOPLE) {
              const asks = ({ shares }: JiraStore) => [
                shares.maySee(kind, { id, ownerAccountId: null }, accountId),
                shares.mayEdit(kind, { id, ownerAccountId: null }, accountId),
                shares.isFavourite(kind, id, accountId),
              ];
              expect(asks(again)).toEqual(asks(store));
            }
          }
        }
        close();
        other.close();
      }),
      { numRuns: 12 },
    );
  });

  it('take the place of what is there', () => {
    const { store, people, database } = createTestJira();
    const [, mia] = SEED_PEOPLE;
    const group = people.groups.add('gone');
    if (mia !== undefined) people.put(joined(mia, group));
    const filter = {
      ownerAccountId: mia?.accountId ?? '',
      description: '',
      jql: '',
      viewers: [],
      editors: [],
    };
    store.filters.add({ ...filter, name: 'gone' }, null);
    importSeed(
      database,
      {
        version: 1,
        groups: [{ name: 'designers' }],
        jira: {
          filters: [
            {
              owner: 'mia',
              name: 'Hers',
              jql: 'project = DEMO',
              viewers: [{ group: 'designers' }, { project: 'DEMO', role: 'Member' }],
              favouriteOf: ['tomas'],
            },
          ],
        },
      },
      NOW,
    );
    expect(store.filters.list().map(({ name }) => name)).toEqual(['Hers']);
    const [hers] = store.filters.list();
    const designers = new People(database, []).groups.find('designers');
    expect(store.shares.list('filter', hers?.id ?? '').map(({ target }) => target)).toEqual([
      { type: 'group', groupId: designers?.id },
      { type: 'project', projectId: '10000', roleId: '10004' },
    ]);
    expect(store.shares.popularity('filter', hers?.id ?? '')).toBe(1);
    expect(new People(database, []).find(mia?.accountId)?.groups?.map(({ name }) => name)).toEqual([
      'jira-software-users',
      'confluence-users',
    ]);
  });

  it('may be a scheme, and a project that goes by it', () => {
    const { database } = createTestJira();
    const permissions = { BROWSE_PROJECTS: ['user:mia'], EDIT_ISSUES: ['group:designers'] };
    importSeed(
      database,
      {
        version: 1,
        groups: ['designers'],
        permissionSchemes: [
          { id: 0, code: 'open', name: 'Usual' },
          { code: 'own', name: 'Ours', permissions },
        ],
        jira: { projects: [{ key: 'BY', scheme: 'own' }, { key: 'NAME', scheme: 'ours' }, 'NONE'] },
      },
      NOW,
    );
    const { store } = openTestJira({ database });
    const [, mia, tomas] = SEED_PEOPLE.map(({ accountId }) => accountId);
    const seen = (account = '') =>
      store
        .projects()
        .flatMap(({ id, key }) => (store.permissions.may(account, 'BROWSE_PROJECTS', id) ? [key] : []));
    expect([seen(mia), seen(tomas)]).toEqual([['BY', 'NAME'], []]);
    const seed = exportSeed(database);
    importSeed(database, seed, NOW);
    expect(exportSeed(database)).toEqual(seed);
  });

  it('name people who were taken off the site', () => {
    const { store, people, database } = createTestJira();
    const mia = people.all().find(({ username }) => username === 'mia');
    if (mia === undefined) throw new Error('mia is gone');
    people.put({ ...mia, isActive: false });
    const filter = { name: 'Hers', description: '', jql: '', viewers: [], editors: [] };
    store.filters.add({ ...filter, ownerAccountId: mia.accountId }, null);
    const seed = exportSeed(database);
    importSeed(database, seed, NOW);
    expect(exportSeed(database)).toEqual(seed);
  });

  it.each([
    [{ groups: [{ name: 'site-admins' }] }, '/groups/0/name'],
    [{ groups: [{ name: 'a', members: [] }] }, '/groups/0/members'],
    [{ people: [{ username: 'a', displayName: 'A', isAdmin: true, boss: true }] }, '/people/0/boss'],
    [{ addons: [{ product: 'jira', key: 'a', descriptorUrl: 'https://a', on: true }] }, '/addons/0/on'],
    [{ addons: [{ product: 'bamboo', key: 'a', descriptorUrl: 'https://a' }] }, '/addons/0/product'],
    [{ jira: { filters: [{ owner: 'nobody', name: 'a', jql: '' }] } }, '/jira/filters/0/owner'],
    [{ jira: { filters: [{ owner: 'mia', jql: 'a' }] } }, '/jira/filters/0/name'],
    [{ jira: { filters: [{ name: 'a', viewers: ['you'] }] } }, '/jira/filters/0/viewers/0'],
    [
      { jira: { filters: [{ name: 'a', viewers: [{ user: 'mia', group: 'b' }] }] } },
      '/jira/filters/0/viewers/0',
    ],
    [
      { jira: { filters: [{ name: 'a', editors: [{ project: 'DEMO', role: 'Boss' }] }] } },
      '/jira/filters/0/editors/0/role',
    ],
    [{ jira: { filters: [{ name: 'a', favouriteOf: ['you'] }] } }, '/jira/filters/0/favouriteOf/0'],
    [{ dashboards: [{ name: 'a', shares: [] }] }, '/dashboards/0/shares'],
    [{ dashboards: [{ name: 'a', viewers: [{ project: 'NONE' }] }] }, '/dashboards/0/viewers/0/project'],
    [
      { dashboards: [{ name: 'a', gadgets: [{ title: 'b', color: 'red' }] }] },
      '/dashboards/0/gadgets/0/position',
    ],
    [{ permissionSchemes: [] }, '/permissionSchemes'],
    [{ permissionSchemes: [{ name: 'a' }, { name: 'A' }] }, '/permissionSchemes/1/name'],
    [{ permissionSchemes: [{ name: 'a', grants: [] }] }, '/permissionSchemes/0/grants'],
    [
      { permissionSchemes: [{ id: '0', name: 'a', permissions: { EDIT_ISSUES: ['somebody'] } }] },
      '/permissionSchemes/0/permissions/EDIT_ISSUES/0',
    ],
  ])('that are written wrongly say where: %j', (part, pointer) => {
    const { database } = createTestJira();
    expect(() => importSeed(database, { version: 1, ...part }, NOW)).toThrow(`${pointer}: `);
  });
});
