import { describe, expect, it } from 'vitest';
import { startInstalled } from '../support/installed-addon.ts';
import { jiraClientOf, startJira } from '../support/jira-client.ts';
import { createTempDir } from '../support/temp-dir.ts';
import { startTestInstance } from '../support/test-instance.ts';

type Client = ReturnType<typeof jiraClientOf>['admin'];

const namesIn = (list: { name: string }[]) => list.map(({ name }) => name);

async function search(admin: Client, jql: string): Promise<string[]> {
  const { body } = await admin('GET', `/search/jql?fields=summary&jql=${encodeURIComponent(jql)}`);
  return body.issues?.map(({ key }: { key: string }) => key) ?? body.errorMessages;
}

const issue = (type: string) => ({
  fields: { project: { key: 'DEMO' }, issuetype: { name: type }, summary: 'New' },
});

describe('an issue type', () => {
  it('is made, used, renamed and deleted, and its issues get another', async () => {
    const { admin, instance } = await startJira();
    const made = await admin('POST', '/issuetype', {
      name: 'Risk',
      description: 'Might happen',
      type: 'standard',
    });
    const { id } = made.body;
    expect(made).toMatchObject({
      status: 201,
      body: {
        self: `${instance.origin}/rest/api/3/issuetype/${id}`,
        name: 'Risk',
        description: 'Might happen',
        subtask: false,
        hierarchyLevel: 0,
      },
    });
    expect((await admin('POST', '/issue', issue('Risk'))).body.key).toBe('DEMO-6');
    expect(await search(admin, 'type = risk')).toEqual(['DEMO-6']);
    expect((await admin('GET', '/issue/createmeta/DEMO/issuetypes')).body.total).toBe(6);
    expect((await admin('PUT', `/issuetype/${id}`, { name: 'Danger' })).body).toMatchObject({
      name: 'Danger',
      description: 'Might happen',
    });
    expect(await search(admin, 'type = Danger')).toEqual(['DEMO-6']);
    expect(namesIn((await admin('GET', `/issuetype/${id}/alternatives`)).body)).toEqual([
      'Task',
      'Bug',
      'Story',
    ]);
    expect((await admin('DELETE', `/issuetype/${id}`)).status).toBe(404);
    expect((await admin('DELETE', `/issuetype/${id}?alternativeIssueTypeId=10004`)).status).toBe(409);
    expect((await admin('DELETE', `/issuetype/${id}?alternativeIssueTypeId=10002`)).status).toBe(204);
    expect((await admin('GET', '/issue/DEMO-6')).body.fields.issuetype.name).toBe('Bug');
    expect(await search(admin, 'type = Danger')).toEqual([
      "The value 'Danger' does not exist for the field 'type'.",
    ]);
    expect((await admin('GET', `/issuetype/${id}`)).status).toBe(404);
  });

  it('has a name of its own, and is the business of administrators', async () => {
    const { admin, mia } = await startJira();
    expect(await admin('POST', '/issuetype', { name: 'bug' })).toEqual({
      status: 409,
      body: { errorMessages: [], errors: { name: 'An issue type with this name already exists.' } },
    });
    expect((await admin('POST', '/issuetype', {})).status).toBe(400);
    expect((await admin('POST', '/issuetype', { name: 'a', hierarchyLevel: 2 })).status).toBe(400);
    expect((await mia('POST', '/issuetype', { name: 'Risk' })).status).toBe(403);
    expect((await mia('GET', '/issuetype/project?projectId=10000&level=-1')).body).toMatchObject([
      { name: 'Sub-task' },
    ]);
    expect((await admin('PUT', '/issuetype/10001/properties/a', 5)).status).toBe(201);
    expect((await mia('GET', '/issuetype/10001/properties/a')).body.value).toBe(5);
    expect((await mia('DELETE', '/issuetype/10001/properties/a')).status).toBe(403);
  });
});

