import fc from 'fast-check';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { createTestJira, openTestJira } from '../../../../test/support/jira-store.ts';
import { SEED_PEOPLE } from '../../people/people.ts';
import { exportSeed, importSeed } from '../../seed/seed.ts';
import { openSiteDatabase } from '../../store/site-database.ts';
import { textToAdf } from '../adf.ts';
import { AGILE_FIELD } from '../agile/fields.ts';
import type { JiraStore } from '../jira-store.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const [ADMIN = '', MIA = '', TOMAS = ''] = SEED_PEOPLE.map(({ accountId }) => accountId);

function taken(seed: unknown) {
  const database = openSiteDatabase();
  onTestFinished(() => database.close());
  importSeed(database, JSON.parse(JSON.stringify(seed)), NOW);
  return database;
}

/** What a seed without people becomes, as it is exported again. */
function jiraOf(jira: unknown, database = openSiteDatabase()) {
  importSeed(database, { version: 1, jira }, NOW);
  return exportSeed(database)['jira'];
}

// What is refused leaves it as it was.
const untouched = openSiteDatabase();
afterAll(() => untouched.close());

function messageFor(jira: unknown): string {
  try {
    importSeed(untouched, { version: 1, jira }, NOW);
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
  return 'it was taken over';
}

/** A site in which everything has happened. */
function live(store: JiraStore): void {
  const { agile } = store;
  const demo = store.project('DEMO');
  const issue = (key: string) => {
    const found = store.issue(key);
    if (found === undefined) throw new Error(`${key} is gone`);
    return found;
  };
  if (demo === undefined) throw new Error('DEMO is gone');
  const { id: projectId } = demo;
  const component = store.catalog.addComponent({ projectId, name: 'Server', description: 'all of it' });
  const version = { projectId, description: '', archived: false };
  const next = store.catalog.addVersion({ ...version, name: '1.0', released: true });
  const options = [{ id: '20000', value: 'Low' }];
  const field = { description: '', options: [] };
  const severity = store.customFields.add({ ...field, name: 'Severity', type: 'select', options });
  const owner = store.customFields.add({ ...field, name: 'Owner', type: 'user' });
  const notes = store.customFields.add({ ...field, name: 'Notes', type: 'textarea' });
  const epic = store.issues.create(demo, { summary: 'Big', issueTypeId: '10000' }, MIA);
  const part = store.issues.create(
    demo,
    {
      summary: 'Part',
      issueTypeId: '10001',
      parentId: epic.id,
      componentIds: [component.id],
      fixVersionIds: [next.id],
      priorityId: null,
      originalEstimateSeconds: 7200,
      custom: {
        [`customfield_${severity.id}`]: { id: '20000', value: 'Low' },
        [`customfield_${owner.id}`]: { accountId: MIA },
        [`customfield_${notes.id}`]: JSON.parse(JSON.stringify(textToAdf('a\n\nb'))),
      },
    },
    MIA,
  );
  const sub = store.issues.create(demo, { summary: 'Sub', issueTypeId: '10004', parentId: part.id }, null);
  store.issues.update(
    issue('DEMO-1'),
    { assigneeAccountId: TOMAS, labels: ['x'], dueDate: '2026-12-24' },
    ADMIN,
  );
  const done = store.transitions().find(({ to }) => to.categoryKey === 'done');
  if (done !== undefined) store.issues.transition(issue('DEMO-1'), done, TOMAS);
  store.comments.add(issue('DEMO-1'), textToAdf('secret'), MIA, { type: 'role', value: 'Administrators' });
  const log = { comment: textToAdf('work'), started: NOW, visibility: null };
  const worklog = store.worklogs.add(issue(part.key), { ...log, timeSpentSeconds: 90 }, MIA, () => 60);
  store.properties.set({ type: 'worklog', id: worklog.id }, 'p', 1);
  const [blocks] = store.configuration.linkTypes;
  if (blocks !== undefined) store.links.add(blocks, issue('DEMO-1'), issue('DEMO-2'), MIA);
  store.remoteLinks.add({
    issueId: sub.id,
    globalId: 'g',
    body: { object: { url: 'https://x', title: 'X' } },
  });
  store.watchers.add(sub.id, MIA);
  store.voters.add(sub.id, TOMAS);
  store.attachments.add(
    issue('DEMO-1'),
    [
      { name: 'a.txt', mediaType: 'text/plain', content: Buffer.from('text') },
      { name: 'a.png', mediaType: 'image/png', content: Buffer.from([0, 255, 1]) },
    ],
    MIA,
  );
  store.issueProperties.set(issue('DEMO-1'), 'key', { a: [1] }, null);
  store.properties.set({ type: 'project', id: projectId }, 'p', true);
  agile.planning.moveTo(agile.sprints.find(1), issue(part.key), MIA);
  const first = agile.sprints.find(1);
  if (first !== undefined) agile.sprints.update(first, { state: 'closed' }, null);
  agile.planning.moveTo(agile.sprints.find(2), issue(part.key), MIA);
  agile.planning.rank([issue(part.key)], { side: 'before', issue: issue('DEMO-1') }, MIA);
  const flag = [{ id: '10019', value: 'Impediment' }];
  store.issues.update(issue(part.key), { custom: { [AGILE_FIELD.flagged]: flag } }, MIA);
  const board = agile.boards.create(
    {
      name: 'Simple',
      type: 'simple',
      projectId: null,
      ownerAccountId: MIA,
      filterId: null,
      jql: 'key = DEMO-1',
    },
    MIA,
  );
  agile.planning.place(agile.boards.toggle(board, 'backlog', true, null), issue('DEMO-2'), true);
  const filter = { name: 'Mine', description: '', jql: 'assignee = currentUser()', ownerAccountId: MIA };
  const viewers = [
    { type: 'loggedin' },
    { type: 'project', projectId, roleId: '10004' },
    { type: 'user', accountId: TOMAS },
  ] as const;
  const saved = store.filters.add({ ...filter, viewers, editors: [{ type: 'group', groupId: 'g' }] }, MIA);
  const ofFilter = { type: 'kanban', projectId, ownerAccountId: null, filterId: saved.id, jql: '' } as const;
  agile.boards.create({ ...ofFilter, name: 'Of a filter' }, null);
  const { configuration, catalog } = store;
  configuration.issueTypeList.put({
    ...{ id: '10100', name: 'Risk', description: '', subtask: false, hierarchyLevel: 0, icon: 'task' },
  });
  configuration.putStatus({ id: '10101', name: 'Waiting', categoryKey: 'indeterminate' });
  configuration.priorityList.delete('5');
  const category = store.categories.put({ id: '10102', name: 'Inner', description: '' });
  const role = store.roles.add('Guest', 'looks only');
  store.roles.addActor('10001', role, { kind: 'user', actor: TOMAS });
  store.roles.addActor('10001', role, { kind: 'group', actor: 'site-admins' });
  catalog.put({ ...demo, url: 'https://x.example', categoryId: category.id, assigneeType: 'PROJECT_LEAD' });
  catalog.putComponent({ ...component, leadAccountId: MIA, assigneeType: 'COMPONENT_LEAD' });
  const shelved = { state: 'archived', at: NOW, by: ADMIN } as const;
  catalog.add({
    ...demo,
    id: '10007',
    key: 'OLD',
    formerKeys: ['ELD'],
    shelved,
    scheme: 'private',
    actors: [],
  });
  const other = store.project('PRIV');
  if (other !== undefined) store.issues.move(issue('DEMO-5'), other, MIA);
  store.issues.delete(store.issues.create(demo, { summary: 'Gone', issueTypeId: '10001' }, MIA), MIA);
  liveInFields(store);
}

/** Fields with places of their own, in the trash, and of an add-on; boards, roles and lists that are gone. */
function liveInFields(store: JiraStore): void {
  const { agile, configuration, fieldAdmin } = store;
  const find = (id: string) =>
    store.customFields.findAny(id) ?? fieldAdmin.create({ ...NEW_FIELD, name: id });
  const { id } = fieldAdmin.create({ ...NEW_FIELD, name: 'Place', typeKey: 'a:b' });
  const own = fieldAdmin.addContext(find(id), {
    ...{ name: 'Own', description: 'there', projectIds: ['10001'], issueTypeIds: ['10002'] },
  });
  const [first] = find(id).contexts ?? [];
  // The same text in both: what an issue has is told apart by ids.
  fieldAdmin.addOptions(find(id), first?.id ?? '', [{ value: 'S' }, { value: 'L', disabled: true }]);
  const [same] = fieldAdmin.addOptions(find(id), own.id, [{ value: 'S' }]);
  fieldAdmin.putContext(find(id), { ...own, defaultValue: { id: same?.id, value: 'S' } });
  const value = { id: same?.id ?? '', value: 'S' };
  const gone = { id: '77', value: 'Of a context that is gone' };
  const trashed = fieldAdmin.create({ ...NEW_FIELD, name: 'Trashed' });
  const ofAddon = store.customFields.add({ ...NEW_FIELD, name: 'Of add-on', addonKey: 'a__b', options: [] });
  const more = { properties: { leader: 'x' }, config: { attributes: [] }, projectIds: ['10000'] };
  const red = fieldAdmin.addAddonOption(ofAddon, { value: 'Red', ...more });
  store.table.update(find10000(store), {
    ...find10000(store),
    custom: {
      ...find10000(store).custom,
      [`customfield_${id}`]: value,
      [`customfield_${trashed.id}`]: gone,
      [`customfield_${ofAddon.id}`]: { id: red.id, value: 'Red' },
    },
  });
  fieldAdmin.trash(trashed, MIA);
  const points = store.customFields.find(AGILE_FIELD.storyPoints);
  if (points !== undefined) fieldAdmin.setOnScreen(points, false);
  const lost = { name: 'Lost', type: 'scrum', projectId: '10000', ownerAccountId: null } as const;
  const board = agile.boards.create({ ...lost, filterId: null, jql: '' }, null);
  agile.sprints.create(
    { boardId: board.id, name: 'Goes on', goal: '', startDate: null, endDate: null },
    null,
  );
  agile.deleteBoard(board, null);
  configuration.settings.set('workflow.transition-properties.31', { a: 'b' });
  configuration.defaultResolutionId = '10000';
  store.configurationAdmin.chooseTimeTracking('x__y', null);
  store.properties.set({ type: 'user', id: MIA }, 'p', 1);
  store.properties.set({ type: 'issuetype', id: '10001' }, 'p', 1);
  const [, , member] = store.roles.list();
  if (member !== undefined) store.roles.delete(member);
  for (const one of [...configuration.linkTypes].slice(1)) configuration.linkTypeList.delete(one.id);
}

const NEW_FIELD = { type: 'select', description: '' } as const;

function find10000(store: JiraStore) {
  const issue = store.issue('10000');
  if (issue === undefined) throw new Error('the first issue is gone');
  return issue;
}

describe('a seed of Jira', () => {
  it('is the same after it has been taken over', () => {
    const { database, store } = createTestJira();
    live(store);
    const seed = exportSeed(database);
    expect(exportSeed(taken(seed))).toEqual(seed);
  });

  it('has the values of fields that are in the trash, of add-ons, and of two options with one text', () => {
    const { database, store } = createTestJira();
    live(store);
    const { jira } = JSON.parse(JSON.stringify(exportSeed(database)));
    const place = jira.fields.find(({ name }: { name: string }) => name === 'Place');
    const [first, own] = place.contexts;
    expect(place).toMatchObject({
      isOffScreen: true,
      typeKey: 'a:b',
      contexts: [{}, { name: 'Own', projects: ['PRIV'], issueTypes: ['Bug'], default: { value: 'S' } }],
      options: [{ value: 'S' }, { value: 'L', disabled: true }, { value: 'S', context: own.id }],
    });
    expect(first.id).not.toBe(own.id);
    expect(jira.issues[0].fields).toMatchObject({
      Place: String(place.options[2].id),
      Trashed: { id: '77', value: 'Of a context that is gone' },
      'Of add-on': 'Red',
    });
    const { custom } =
      openTestJira({ database: taken({ version: 1, jira }) }).store.table.find('10000') ?? {};
    expect(custom).toEqual(store.table.find('10000')?.custom);
  });

  it.each([
    [{ options: [{ value: 'S', context: 5 }] }, '/jira/fields/0/options/0/context: the field has no'],
    [
      {
        options: [
          { id: 1, value: 'S' },
          { id: 1, value: 'M' },
        ],
      },
      '/jira/fields/0/options/1/id: another one',
    ],
    [{ options: [{ value: 'S', color: 'red' }] }, '/jira/fields/0/options/0/color: there is no such'],
    [{ contexts: [{ name: 'a', projects: ['X'] }] }, '/jira/fields/0/contexts/0/projects/0: there is no'],
    [{ contexts: [{ name: 'a', issueTypes: ['X'] }] }, '/jira/fields/0/contexts/0/issueTypes/0: it must be'],
    [{ trashed: {} }, '/jira/fields/0/trashed/at: it must be said'],
    [{ id: 10028 }, '/jira/fields/0/id: a field of Jira Software has it'],
    [{ contexts: 5 }, '/jira/fields/0/contexts: it must be a list'],
  ])('whose field has %j is refused with the place', (field, message) => {
    expect(messageFor({ fields: [{ name: 'F', type: 'select', ...field }] })).toContain(message);
  });

  it('answers queries about history and numbers as the site did that it was taken from', () => {
    const { database, store } = createTestJira();
    live(store);
    const again = openTestJira({ database: taken(exportSeed(database)) });
    for (const jql of [
      'status was "In Progress" BEFORE "2027-01-01"',
      'status changed TO Done BY tomas@example.com',
      'assignee was mia@example.com',
      'text ~ secret',
      'sprint in closedSprints()',
      'Severity = Low',
      'project = DEMO ORDER BY Rank',
    ]) {
      const find = (jira: JiraStore) => jira.search.page(jql, 'site').ids;
      expect([jql, find(again.store)]).toEqual([jql, find(store)]);
    }
    const demo = again.store.project('DEMO');
    if (demo === undefined) throw new Error('DEMO is gone');
    const made = again.store.issues.create(demo, { summary: 'Next', issueTypeId: '10001' }, null);
    const own = store.issues.create(demo, { summary: 'Next', issueTypeId: '10001' }, null);
    expect(made.key).toBe(own.key);
  });

  it('leaves out what is as usual, and says it with names', () => {
    const { database } = createTestJira();
    const jira = JSON.parse(JSON.stringify(exportSeed(database)['jira']));
    expect(jira.issues[1]).toEqual({
      key: 'DEMO-2',
      id: 10001,
      summary: 'Search results are empty for names with an apostrophe',
      type: 'Bug',
      priority: 'Highest',
      description: expect.stringContaining("O'Neill"),
      assignee: 'tomas',
      reporter: 'mia',
      labels: ['search'],
      created: expect.any(String),
      sprints: ['DEMO Sprint 1'],
      fields: { 'Story Points': 2 },
    });
  });

  it('can be written by hand: an issue needs a summary', () => {
    expect(jiraOf({ issues: [{ summary: 'x' }, 'y'] })).toEqual({
      projects: [{ key: 'DEMO', id: 10000, name: 'Demo project', lead: 'admin' }],
      issues: [
        { key: 'DEMO-1', id: 10000, summary: 'x', created: '2026-11-21T12:00:00.000Z' },
        { key: 'DEMO-2', id: 10001, summary: 'y', created: '2026-11-21T12:00:00.000Z' },
      ],
    });
  });

  it('knows what follows from what', () => {
    const jira = JSON.parse(
      JSON.stringify(
        jiraOf({
          fields: [{ name: 'Size', type: 'select', options: ['S', 'L'] }],
          projects: ['ONE', { key: 'TWO', components: ['ui'], versions: ['1'], roles: { Member: ['mia'] } }],
          boards: ['ONE'],
          sprints: [{ name: 'S1', state: 'active', startDate: '2026-11-20', endDate: '2026-11-27' }],
          issues: [
            {
              project: 'TWO',
              summary: 'a',
              key: 'TWO-7',
              components: ['UI'],
              status: 'Done',
              fields: { size: 'L' },
            },
            {
              project: 'TWO',
              summary: 'b',
              originalEstimate: '2h',
              worklogs: ['30m'],
              comments: ['said', { author: 'mia', body: 'answered' }],
              links: ['TWO-7', { type: 'blocks', to: 'ONE-1' }],
            },
            { summary: 'story', type: 'story', sprints: ['s1'] },
            { summary: 'sub', type: 'Sub-task', parent: 'ONE-1' },
            {
              summary: 'old',
              created: '2026-01-01',
              history: [
                {
                  created: '2026-02-01',
                  items: [
                    { field: 'status', from: 'To Do', to: 'In Progress' },
                    { field: 'assignee', to: 'mia' },
                  ],
                },
              ],
            },
          ],
        }),
      ),
    );
    expect(jira.issues).toMatchObject([
      { key: 'TWO-7', status: 'Done', components: ['ui'], fields: { Size: 'L' } },
      { key: 'TWO-8', comments: [{ body: 'said' }, { author: 'mia' }], worklogs: [{ timeSpent: '30m' }] },
      { key: 'ONE-1', type: 'Story', sprints: ['S1'] },
      { key: 'ONE-2', parent: 'ONE-1', sprints: ['S1'] },
      { key: 'ONE-3', history: [{ items: [{ field: 'status', from: 'To Do', to: 'In Progress' }, {}] }] },
    ]);
    expect(jira.issues[1].links).toMatchObject([
      { type: 'Relates', to: 'TWO-7' },
      { type: 'Blocks', to: 'ONE-1' },
    ]);
    expect(jira.boards).toMatchObject([{ id: 1, name: 'ONE board', project: 'ONE' }]);
  });

  it.each([
    [[], '/jira: it must be an object.'],
    [{ isues: [] }, '/jira/isues: there is no such property'],
    [{ projects: [] }, '/jira/projects: there must be one'],
    [{ projects: ['demo'] }, '/jira/projects/0/key: it must be capital letters'],
    [{ projects: ['A', 'A'] }, '/jira/projects/1/key: another project'],
    [{ projects: [{ key: 'A', lead: 'nobody' }] }, '/jira/projects/0/lead: there is nobody called "nobody"'],
    [{ projects: [{ key: 'A', roles: { Boss: [] } }] }, '/jira/projects/0/roles/Boss: it must be one of'],
    [{ projects: [{ key: 'A', scheme: 'x' }] }, '/jira/projects/0/scheme: it must be one of'],
    [{ configuration: { statuses: [{ name: 'x' }] } }, '/jira/configuration/statuses/0/id: it must have one'],
    [{ fields: [{ name: 'F', type: 'map' }] }, '/jira/fields/0/type: it must be one of text'],
    [{ boards: ['NOPE'] }, '/jira/boards/0/project: there is no project NOPE'],
    [{ boards: [{ name: 'B', filterId: 5 }] }, '/jira/boards/0/filterId: there is no such filter'],
    [{ filters: [{ name: 'F', viewers: ['all'] }] }, '/jira/filters/0/viewers/0: it must be global'],
    [{ sprints: ['S'] }, '/jira/sprints/0/board: there is no board'],
    [{ issues: {} }, '/jira/issues: it must be a list'],
    [{ issues: [{}] }, '/jira/issues/0/summary: it must be text'],
    [{ issues: [{ summary: 'a', project: 'B' }] }, '/jira/issues/0/project: there is no project B'],
    [{ issues: [{ summary: 'a', key: 'B-1' }] }, '/jira/issues/0/key: there is no project B'],
    [
      {
        issues: [
          { summary: 'a', id: 5 },
          { summary: 'b', id: 5 },
        ],
      },
      '/jira/issues/1/id: another one',
    ],
    [{ issues: [{ summary: 'a', status: 'Late' }] }, '/jira/issues/0/status: it must be one of To Do'],
    [{ issues: [{ summary: 'a', created: 'today' }] }, '/jira/issues/0/created: it must be a date'],
    [{ issues: [{ summary: 'a', parent: 'DEMO-9' }] }, '/jira/issues/0/parent: there is no issue DEMO-9'],
    [{ issues: ['a', { summary: 'b', parent: 'DEMO-1' }] }, '/jira/issues/1/parent: DEMO-1 is of a type'],
    [{ issues: [{ summary: 'a', type: 'Sub-task' }] }, '/jira/issues/0/parent: a sub-task must have one'],
    [
      { issues: [{ summary: 'a', fields: { Size: 1 } }] },
      '/jira/issues/0/fields/Size: there is no such field',
    ],
    [{ issues: [{ summary: 'a', fields: { Flagged: ['x'] } }] }, '/jira/issues/0/fields/Flagged: it must be'],
    [{ issues: [{ summary: 'a', links: ['DEMO-2'] }] }, '/jira/issues/0/links/0/to: there is no issue'],
    [{ issues: [{ summary: 'a', comments: [{}] }] }, '/jira/issues/0/comments/0/body'],
    [{ issues: [{ summary: 'a', comments: [{ body: 'b', by: 'x' }] }] }, '/jira/issues/0/comments/0/by'],
    [{ issues: [{ summary: 'a', worklogs: ['long'] }] }, '/jira/issues/0/worklogs/0/timeSpent'],
    [{ issues: [{ summary: 'a', attachments: [{ name: 'f', base64: '!' }] }] }, 'attachments/0/base64'],
    [{ issues: [{ summary: 'a', history: [{ items: [{}] }] }] }, 'history/0/items/0/field'],
  ])('that is %j is refused with the place', (jira, message) => {
    expect(messageFor(jira)).toContain(message);
  });

  it('that is refused leaves the site as it was', () => {
    const { database } = createTestJira();
    const before = exportSeed(database);
    expect(() => importSeed(database, { version: 1, jira: { issues: ['a', {}] } }, NOW)).toThrow('/issues/1');
    expect(exportSeed(database)).toEqual(before);
  });

  it('comes out as it went in, whatever is written', () => {
    const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
    const person = fc.constantFrom('admin', 'mia', 'tomas', 'addon_x');
    const text = fc.string({ minLength: 1, maxLength: 20 }).filter((one) => !one.includes('\n'));
    const moment = fc
      .date({ min: new Date(0), max: new Date(NOW), noInvalidDate: true })
      .map((date) => date.toISOString());
    const issue = fc.record(
      {
        project: fc.constantFrom('ONE', 'TWO'),
        summary: text,
        type: fc.constantFrom('Task', 'bug', 'Epic'),
        status: fc.constantFrom('To Do', 'Done'),
        resolution: fc.constantFrom('Done', null),
        priority: fc.constantFrom('High', null),
        description: fc.string({ unit: 'grapheme' }),
        assignee: person,
        reporter: fc.option(person),
        creator: fc.option(person),
        labels: fc.uniqueArray(fc.constantFrom('a', 'b')),
        created: moment,
        updated: moment,
        resolved: fc.option(moment),
        originalEstimate: fc.option(fc.nat(9999)),
        remainingEstimate: fc.option(fc.nat(9999)),
        timeSpent: fc.option(fc.nat(9999)),
        fields: fc.record(
          { 'Story Points': fc.nat(9), Flagged: fc.constant(['Impediment']) },
          { requiredKeys: [] },
        ),
        comments: fc.array(fc.record({ body: text, author: maybe(person), created: maybe(moment) })),
        worklogs: fc.array(fc.record({ timeSpent: fc.nat(9999), started: maybe(moment) })),
        watchers: fc.uniqueArray(person),
        attachments: fc.array(fc.record({ name: text, text: fc.string({ unit: 'binary' }) })),
        properties: fc.dictionary(fc.constantFrom('p', 'q'), fc.jsonValue()),
        history: fc.array(
          fc.record({
            author: fc.option(person),
            created: moment,
            items: fc.array(
              fc.record({
                field: fc.constantFrom('status', 'assignee', 'labels', 'Story Points', 'nonsense'),
                from: maybe(fc.constantFrom('To Do', 'mia', 'x', null)),
                fromId: maybe(fc.constantFrom('1', null)),
                to: maybe(text),
              }),
            ),
          }),
        ),
      },
      { requiredKeys: ['summary'] },
    );
    // Each seed takes the place of the one before.
    const database = openSiteDatabase();
    fc.assert(
      fc.property(fc.array(issue, { minLength: 2, maxLength: 5 }), (issues) => {
        const once = jiraOf(JSON.parse(JSON.stringify({ projects: ['ONE', 'TWO'], issues })), database);
        expect(jiraOf(once, database)).toEqual(once);
      }),
      { numRuns: 20 },
    );
  });
});
