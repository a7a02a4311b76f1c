import { describe, expect, it } from 'vitest';
import { listRestOperations } from '../../src/catalog/rest-operations.ts';
import { startInstalled } from '../support/installed-addon.ts';
import { jiraClientOf } from '../support/jira-site-client.ts';
import { createTempDir } from '../support/temp-dir.ts';
import { startTestInstance } from '../support/test-instance.ts';

const AGILE = '/rest/agile/1.0';
const SPRINT = 'customfield_10020';

async function start(options: Parameters<typeof startTestInstance>[0] = {}) {
  const instance = await startTestInstance(options);
  const { as, admin } = jiraClientOf(instance);
  const agile = (method: string, path: string, body?: unknown) => admin(method, `${AGILE}${path}`, body);
  const api = (method: string, path: string, body?: unknown) => admin(method, `/rest/api/3${path}`, body);
  const create = async (fields: object = {}): Promise<string> => {
    const made = await api('POST', '/issue', {
      fields: { project: { key: 'DEMO' }, issuetype: { name: 'Task' }, summary: 'New', ...fields },
    });
    expect(made.status).toBe(201);
    return made.body.key;
  };
  const keys = async (path: string): Promise<readonly string[]> =>
    (await agile('GET', path)).body.issues.map(({ key }: { key: string }) => key);
  const changes = async (key: string) => {
    const { values } = (await api('GET', `/issue/${key}/changelog`)).body;
    return values.flatMap(({ items }: { items: object[] }) => items);
  };
  return { instance, as, admin, agile, api, create, keys, changes };
}

const refusal = (...errorMessages: unknown[]) => ({ errorMessages, errors: {} });

it('answers every operation of Jira Software', async () => {
  const { agile } = await start();
  const operations = listRestOperations().filter(({ path }) => path.startsWith(AGILE));
  expect(operations).toHaveLength(51);
  for (const { method, path } of operations) {
    const filled = path
      .slice(AGILE.length)
      .replaceAll(/\{(?:boardId|sprintId|filterId|quickFilterId)\}/g, '1')
      .replace(/\{epicI\w+\}|\{issueIdOrKey\}/, 'DEMO-1')
      .replace('{propertyKey}', 'p');
    const { status } = await agile(method, filled, method === 'GET' || method === 'DELETE' ? undefined : {});
    expect([method, path, status]).not.toContain(501);
  }
});