describe('a status', () => {
  it('is made, renamed and deleted, and what the workflow has stays', async () => {
    const { admin, mia } = await startJira();
    const [made] = (
      await admin('POST', '/statuses', {
        scope: { type: 'GLOBAL' },
        statuses: [{ name: 'Waiting', statusCategory: 'IN_PROGRESS', description: 'For others' }],
      })
    ).body;
    expect(made).toMatchObject({ name: 'Waiting', statusCategory: 'IN_PROGRESS', scope: { type: 'GLOBAL' } });
    expect((await admin('GET', `/statuses?id=${made.id}&id=10000`)).body).toMatchObject([
      { id: made.id },
      { name: 'To Do' },
    ]);
    expect((await admin('GET', `/status/${made.id}`)).body.statusCategory.key).toBe('indeterminate');
    expect(await search(admin, 'status = Waiting')).toEqual([]);
    expect((await admin('GET', '/issue/DEMO-1/transitions')).body.transitions).toHaveLength(3);
    expect((await admin('GET', '/statuses/search?searchString=wait')).body).toMatchObject({
      total: 1,
      isLast: true,
    });
    await admin('PUT', '/statuses', {
      statuses: [{ id: '10001', name: 'Doing', statusCategory: 'IN_PROGRESS' }],
    });
    expect((await admin('GET', '/issue/DEMO-1')).body.fields.status.name).toBe('Doing');
    expect((await admin('GET', '/issue/DEMO-1/transitions')).body.transitions[1].to.name).toBe('Doing');
    expect(await search(admin, 'status = Doing ORDER BY key')).toEqual(['DEMO-1', 'DEMO-5']);
    expect((await admin('DELETE', '/statuses?id=10001')).status).toBe(400);
    expect((await admin('DELETE', `/statuses?id=${made.id}`)).status).toBe(204);
    expect((await admin('GET', `/status/${made.id}`)).status).toBe(404);
    expect((await mia('GET', '/statuses/search')).status).toBe(401);
    expect((await mia('POST', '/statuses', { scope: { type: 'GLOBAL' }, statuses: [] })).status).toBe(401);
    expect(namesIn((await mia('GET', '/status')).body)).toEqual(['To Do', 'Doing', 'Done']);
    expect(namesIn((await mia('GET', '/statuscategory')).body)).toContain('No Category');
    expect((await mia('GET', '/statuscategory/done')).body.id).toBe(3);
  });
});

describe('a priority', () => {
  it('is made, moved, made the default and deleted', async () => {
    const { admin, mia } = await startJira();
    const { id } = (await admin('POST', '/priority', { name: 'Now', statusColor: '#ff0000' })).body;
    await admin('PUT', '/priority/move', { ids: [id], position: 'First' });
    expect(namesIn((await mia('GET', '/priority')).body)[0]).toBe('Now');
    await admin('PUT', '/priority/default', { id });
    await admin('POST', '/issue', issue('Task'));
    expect((await admin('GET', '/issue/DEMO-6')).body.fields.priority.name).toBe('Now');
    expect(await search(admin, 'priority > Highest')).toEqual(['DEMO-6']);
    expect((await mia('GET', '/priority/search?onlyDefault=true')).body.values).toMatchObject([
      { name: 'Now', isDefault: true },
    ]);
    expect((await admin('PUT', `/priority/${id}`, { name: 'High' })).status).toBe(400);
    await admin('PUT', '/priority/default', { id: '3' });
    expect((await admin('DELETE', `/priority/${id}`)).status).toBe(303);
    expect((await admin('GET', '/issue/DEMO-6')).body.fields.priority.name).toBe('Medium');
    expect((await mia('POST', '/priority', { name: 'x', statusColor: '#fff' })).status).toBe(403);
    expect((await admin('POST', '/priority', { name: 'x', statusColor: 'red' })).status).toBe(400);
  });
});

describe('a resolution', () => {
  it('is made, and deleted with another in its place', async () => {
    const { admin, mia } = await startJira();
    const { id } = (await admin('POST', '/resolution', { name: 'Fixed', description: '' })).body;
    expect((await admin('DELETE', '/resolution/10000')).status).toBe(400);
    expect((await admin('DELETE', `/resolution/10000?replaceWith=${id}`)).status).toBe(303);
    expect((await admin('GET', '/issue/DEMO-3')).body.fields.resolution.name).toBe('Fixed');
    expect(await search(admin, 'resolution = Fixed')).toEqual(['DEMO-3']);
    expect((await mia('GET', '/resolution/search')).body.total).toBe(4);
    // The workflow sets another one from now on.
    await admin('POST', '/issue/DEMO-1/transitions', { transition: { id: '31' } });
    expect((await admin('GET', '/issue/DEMO-1')).body.fields.resolution.name).toBe("Won't Do");
  });
});