describe('a board', () => {
  it('is there in a new site, with what it is made of', async () => {
    const { agile, instance } = await start();
    expect((await agile('GET', '/board')).body).toEqual({
      maxResults: 50,
      startAt: 0,
      total: 1,
      isLast: true,
      values: [
        {
          id: 1,
          self: `${instance.origin}${AGILE}/board/1`,
          name: 'DEMO board',
          type: 'scrum',
          location: {
            projectId: 10000,
            displayName: 'Demo project (DEMO)',
            projectName: 'Demo project',
            projectKey: 'DEMO',
            projectTypeKey: 'software',
            avatarURI: expect.stringContaining('project.svg'),
            name: 'Demo project (DEMO)',
          },
          isPrivate: false,
        },
      ],
    });
    expect((await agile('GET', '/board/1/configuration')).body).toMatchObject({
      id: 1,
      type: 'scrum',
      location: { type: 'project', key: 'DEMO', id: '10000' },
      columnConfig: {
        columns: [
          { name: 'To Do', statuses: [{ id: '10000' }] },
          { name: 'In Progress', statuses: [{ id: '10001' }] },
          { name: 'Done', statuses: [{ id: '10002' }] },
        ],
        constraintType: 'none',
      },
      estimation: { type: 'field', field: { fieldId: 'customfield_10028', displayName: 'Story Points' } },
      ranking: { rankCustomFieldId: 10019 },
    });
  });

  it('is made, found, and deleted', async () => {
    const { agile } = await start();
    const location = { type: 'project', projectKeyOrId: 'PRIV' };
    const made = await agile('POST', '/board', { name: ' Kan ', type: 'kanban', location });
    expect(made).toMatchObject({ status: 201, body: { id: 2, name: 'Kan', type: 'kanban' } });
    const found = async (query: string) =>
      (await agile('GET', `/board?${query}`)).body.values.map(({ name }: { name: string }) => name);
    expect(await found('type=kanban,simple')).toEqual(['Kan']);
    expect(await found('name=DEMO')).toEqual(['DEMO board']);
    expect(await found('projectKeyOrId=PRIV')).toEqual(['Kan']);
    expect(await found('projectLocation=PRIV&negateLocationFiltering=true')).toEqual(['DEMO board']);
    expect(await found('orderBy=-name')).toEqual(['Kan', 'DEMO board']);
    expect((await agile('GET', '/board?startAt=1&maxResults=1')).body).toMatchObject({
      startAt: 1,
      maxResults: 1,
      total: 2,
      isLast: true,
      values: [{ id: 2 }],
    });
    expect(await agile('GET', '/board?projectKeyOrId=NOPE')).toEqual({
      status: 400,
      body: refusal("No project could be found with key or id 'NOPE'."),
    });
    expect((await agile('DELETE', '/board/2')).status).toBe(204);
    expect(await agile('GET', '/board/2')).toEqual({
      status: 404,
      body: refusal(expect.stringContaining('The requested board cannot be viewed')),
    });
    expect((await agile('POST', '/board', { name: 'Next', type: 'scrum', location })).body.id).toBe(3);
  });

  it('is made of a filter, whose issues it shows to those who see the filter', async () => {
    const { agile, api, keys, as } = await start();
    const filter = await api('POST', '/filter', {
      name: 'Both',
      jql: 'project in (DEMO, PRIV) AND status = "To Do" ORDER BY key DESC',
    });
    const filterId = Number(filter.body.id);
    const made = await agile('POST', '/board', { name: 'Both', type: 'kanban', filterId });
    expect(made).toMatchObject({ status: 201, body: { id: 2, isPrivate: false } });
    expect(await keys('/board/2/issue')).toEqual(['PRIV-1', 'DEMO-4', 'DEMO-2']);
    expect((await agile('GET', '/board/2/configuration')).body.filter).toMatchObject({
      id: String(filterId),
    });
    expect((await agile('GET', `/board/filter/${filterId}`)).body.values).toMatchObject([
      { id: 2, name: 'Both' },
    ]);
    const projects = (await agile('GET', '/board/2/project/full')).body.values;
    expect(projects.map(({ key }: { key: string }) => key)).toEqual(['DEMO', 'PRIV']);
    expect((await agile('GET', '/board?projectKeyOrId=PRIV')).body.total).toBe(1);
    const tomas = as('tomas');
    expect((await tomas('GET', `${AGILE}/board/2`)).status).toBe(404);
    const jql = 'status = "To Do" ORDER BY key DESC';
    const shared = await api('PUT', `/filter/${filterId}`, {
      name: 'Shared',
      jql,
      sharePermissions: [{ type: 'authenticated' }],
    });
    expect(shared.status).toBe(200);
    expect(await keys('/board/2/issue')).toEqual(['PRIV-1', 'DEMO-4', 'DEMO-2']);
    const shown = (await tomas('GET', `${AGILE}/board/2/issue`)).body.issues;
    expect(shown.map(({ key }: { key: string }) => key)).toEqual(['DEMO-4', 'DEMO-2']);
    await api('DELETE', `/filter/${filterId}`);
    expect((await agile('GET', '/board/2/issue')).status).toBe(400);
  });

  it('is not made of nothing', async () => {
    const { agile } = await start();
    expect((await agile('POST', '/board', { type: 'other' })).body.errors).toEqual({
      name: expect.any(String),
      type: expect.any(String),
      filterId: expect.any(String),
    });
    expect((await agile('POST', '/board', { name: 'a', type: 'scrum', filterId: 99 })).body.errors).toEqual({
      filterId: expect.stringContaining('does not exist'),
    });
  });

  it('has issues, a backlog, epics, and what belongs to none of them', async () => {
    const { agile, create, keys, api } = await start();
    const epic = await create({ issuetype: { name: 'Epic' }, summary: 'Big', customfield_10011: 'Short' });
    const child = await create({ parent: { key: epic } });
    const sub = await create({ issuetype: { name: 'Sub-task' }, parent: { key: child } });
    expect(await keys('/board/1/issue')).toEqual([
      'DEMO-1',
      'DEMO-2',
      'DEMO-3',
      'DEMO-4',
      'DEMO-5',
      child,
      sub,
    ]);
    expect(await keys('/board/1/backlog')).toEqual(['DEMO-5', child, sub]);
    expect(await keys('/board/1/issue?jql=status%3DDone')).toEqual(['DEMO-3']);
    expect(await keys('/board/1/issue?jql=ORDER+BY+key+DESC&maxResults=1')).toEqual([sub]);
    expect((await agile('GET', '/board/1/issue?jql=nonsense')).status).toBe(400);
    expect(await keys('/board/1/issue?jql=nonsense&validateQuery=false')).toEqual([]);
    expect(await keys(`/board/1/epic/${epic}/issue`)).toEqual([child, sub]);
    expect(await keys('/board/1/epic/none/issue')).toHaveLength(5);
    expect((await agile('GET', '/board/1/epic')).body).toMatchObject({
      total: 1,
      isLast: true,
      values: [{ key: epic, name: 'Short', summary: 'Big', color: { key: 'color_1' }, done: false }],
    });
    expect((await agile('GET', '/board/1/epic?done=true')).body.total).toBe(0);
    const page = await agile('GET', '/board/1/issue?startAt=5&maxResults=1&fields=summary,epic,sprint');
    expect(page.body).toMatchObject({ startAt: 5, maxResults: 1, total: 7 });
    expect(page.body.issues[0].fields).toEqual({
      summary: 'New',
      sprint: null,
      epic: expect.objectContaining({ key: epic, name: 'Short' }),
    });
    await api('POST', `/issue/${child}/transitions`, { transition: { id: '31' } });
    expect(await keys('/board/1/backlog')).toEqual(['DEMO-5', sub]);
  });

  it('has projects, versions, quick filters, features and properties', async () => {
    const { agile, instance } = await start();
    instance.services.jira.catalog.addVersion({
      ...{ projectId: '10000', name: '1.0', description: '', released: true, archived: false },
    });
    expect((await agile('GET', '/board/1/project')).body.values).toMatchObject([{ key: 'DEMO' }]);
    expect((await agile('GET', '/board/1/project/full')).body.values).toMatchObject([{ key: 'DEMO' }]);
    expect((await agile('GET', '/board/1/version?released=true')).body.values).toMatchObject([
      { id: 10000, projectId: 10000, name: '1.0', released: true },
    ]);
    expect((await agile('GET', '/board/1/version?released=false')).body.total).toBe(0);
    expect((await agile('GET', '/board/1/quickfilter')).body.values).toMatchObject([
      { id: 1, boardId: 1, name: 'Only My Issues', jql: 'assignee = currentUser()', position: 0 },
      { id: 2 },
    ]);
    expect((await agile('GET', '/board/1/quickfilter/2')).body).toMatchObject({ name: 'Recently Updated' });
    expect((await agile('GET', '/board/1/quickfilter/9')).status).toBe(404);
    const features = (await agile('GET', '/board/1/features')).body.features;
    expect(features).toContainEqual(
      expect.objectContaining({ feature: 'jsw.agility.sprints', state: 'ENABLED', toggleLocked: true }),
    );
    expect((await agile('PUT', '/board/1/properties/p', { a: 1 })).status).toBe(201);
    expect((await agile('GET', '/board/1/properties')).body).toEqual({
      keys: [{ key: 'p', self: `${instance.origin}${AGILE}/board/1/properties/p` }],
    });
    expect((await agile('GET', '/board/1/properties/p')).body).toEqual({ key: 'p', value: { a: 1 } });
    expect((await agile('DELETE', '/board/1/properties/p')).status).toBe(204);
    expect((await agile('GET', '/board/1/properties/p')).status).toBe(404);
  });

  it('of kanban leaves out what is released, and has no sprints', async () => {
    const { agile, instance, api, keys } = await start();
    const location = { type: 'project', projectKeyOrId: 'DEMO' };
    await agile('POST', '/board', { name: 'Kan', type: 'kanban', location });
    const version = { projectId: '10000', description: '', archived: false };
    instance.services.jira.catalog.addVersion({ ...version, name: 'out', released: true });
    instance.services.jira.catalog.addVersion({ ...version, name: 'next', released: false });
    await api('PUT', '/issue/DEMO-1', { fields: { fixVersions: [{ name: 'out' }] } });
    await api('PUT', '/issue/DEMO-2', { fields: { fixVersions: [{ name: 'out' }, { name: 'next' }] } });
    expect(await keys('/board/2/issue')).toEqual(['DEMO-2', 'DEMO-3', 'DEMO-4', 'DEMO-5']);
    expect(await keys('/board/2/backlog')).toEqual([]);
    expect((await agile('GET', '/board/2/configuration')).body).toMatchObject({
      subQuery: { query: 'fixVersion in unreleasedVersions() OR fixVersion is EMPTY' },
    });
    for (const path of ['/board/2/sprint', '/sprint']) {
      const isList = path.startsWith('/board');
      const answer = await agile(
        isList ? 'GET' : 'POST',
        path,
        isList ? undefined : { originBoardId: 2, name: 'a' },
      );
      expect(answer).toEqual({ status: 400, body: refusal('The board does not support sprints') });
    }
  });

  it('of a team-managed project switches backlog and sprints on', async () => {
    const { agile, keys } = await start();
    const location = { type: 'project', projectKeyOrId: 'DEMO' };
    await agile('POST', '/board', { name: 'Simple', type: 'simple', location });
    const toggle = (feature: string, enabling: boolean, board = 2) =>
      agile('PUT', `/board/${board}/features`, {
        boardId: board,
        feature: `jsw.agility.${feature}`,
        enabling,
      });
    expect(await keys('/board/2/backlog')).toEqual([]);
    expect((await toggle('backlog', true)).body.features).toContainEqual(
      expect.objectContaining({ boardFeature: 'BACKLOG', state: 'ENABLED', toggleLocked: false }),
    );
    expect(await keys('/board/2/backlog')).toEqual(['DEMO-1', 'DEMO-2', 'DEMO-4', 'DEMO-5']);
    expect((await agile('POST', '/board/2/issue', { issues: ['DEMO-4', 'DEMO-5'] })).status).toBe(204);
    expect(await keys('/board/2/backlog')).toEqual(['DEMO-1', 'DEMO-2']);
    await agile('POST', '/backlog/2/issue', { issues: ['DEMO-5'], rankBeforeIssue: 'DEMO-1' });
    expect(await keys('/board/2/backlog')).toEqual(['DEMO-5', 'DEMO-1', 'DEMO-2']);
    await toggle('sprints', true);
    expect((await agile('POST', '/sprint', { name: 'S', originBoardId: 2 })).status).toBe(201);
    expect((await toggle('sprints', false, 1)).status).toBe(400);
    expect((await toggle('calendar', true)).status).toBe(400);
  });
});