describe('a type of links', () => {
  it('is made, used, and takes its links along', async () => {
    const { admin, mia } = await startJira();
    const { id } = (
      await admin('POST', '/issueLinkType', { name: 'Tests', inward: 'is tested by', outward: 'tests' })
    ).body;
    const link = { type: { name: 'Tests' }, inwardIssue: { key: 'DEMO-1' }, outwardIssue: { key: 'DEMO-2' } };
    expect((await admin('POST', '/issueLink', link)).status).toBe(201);
    expect(await search(admin, 'issueLinkType = "is tested by"')).toEqual(['DEMO-2']);
    await admin('PUT', `/issueLinkType/${id}`, { outward: 'checks' });
    expect((await admin('GET', `/issueLinkType/${id}`)).body).toMatchObject({
      name: 'Tests',
      outward: 'checks',
    });
    expect((await mia('DELETE', `/issueLinkType/${id}`)).status).toBe(404);
    expect((await admin('DELETE', `/issueLinkType/${id}`)).status).toBe(204);
    expect((await admin('GET', '/issue/DEMO-1')).body.fields.issuelinks).toEqual([]);
    expect((await admin('POST', '/issueLink', link)).status).toBe(404);
    expect(
      (await admin('POST', '/issueLinkType', { name: 'Blocks', inward: 'a', outward: 'b' })).status,
    ).toBe(404);
  });
});

it('tells add-ons of what happens to issue types and to time tracking', async () => {
  const events = [
    'issuetype_created',
    'issuetype_updated',
    'issuetype_deleted',
    'option_timetracking_provider_changed',
  ];
  const { addon, instance } = await startInstalled({
    modules: {
      webhooks: events.map((event) => ({ event, url: '/hook' })),
      jiraTimeTrackingProviders: [{ key: 'clock', name: { value: 'Clock' } }],
    },
  });
  const { admin } = jiraClientOf(instance);
  const { id } = (await admin('POST', '/issuetype', { name: 'Risk' })).body;
  await admin('PUT', `/issuetype/${id}`, { name: 'Danger' });
  await admin('DELETE', `/issuetype/${id}`);
  expect(
    (await admin('GET', '/configuration/timetracking/list')).body.map(({ key }: { key: string }) => key),
  ).toEqual(['JIRA', 'fake-addon__clock']);
  expect((await admin('PUT', '/configuration/timetracking', { key: 'none' })).status).toBe(400);
  await admin('PUT', '/configuration/timetracking', { key: 'fake-addon__clock' });
  expect((await admin('GET', '/configuration/timetracking')).body.name).toBe('Clock');
  await instance.services.settled();
  const received = addon.receivedAt('/hook').map(({ body }) => JSON.parse(body));
  expect(received.map(({ webhookEvent }) => webhookEvent).sort()).toEqual([...events].sort());
  expect(received.find(({ webhookEvent }) => webhookEvent === 'issuetype_created')).toMatchObject({
    issueType: { id, name: 'Risk', subtask: false },
  });
});