describe('a sprint', () => {
  it('is made, planned, started and completed; what is not done goes back to the backlog', async () => {
    const { agile, keys, instance, changes } = await start();
    const dates = { startDate: '2026-11-02T09:00:00.000+0100', endDate: '2026-11-16T09:00:00.000+01:00' };
    const made = await agile('POST', '/sprint', { name: '  Third ', originBoardId: 1, goal: 'g', ...dates });
    expect(made).toEqual({
      status: 201,
      body: {
        id: 3,
        self: `${instance.origin}${AGILE}/sprint/3`,
        state: 'future',
        name: 'Third',
        startDate: '2026-11-02T08:00:00.000Z',
        endDate: '2026-11-16T08:00:00.000Z',
        createdDate: expect.any(String),
        originBoardId: 1,
        goal: 'g',
      },
    });
    expect((await agile('POST', '/sprint/3/issue', { issues: ['DEMO-5', '10003'] })).status).toBe(204);
    expect(await keys('/sprint/3/issue')).toEqual(['DEMO-4', 'DEMO-5']);
    expect(await changes('DEMO-4')).toEqual([
      {
        field: 'Sprint',
        fieldtype: 'custom',
        fieldId: SPRINT,
        from: '2',
        fromString: 'DEMO Sprint 2',
        to: '3',
        toString: 'Third',
      },
    ]);
    expect((await agile('POST', '/sprint/3', { state: 'active' })).body.errorMessages).toEqual([
      expect.stringContaining("'DEMO Sprint 1' is active already"),
    ]);
    const closed = await agile('POST', '/sprint/1', { state: 'closed' });
    expect(closed.body).toMatchObject({ state: 'closed', completeDate: expect.any(String) });
    expect(await keys('/board/1/backlog')).toEqual(['DEMO-1', 'DEMO-2']);
    const gone = (await agile('GET', '/issue/DEMO-1?fields=sprint,closedSprints')).body.fields;
    expect(gone).toMatchObject({ sprint: null, closedSprints: [{ id: 1, state: 'closed' }] });
    expect((await agile('POST', '/sprint/3', { state: 'active' })).body.state).toBe('active');
    await agile('POST', '/sprint/3/issue', { issues: ['DEMO-1'] });
    expect((await changes('DEMO-1')).at(-1)).toMatchObject({
      from: '1',
      fromString: 'DEMO Sprint 1',
      to: '1, 3',
      toString: 'DEMO Sprint 1, Third',
    });
    const sprints = (await agile('GET', '/board/1/sprint')).body;
    expect(sprints.values.map(({ id }: { id: number }) => id)).toEqual([1, 3, 2]);
    expect((await agile('GET', '/board/1/sprint?state=closed,future&maxResults=1')).body).toMatchObject({
      total: 2,
      isLast: false,
      values: [{ id: 1 }],
    });
    expect((await agile('GET', '/board/1/sprint?state=late')).status).toBe(400);
  });

  it.each([
    [{}, { name: expect.any(String) }],
    [{ name: 'x'.repeat(31) }, { name: expect.stringContaining('30') }],
    [{ name: 'a', startDate: 'soon' }, { startDate: expect.stringContaining("'soon'") }],
    [{ name: 'a', startDate: '2026-11-02', endDate: '2026-11-01' }, { endDate: expect.any(String) }],
  ])('is not made of %j', async (body, errors) => {
    const { agile } = await start();
    expect(await agile('POST', '/sprint', { originBoardId: 1, ...body })).toEqual({
      status: 400,
      body: { errorMessages: [], errors },
    });
  });

  it('changes from one state to the next only, and needs dates for it', async () => {
    const { agile } = await start();
    await agile('POST', '/sprint/1', { state: 'closed' });
    expect((await agile('POST', '/sprint/2', { state: 'closed' })).body.errors).toEqual({
      state: 'A future sprint cannot become closed.',
    });
    expect((await agile('POST', '/sprint/2', { state: 'active' })).body.errors).toEqual({
      startDate: expect.stringContaining('must have a start date'),
    });
    const dates = { startDate: '2026-11-02', endDate: '2026-11-16' };
    expect((await agile('POST', '/sprint/2', { state: 'active', ...dates })).body).toMatchObject({
      name: 'DEMO Sprint 2',
      state: 'active',
      startDate: '2026-11-02T00:00:00.000Z',
    });
    expect((await agile('POST', '/sprint/2', { state: 'future' })).status).toBe(400);
    const before = (await agile('GET', '/sprint/1')).body;
    const late = { name: 'Renamed', goal: 'seen', state: 'active', startDate: '2026-01-01' };
    expect((await agile('POST', '/sprint/1', late)).body).toEqual({
      ...before,
      name: 'Renamed',
      goal: 'seen',
    });
  });

  it('is changed in part by POST and as a whole by PUT', async () => {
    const { agile } = await start();
    await agile('POST', '/sprint/2', { goal: 'g', startDate: '2026-11-02' });
    expect((await agile('POST', '/sprint/2', { name: 'N' })).body).toMatchObject({
      name: 'N',
      goal: 'g',
      startDate: expect.any(String),
    });
    expect((await agile('PUT', '/sprint/2', { goal: 'h' })).body.errors).toEqual({
      name: expect.any(String),
      state: expect.any(String),
    });
    const whole = (await agile('PUT', '/sprint/2', { name: 'M', state: 'future' })).body;
    expect(whole).toMatchObject({ name: 'M', goal: '' });
    expect(whole).not.toHaveProperty('startDate');
  });

  it('that is deleted leaves its issues, and one that is swapped its place', async () => {
    const { agile, keys, changes } = await start();
    await agile('POST', '/sprint', { name: 'Third', originBoardId: 1 });
    expect((await agile('POST', '/sprint/2/swap', { sprintToSwapWith: 3 })).status).toBe(204);
    const order = (await agile('GET', '/board/1/sprint?state=future')).body.values;
    expect(order.map(({ id }: { id: number }) => id)).toEqual([3, 2]);
    expect((await agile('DELETE', '/sprint/2')).status).toBe(204);
    expect((await agile('GET', '/sprint/2')).body).toEqual(refusal('We could not find the sprint'));
    expect(await keys('/board/1/backlog')).toEqual(['DEMO-4', 'DEMO-5']);
    expect(await changes('DEMO-4')).toMatchObject([{ field: 'Sprint', from: '2', to: '', toString: '' }]);
  });

  it('takes fifty issues at most, none when it is over, and no sub-tasks', async () => {
    const { agile, create, api } = await start();
    const many = Array.from({ length: 51 }, (_, index) => `DEMO-${index}`);
    expect((await agile('POST', '/sprint/1/issue', { issues: many })).body.errorMessages).toEqual([
      'The maximum number of issues that can be moved in one operation is 50.',
    ]);
    expect((await agile('POST', '/sprint/1/issue', { issues: ['DEMO-1', 'NOPE-1'] })).status).toBe(400);
    const sub = await create({ issuetype: { name: 'Sub-task' }, parent: { key: 'DEMO-5' } });
    const ofSubtask = `Issue '${sub}' is a subtask and subtasks cannot be associated to a sprint. It's associated to the same sprint as its parent.`;
    expect((await agile('POST', '/sprint/1/issue', { issues: [sub] })).body).toEqual(refusal(ofSubtask));
    expect((await api('PUT', `/issue/${sub}`, { fields: { [SPRINT]: 1 } })).body.errors).toEqual({
      [SPRINT]: ofSubtask,
    });
    await agile('POST', '/sprint/1/issue', { issues: ['DEMO-5'] });
    expect((await api('GET', `/issue/${sub}?fields=${SPRINT}`)).body.fields[SPRINT]).toMatchObject([
      { id: 1 },
    ]);
    await agile('POST', '/backlog/issue', { issues: ['DEMO-5'] });
    expect((await api('GET', `/issue/${sub}?fields=${SPRINT}`)).body.fields[SPRINT]).toBeNull();
    await agile('POST', '/sprint/1', { state: 'closed' });
    expect((await agile('POST', '/sprint/1/issue', { issues: ['DEMO-5'] })).body).toEqual(
      refusal('You must specify a sprint which has not been completed.'),
    );
  });
});

describe('the order of issues', () => {
  it('is changed before and after others, and told of', async () => {
    const { agile, keys, changes } = await start();
    expect(
      (await agile('PUT', '/issue/rank', { issues: ['DEMO-5', 'DEMO-4'], rankBeforeIssue: 'DEMO-1' })).status,
    ).toBe(204);
    expect(await keys('/board/1/issue')).toEqual(['DEMO-5', 'DEMO-4', 'DEMO-1', 'DEMO-2', 'DEMO-3']);
    await agile('PUT', '/issue/rank', {
      issues: ['DEMO-5'],
      rankAfterIssue: 'DEMO-2',
      rankCustomFieldId: 10019,
    });
    expect(await keys('/board/1/issue')).toEqual(['DEMO-4', 'DEMO-1', 'DEMO-2', 'DEMO-5', 'DEMO-3']);
    const rank = { field: 'Rank', fieldId: 'customfield_10019', from: '', to: '', fromString: '' };
    expect(await changes('DEMO-5')).toMatchObject([
      { ...rank, toString: 'Ranked higher' },
      { ...rank, toString: 'Ranked lower' },
    ]);
    expect((await agile('PUT', '/issue/rank', { issues: ['DEMO-1'], rankAfterIssue: 'DEMO-1' })).status).toBe(
      204,
    );
    expect((await agile('PUT', '/issue/rank', { issues: ['DEMO-1'] })).status).toBe(400);
    const other = { issues: ['DEMO-1'], rankAfterIssue: 'DEMO-2', rankCustomFieldId: 1 };
    expect((await agile('PUT', '/issue/rank', other)).status).toBe(400);
  });

  it('is changed for those that can be, when some cannot', async () => {
    const { agile, keys } = await start();
    const answer = await agile('PUT', '/issue/rank', {
      issues: ['DEMO-3', 'NOPE-1'],
      rankBeforeIssue: 'DEMO-1',
    });
    expect(answer).toEqual({
      status: 207,
      body: {
        entries: [
          { issueId: 10002, issueKey: 'DEMO-3', status: 200 },
          { issueKey: 'NOPE-1', status: 404, errors: [expect.any(String)] },
        ],
      },
    });
    expect((await keys('/board/1/issue'))[0]).toBe('DEMO-3');
  });
});