describe('schemes, screens and settings', () => {
  it.each([
    [
      '/issuetypescheme?expand=projects,issueTypes',
      { values: [{ isDefault: true, projects: { total: 2 }, issueTypes: { total: 5 } }] },
    ],
    ['/issuetypescheme/mapping', { total: 5 }],
    ['/issuetypescheme/project?projectId=10000&projectId=99', { values: [{ projectIds: ['10000'] }] }],
    ['/workflowscheme', { values: [{ defaultWorkflow: 'Software Simplified Workflow' }] }],
    ['/workflowscheme/project?projectId=10001', { values: [{ projectIds: ['10001'] }] }],
    [
      '/workflow/search?expand=transitions,statuses',
      {
        total: 1,
        values: [
          {
            id: { name: 'Software Simplified Workflow' },
            transitions: [{ type: 'initial' }, { name: 'To Do', to: '10000', type: 'global' }, {}, {}],
            statuses: [{ name: 'To Do' }, { name: 'In Progress' }, { name: 'Done' }],
          },
        ],
      },
    ],
    ['/project/DEMO/permissionscheme?expand=permissions', { id: 0, permissions: expect.any(Array) }],
    ['/permissionscheme', { permissionSchemes: [{ id: 0 }, { id: 10000 }] }],
    ['/notificationscheme', { total: 1 }],
    ['/issuesecurityschemes', { issueSecuritySchemes: [] }],
    ['/configuration', { timeTrackingEnabled: true, timeTrackingConfiguration: { workingHoursPerDay: 8 } }],
    ['/universal_avatar/type/project/owner/10000', { system: [{ isSystemAvatar: true }], custom: [] }],
  ])('%s are read', async (path, expected) => {
    const { admin } = await startJira();
    expect(await admin('GET', path)).toMatchObject({ status: 200, body: expected });
  });

  it.each([
    '/issuetypescheme',
    '/workflowscheme',
    '/workflow/search',
    '/notificationscheme',
    '/events',
    '/role',
  ])('%s is for administrators', async (path) => {
    const { mia } = await startJira();
    expect((await mia('GET', path)).status).toBe(403);
  });

  it('lets a project change over to another permission scheme', async () => {
    const { admin, tomas } = await startJira();
    expect((await tomas('GET', '/issue/PRIV-1')).status).toBe(404);
    expect((await admin('PUT', '/project/PRIV/permissionscheme', { id: 0 })).body.id).toBe(0);
    expect((await tomas('GET', '/issue/PRIV-1')).status).toBe(200);
    const { permissions } = (await admin('GET', '/permissionscheme/0/permission')).body;
    expect(
      permissions.find(({ permission }: { permission: string }) => permission === 'BROWSE_PROJECTS'),
    ).toMatchObject({
      holder: { type: 'projectRole' },
    });
  });

  it('keeps properties of transitions', async () => {
    const { admin } = await startJira();
    const path = '/workflow/transitions/11/properties?workflowName=Software%20Simplified%20Workflow';
    await admin('POST', `${path}&key=a`, { value: 'b' });
    expect((await admin('GET', path)).body).toEqual([{ id: 'a', key: 'a', value: 'b' }]);
    expect((await admin('POST', `${path}&key=a`, { value: 'c' })).status).toBe(400);
    expect((await admin('DELETE', `${path}&key=a`)).status).toBe(200);
    expect((await admin('GET', path)).body).toEqual([]);
    expect((await admin('GET', '/workflow/transitions/11/properties?workflowName=x')).status).toBe(404);
  });
});

it('remembers its configuration after a restart', async () => {
  const dataFolder = await createTempDir();
  const first = await startTestInstance({ dataFolder });
  const before = jiraClientOf(first).admin;
  await before('POST', '/issuetype', { name: 'Risk' });
  await before('POST', '/issue', issue('Risk'));
  await before('DELETE', '/issueLinkType/10001');
  const { id } = (await before('POST', '/priority', { name: 'Now', statusColor: '#ff0000' })).body;
  await before('PUT', '/priority/move', { ids: [id], position: 'First' });
  await before('PUT', '/statuses', {
    statuses: [{ id: '10001', name: 'Doing', statusCategory: 'IN_PROGRESS' }],
  });
  await first.stop();
  const { admin } = jiraClientOf(await startTestInstance({ dataFolder }));
  expect(await search(admin, 'type = Risk')).toEqual(['DEMO-6']);
  expect(namesIn((await admin('GET', '/issueLinkType')).body.issueLinkTypes)).toEqual([
    'Blocks',
    'Duplicate',
    'Relates',
  ]);
  expect(namesIn((await admin('GET', '/priority')).body).slice(0, 2)).toEqual(['Now', 'Highest']);
  expect((await admin('GET', '/issue/DEMO-1/transitions')).body.transitions[1].to.name).toBe('Doing');
});