describe('an epic', () => {
  it('is read, changed and ranked, and takes issues in', async () => {
    const { agile, create, keys, api, changes } = await start();
    const epic = await create({ issuetype: { name: 'Epic' }, summary: 'One' });
    const other = await create({ issuetype: { name: 'Epic' }, summary: 'Two' });
    expect((await agile('GET', `/epic/${epic}`)).body).toMatchObject({ key: epic, name: 'One', done: false });
    const change = { name: 'Named', summary: 'Sum', color: { key: 'color_3' }, done: true };
    expect((await agile('POST', `/epic/${epic}`, change)).body).toMatchObject(change);
    expect((await api('GET', `/issue/${epic}`)).body.fields).toMatchObject({
      customfield_10011: 'Named',
      customfield_10012: { value: 'Done' },
      customfield_10013: 'ghx-label-3',
    });
    expect((await agile('POST', `/epic/${epic}`, { color: { key: 'red' } })).body.errors).toHaveProperty(
      'color',
    );
    expect((await agile('POST', `/epic/${epic}/issue`, { issues: ['DEMO-1', 'DEMO-5'] })).status).toBe(204);
    expect(await keys(`/epic/${epic}/issue`)).toEqual(['DEMO-1', 'DEMO-5']);
    expect(await changes('DEMO-1')).toMatchObject([{ field: 'IssueParentAssociation', toString: epic }]);
    const viaPlatform = (await api('GET', '/issue/DEMO-1')).body.fields;
    expect([viaPlatform.customfield_10014, viaPlatform.parent.key]).toEqual([epic, epic]);
    expect((await api('PUT', '/issue/DEMO-1', { fields: { customfield_10014: other } })).status).toBe(204);
    expect(await keys(`/epic/${other}/issue`)).toEqual(['DEMO-1']);
    expect((await agile('POST', '/epic/none/issue', { issues: ['DEMO-1'] })).status).toBe(204);
    expect(await keys('/epic/none/issue?jql=project%3DDEMO')).toEqual([
      'DEMO-1',
      'DEMO-2',
      'DEMO-3',
      'DEMO-4',
    ]);
    expect((await agile('POST', `/epic/${epic}/issue`, { issues: [other] })).status).toBe(400);
    expect((await agile('PUT', `/epic/${other}/rank`, { rankBeforeEpic: epic })).status).toBe(204);
    const epics = (await agile('GET', '/board/1/epic')).body.values;
    expect(epics.map(({ key }: { key: string }) => key)).toEqual([other, epic]);
    expect((await agile('PUT', `/epic/${other}/rank`, { rankBeforeEpic: 'DEMO-1' })).status).toBe(404);
    expect((await agile('GET', '/epic/DEMO-1')).status).toBe(404);
  });
});

describe('the fields of an issue', () => {
  it('are those of Jira Software, and can be edited', async () => {
    const { api, agile, changes, create } = await start();
    const found = (await api('GET', '/issue/DEMO-1?expand=names,schema')).body;
    expect(found.fields[SPRINT]).toEqual([
      {
        id: 1,
        name: 'DEMO Sprint 1',
        state: 'active',
        boardId: 1,
        goal: expect.any(String),
        startDate: expect.any(String),
        endDate: expect.any(String),
      },
    ]);
    expect(found.schema[SPRINT]).toEqual({
      type: 'array',
      items: 'json',
      custom: 'com.pyxis.greenhopper.jira:gh-sprint',
      customId: 10020,
    });
    expect(found.names).toMatchObject({
      customfield_10014: 'Epic Link',
      customfield_10016: 'Story point estimate',
      customfield_10019: 'Rank',
      customfield_10021: 'Flagged',
      customfield_10028: 'Story Points',
    });
    expect(found.fields).toMatchObject({ customfield_10019: '0|i0007ps:', customfield_10028: 5 });
    const flagged = { customfield_10021: [{ value: 'Impediment' }], [SPRINT]: 2 };
    expect((await api('PUT', '/issue/DEMO-5', { fields: flagged })).status).toBe(204);
    expect((await api('GET', '/issue/DEMO-5')).body.fields.customfield_10021).toMatchObject([
      { value: 'Impediment', id: '10019', self: expect.stringContaining('customFieldOption/10019') },
    ]);
    expect(await changes('DEMO-5')).toMatchObject([
      { field: 'Sprint', from: '', fromString: '', to: '2', toString: 'DEMO Sprint 2' },
      { field: 'Flagged', from: null, to: '[10019]', toString: 'Impediment' },
    ]);
    expect((await agile('GET', '/issue/DEMO-5')).body).toMatchObject({
      self: expect.stringContaining(`${AGILE}/issue/10004`),
      fields: { flagged: true, sprint: { id: 2, originBoardId: 1 }, epic: null, summary: expect.any(String) },
    });
    expect((await api('PUT', '/issue/DEMO-5', { fields: { [SPRINT]: null } })).status).toBe(204);
    expect(await create({ [SPRINT]: 1 })).toBe('DEMO-6');
    expect((await agile('GET', '/issue/DEMO-6?fields=sprint')).body.fields).toMatchObject({
      sprint: { id: 1 },
    });
  });

  it.each([
    [{ [SPRINT]: [1] }, { [SPRINT]: 'Number value expected as the Sprint id.' }],
    [{ [SPRINT]: 99 }, { [SPRINT]: 'We could not find the sprint' }],
    [{ customfield_10019: 'x' }, { customfield_10019: expect.stringContaining('cannot be set') }],
    [{ customfield_10014: 'DEMO-2' }, { parentId: expect.stringContaining('hierarchy') }],
    [{ customfield_10014: 'NOPE-2' }, { customfield_10014: expect.any(String) }],
  ])('refuse %j', async (fields, errors) => {
    const { api } = await start();
    expect(await api('PUT', '/issue/DEMO-5', { fields })).toEqual({
      status: 400,
      body: { errorMessages: [], errors },
    });
  });

  it('are estimated in what the board says', async () => {
    const { agile, api } = await start();
    expect((await agile('GET', '/issue/DEMO-5/estimation?boardId=1')).body).toEqual({
      fieldId: 'customfield_10028',
    });
    expect(await agile('PUT', '/issue/DEMO-5/estimation?boardId=1', { value: '8.0' })).toEqual({
      status: 200,
      body: { fieldId: 'customfield_10028', value: '8.0' },
    });
    expect((await api('GET', '/issue/DEMO-5')).body.fields.customfield_10028).toBe(8);
    expect((await agile('PUT', '/issue/DEMO-5/estimation?boardId=1', { value: 'big' })).status).toBe(400);
    expect((await agile('GET', '/issue/DEMO-5/estimation')).status).toBe(400);
  });

  it('are listed with what queries call them', async () => {
    const { api } = await start();
    const fields = (await api('GET', '/field')).body;
    expect(fields).toContainEqual({
      id: SPRINT,
      key: SPRINT,
      name: 'Sprint',
      untranslatedName: 'Sprint',
      custom: true,
      orderable: true,
      navigable: true,
      searchable: true,
      clauseNames: ['cf[10020]', 'Sprint'],
      schema: {
        type: 'array',
        items: 'json',
        custom: 'com.pyxis.greenhopper.jira:gh-sprint',
        customId: 10020,
      },
    });
    expect(fields).toContainEqual(
      expect.objectContaining({ id: 'fixVersions', custom: false, clauseNames: ['fixVersion'] }),
    );
    const meta = (await api('GET', '/issue/DEMO-1/editmeta')).body.fields;
    expect(meta[SPRINT].operations).toEqual(['set']);
    expect(meta).not.toHaveProperty('customfield_10019');
  });

  it('are searched with JQL', async () => {
    const { api, create, agile } = await start();
    const epic = await create({ issuetype: { name: 'Epic' } });
    await agile('POST', `/epic/${epic}/issue`, { issues: ['DEMO-4'] });
    const find = async (jql: string) =>
      (
        await api('POST', '/search/jql', { jql: `(${jql}) AND project = DEMO ORDER BY key`, fields: ['key'] })
      ).body.issues
        .map(({ key }: { key: string }) => key)
        .join(' ');
    expect(await find('sprint = 1')).toBe('DEMO-1 DEMO-2 DEMO-3');
    expect(await find('sprint = "demo sprint 2"')).toBe('DEMO-4');
    expect(await find('sprint in openSprints()')).toBe('DEMO-1 DEMO-2 DEMO-3');
    expect(await find('sprint in futureSprints()')).toBe('DEMO-4');
    expect(await find('sprint in (closedSprints(), 2)')).toBe('DEMO-4');
    expect(await find('sprint not in openSprints()')).toBe('DEMO-4');
    expect(await find('sprint is EMPTY')).toBe(`DEMO-5 ${epic}`);
    expect(await find('sprint = 4711')).toBe('');
    expect(await find(`"Epic Link" = ${epic}`)).toBe('DEMO-4');
    expect(await find('"Story Points" > 2 AND "Story Points" <= 8')).toBe('DEMO-1 DEMO-4');
  });
});

describe('permissions', () => {
  it('hide the boards, sprints and issues of projects that somebody does not see', async () => {
    const { as, agile } = await start();
    const location = { type: 'project', projectKeyOrId: 'PRIV' };
    await agile('POST', '/board', { name: 'Hidden', type: 'scrum', location });
    await agile('POST', '/sprint', { name: 'Secret', originBoardId: 2 });
    const tomas = as('tomas');
    expect((await tomas('GET', `${AGILE}/board`)).body.total).toBe(1);
    expect((await as('mia')('GET', `${AGILE}/board`)).body.total).toBe(2);
    for (const path of [
      '/board/2',
      '/board/2/issue',
      '/sprint/3',
      '/sprint/3/issue',
      '/board/2/properties',
    ]) {
      expect([path, (await tomas('GET', AGILE + path)).status]).toEqual([path, 404]);
    }
    expect((await tomas('PUT', '/rest/api/3/issue/DEMO-1', { fields: { [SPRINT]: 3 } })).status).toBe(400);
    await agile('POST', '/sprint/3/issue', { issues: ['DEMO-1', 'PRIV-1'] });
    expect((await tomas('GET', `${AGILE}/sprint/3/issue`)).body.issues).toMatchObject([{ key: 'DEMO-1' }]);
  });

  it('keep sprints for those who manage them, and boards for those who made them', async () => {
    const { as } = await start();
    const mia = as('mia');
    expect((await mia('POST', `${AGILE}/sprint`, { name: 'a', originBoardId: 1 })).status).toBe(403);
    expect((await mia('POST', `${AGILE}/sprint/1`, { state: 'closed' })).status).toBe(403);
    expect((await mia('DELETE', `${AGILE}/sprint/1`)).status).toBe(403);
    expect((await mia('PUT', `${AGILE}/sprint/1/properties/p`, 1)).status).toBe(403);
    expect((await mia('DELETE', `${AGILE}/board/1`)).status).toBe(403);
    expect((await mia('POST', `${AGILE}/sprint/1/issue`, { issues: ['DEMO-5'] })).status).toBe(204);
    const location = { type: 'project', projectKeyOrId: 'DEMO' };
    expect((await mia('POST', `${AGILE}/board`, { name: 'Mine', type: 'kanban', location })).status).toBe(
      201,
    );
    expect((await as('tomas')('DELETE', `${AGILE}/board/2`)).status).toBe(403);
    expect((await mia('DELETE', `${AGILE}/board/2`)).status).toBe(204);
  });
});

it('is remembered over a restart', async () => {
  const dataFolder = await createTempDir();
  const first = await start({ dataFolder });
  await first.agile('POST', '/sprint', { name: 'Third', originBoardId: 1 });
  await first.agile('POST', '/sprint/3/issue', { issues: ['DEMO-5'], rankBeforeIssue: 'DEMO-1' });
  await first.instance.stop();
  const second = await start({ dataFolder });
  expect(await second.keys('/sprint/3/issue')).toEqual(['DEMO-5']);
  expect((await second.keys('/board/1/issue'))[0]).toBe('DEMO-5');
  expect((await second.agile('POST', '/sprint', { name: 'Fourth', originBoardId: 1 })).body.id).toBe(4);
});

it('tells add-ons of boards and sprints', async () => {
  const events = [
    'board_created',
    'board_configuration_changed',
    'board_deleted',
    'sprint_created',
    'sprint_updated',
  ];
  const webhooks = [...events, 'sprint_started', 'sprint_closed', 'sprint_deleted', 'jira:issue_updated'].map(
    (event) => ({ event, url: `/hook?sprint=\${sprint.id}&board=\${board.id}` }),
  );
  const { addon, instance, call } = await startInstalled({
    scopes: ['READ', 'WRITE', 'DELETE'],
    modules: { webhooks },
  });
  const post = (path: string, body: object) => call('POST', `${AGILE}${path}`, body);
  await post('/board', { name: 'B', type: 'simple', location: { projectKeyOrId: 'DEMO' } });
  await call('PUT', `${AGILE}/board/2/features`, { feature: 'jsw.agility.backlog', enabling: true });
  await call('DELETE', `${AGILE}/board/2`);
  await post('/sprint', { name: 'S', originBoardId: 1 });
  await post('/sprint/3', { goal: 'g' });
  await post('/sprint/1', { state: 'closed' });
  await post('/sprint/3', { state: 'active', startDate: '2026-11-02', endDate: '2026-11-03' });
  await post('/sprint/3/issue', { issues: ['DEMO-5'] });
  await call('DELETE', `${AGILE}/sprint/2`);
  await instance.services.settled();
  const told = addon.receivedAt('/hook').map(({ url, body }) => ({ url, ...JSON.parse(body) }));
  expect(told).toMatchObject([
    { url: '/hook?sprint=&board=2', webhookEvent: 'board_created', board: { id: 2, name: 'B' } },
    { webhookEvent: 'board_configuration_changed', board: { id: 2 }, configuration: { id: 2 } },
    { webhookEvent: 'board_deleted', board: { id: 2 } },
    { url: '/hook?sprint=3&board=1', webhookEvent: 'sprint_created', sprint: { id: 3, state: 'future' } },
    { webhookEvent: 'sprint_updated', sprint: { id: 3, goal: 'g' } },
    { webhookEvent: 'sprint_closed', sprint: { id: 1, state: 'closed', completeDate: expect.any(String) } },
    { webhookEvent: 'sprint_started', sprint: { id: 3, state: 'active' } },
    { webhookEvent: 'jira:issue_updated', changelog: { items: [{ field: 'Sprint', to: '3' }] } },
    { webhookEvent: 'jira:issue_updated', changelog: { items: [{ field: 'Sprint', from: '2', to: '' }] } },
    { webhookEvent: 'sprint_deleted', sprint: { id: 2 } },
  ]);
});
