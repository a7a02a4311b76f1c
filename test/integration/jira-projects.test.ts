import { describe, expect, it } from 'vitest';
import { personAccountId } from '../../src/instance/people/people.ts';
import { startInstalled } from '../support/installed-addon.ts';
import { jiraClientOf, startJira } from '../support/jira-client.ts';
import { createTempDir } from '../support/temp-dir.ts';
import { startTestInstance } from '../support/test-instance.ts';

const mia = personAccountId('mia');
const newProject = (fields: object = {}) => ({
  key: 'NEW',
  name: 'New project',
  projectTypeKey: 'software',
  projectTemplateKey: 'com.pyxis.greenhopper.jira:gh-simplified-kanban-classic',
  leadAccountId: mia,
  ...fields,
});
const task = (fields: object = {}) => ({
  fields: { issuetype: { name: 'Task' }, summary: 'One', ...fields },
});
const keysIn = (body: { values: { key: string }[] }) => body.values.map(({ key }) => key);

describe('a project', () => {
  it('is made, read, changed and found by its former key', async () => {
    const { admin, instance } = await startJira();
    const made = await admin(
      'POST',
      '/project',
      newProject({ description: 'For all', assigneeType: 'PROJECT_LEAD' }),
    );
    expect(made).toEqual({
      status: 201,
      body: { self: `${instance.origin}/rest/api/3/project/10002`, id: 10002, key: 'NEW' },
    });
    expect((await admin('GET', '/project/NEW?expand=projectKeys')).body).toMatchObject({
      id: '10002',
      key: 'NEW',
      name: 'New project',
      description: 'For all',
      lead: { displayName: 'Mia Lindqvist' },
      assigneeType: 'PROJECT_LEAD',
      projectTypeKey: 'software',
      simplified: false,
      style: 'classic',
      projectKeys: ['NEW'],
      components: [],
      versions: [],
      roles: { Administrators: `${instance.origin}/rest/api/3/project/10002/role/10002` },
      issueTypes: expect.arrayContaining([expect.objectContaining({ name: 'Bug' })]),
    });
    const issue = await admin('POST', '/issue', task({ project: { key: 'NEW' } }));
    expect(issue.body.key).toBe('NEW-1');
    expect((await admin('GET', '/issue/NEW-1')).body.fields.assignee.accountId).toBe(mia);

    const changed = await admin('PUT', '/project/NEW', {
      key: 'OTHER',
      name: 'Other',
      url: 'https://example.com',
    });
    expect(changed.body).toMatchObject({
      key: 'OTHER',
      name: 'Other',
      url: 'https://example.com',
      description: 'For all',
    });
    expect((await admin('GET', '/project/NEW')).body.key).toBe('OTHER');
    expect((await admin('GET', '/issue/NEW-1')).body.key).toBe('OTHER-1');
    expect((await admin('POST', '/issue', task({ project: { key: 'OTHER' } }))).body.key).toBe('OTHER-2');
    const found = await admin(
      'GET',
      `/search/jql?jql=${encodeURIComponent('project = OTHER ORDER BY key')}&fields=*all`,
    );
    expect(found.body.issues.map(({ key }: { key: string }) => key)).toEqual(['OTHER-1', 'OTHER-2']);
    expect((await admin('POST', '/project', newProject({ name: 'Third' }))).body.errors).toEqual({
      projectKey: "Project 'Other' uses this project key.",
    });
    await admin('PUT', '/project/OTHER', { releasedProjectKeys: ['NEW'] });
    expect((await admin('GET', '/project/NEW')).status).toBe(404);
  });

  it.each([
    [{ name: 'Demo project' }, { projectName: 'A project with that name already exists.' }],
    [{ name: '' }, { projectName: 'You must specify a valid project name.' }],
    [{ key: 'DEMO' }, { projectKey: "Project 'Demo project' uses this project key." }],
    [{ key: 'new' }, { projectKey: expect.stringContaining('must start with an uppercase letter') }],
    [{ key: 'ABCDEFGHIJK' }, { projectKey: 'The project key must not exceed 10 characters in length.' }],
    [{ leadAccountId: 'nobody' }, { projectLead: 'You must specify a valid project lead.' }],
    [{ categoryId: 5 }, { categoryId: expect.any(String) }],
    [{ projectTypeKey: 'business' }, { projectTemplateKey: expect.any(String) }],
  ])('is not made with %j', async (fields, errors) => {
    const { admin } = await startJira();
    expect(await admin('POST', '/project', newProject(fields))).toEqual({
      status: 400,
      body: { errorMessages: [], errors },
    });
  });

  it('is the business of administrators', async () => {
    const { mia: asMia, tomas, admin } = await startJira();
    expect(await asMia('POST', '/project', newProject())).toEqual({
      status: 403,
      body: {
        errorMessages: ['You must have global administrator rights in order to modify projects.'],
        errors: {},
      },
    });
    expect((await asMia('PUT', '/project/DEMO', { name: 'Mine' })).status).toBe(403);
    expect((await asMia('DELETE', '/project/DEMO')).status).toBe(404);
    expect((await asMia('POST', '/project/DEMO/archive')).status).toBe(403);
    expect((await tomas('PUT', '/project/PRIV', { name: 'Mine' })).status).toBe(404);
    // A project's own administrators change what is in it, but not its key.
    const [role] = ['10002'];
    await admin('POST', `/project/DEMO/role/${role}`, { user: [mia] });
    expect((await asMia('PUT', '/project/DEMO', { name: 'Ours' })).body.name).toBe('Ours');
    expect((await asMia('PUT', '/project/DEMO', { key: 'OURS' })).status).toBe(403);
  });

  it('goes to the trash and comes back, with its issues', async () => {
    const { admin, tomas } = await startJira();
    expect((await admin('DELETE', '/project/DEMO')).status).toBe(204);
    expect((await admin('GET', '/project/DEMO')).status).toBe(404);
    expect((await admin('GET', '/issue/DEMO-1')).status).toBe(404);
    expect(keysIn((await admin('GET', '/project/search')).body)).toEqual(['PRIV']);
    expect((await admin('GET', '/search/jql?jql=created%20is%20not%20EMPTY')).body.issues).toHaveLength(1);
    expect(keysIn((await admin('GET', '/project/search?status=deleted')).body)).toEqual(['DEMO']);
    expect((await tomas('GET', '/project/search?status=deleted')).body.values).toEqual([]);
    expect((await admin('POST', '/project', newProject({ key: 'DEMO' }))).status).toBe(400);
    expect((await tomas('POST', '/project/DEMO/restore')).status).toBe(404);
    expect((await admin('POST', '/project/DEMO/restore')).body).toMatchObject({ key: 'DEMO' });
    expect((await tomas('GET', '/issue/DEMO-1')).status).toBe(200);
  });

  it('is gone for good, with its issues, where nothing is to be undone', async () => {
    const { admin } = await startJira();
    expect((await admin('DELETE', '/project/DEMO?enableUndo=false')).status).toBe(204);
    expect((await admin('POST', '/project/DEMO/restore')).status).toBe(404);
    expect((await admin('POST', '/project', newProject({ key: 'DEMO', name: 'Demo project' }))).status).toBe(
      201,
    );
    expect((await admin('GET', '/search/jql?jql=project%3DDEMO')).body.issues).toEqual([]);
    const deletion = await admin('POST', '/project/PRIV/delete');
    expect(deletion).toEqual({ status: 303, body: undefined });
    expect((await admin('GET', '/task/10000')).body).toMatchObject({ status: 'COMPLETE', progress: 100 });
    expect((await admin('GET', '/project/PRIV')).status).toBe(404);
  });

  it('is only read while it is archived, and is in no search', async () => {
    const { admin, tomas } = await startJira();
    expect((await admin('POST', '/project/DEMO/archive')).status).toBe(204);
    expect((await admin('GET', '/project/DEMO')).body).toMatchObject({
      archived: true,
      archivedBy: { displayName: 'Alex Morgan' },
    });
    expect((await tomas('GET', '/issue/DEMO-1')).status).toBe(200);
    expect((await admin('PUT', '/issue/DEMO-1', { fields: { summary: 'Other' } })).status).toBe(403);
    expect((await admin('POST', '/issue', task({ project: { key: 'DEMO' } }))).status).toBe(400);
    expect((await admin('GET', '/search/jql?jql=created%20is%20not%20EMPTY')).body.issues).toHaveLength(1);
    expect((await admin('DELETE', '/project/DEMO')).status).toBe(400);
    expect((await admin('POST', '/project/DEMO/restore')).body.archived).toBeUndefined();
    expect((await admin('PUT', '/issue/DEMO-1', { fields: { summary: 'Other' } })).status).toBe(204);
  });
});

describe('the list of projects', () => {
  it('is paged, ordered and filtered', async () => {
    const { admin, tomas, instance } = await startJira();
    const category = await admin('POST', '/projectCategory', { name: 'Inner', description: '' });
    await admin('POST', '/project', newProject({ categoryId: Number(category.body.id) }));
    await admin('POST', '/project', {
      ...newProject({ key: 'BIZ', name: 'Business', projectTypeKey: 'business' }),
      projectTemplateKey: undefined,
    });
    const search = async (query: string) => keysIn((await admin('GET', `/project/search?${query}`)).body);
    expect(await search('')).toEqual(['BIZ', 'DEMO', 'NEW', 'PRIV']);
    expect(await search('orderBy=-name')).toEqual(['PRIV', 'NEW', 'DEMO', 'BIZ']);
    expect(await search('query=priv')).toEqual(['PRIV']);
    expect(await search('keys=NEW&keys=DEMO')).toEqual(['DEMO', 'NEW']);
    expect(await search('id=10001')).toEqual(['PRIV']);
    expect(await search('typeKey=business')).toEqual(['BIZ']);
    expect(await search(`categoryId=${category.body.id}`)).toEqual(['NEW']);
    expect((await admin('GET', '/project/search?orderBy=colour')).status).toBe(400);
    const page = (await admin('GET', '/project/search?startAt=1&maxResults=2&expand=insight,lead')).body;
    expect(page).toMatchObject({
      self: `${instance.origin}/rest/api/3/project/search?startAt=1&maxResults=2&expand=insight%2Clead`,
      nextPage: `${instance.origin}/rest/api/3/project/search?startAt=3&maxResults=2&expand=insight%2Clead`,
      total: 4,
      isLast: false,
      values: [
        { key: 'DEMO', insight: { totalIssueCount: 5 }, lead: { displayName: 'Alex Morgan' } },
        { key: 'NEW' },
      ],
    });
    expect(page.values[1].projectCategory).toMatchObject({ name: 'Inner' });
    expect(keysIn((await tomas('GET', '/project/search')).body)).toEqual(['BIZ', 'DEMO', 'NEW']);
    expect((await tomas('GET', '/project/recent')).body[0].key).toBe('DEMO');
    expect((await admin('GET', '/project?recent=1')).body).toHaveLength(1);
  });

  it('carries the properties that are asked for, which project administrators write', async () => {
    const { admin, tomas } = await startJira();
    expect((await admin('PUT', '/project/DEMO/properties/a', { b: 1 })).status).toBe(201);
    expect((await admin('PUT', '/project/DEMO/properties/a', { b: 2 })).status).toBe(200);
    expect((await admin('GET', '/project/search?properties=a')).body.values[0].properties).toEqual({
      a: { b: 2 },
    });
    expect((await tomas('GET', '/project/DEMO/properties/a')).body).toEqual({ key: 'a', value: { b: 2 } });
    expect(await tomas('PUT', '/project/DEMO/properties/a', 1)).toMatchObject({
      status: 403,
      body: { errorMessages: ['You cannot edit the configuration of this project.'] },
    });
    expect((await admin('GET', '/project/DEMO/properties')).body.keys).toMatchObject([{ key: 'a' }]);
    expect((await tomas('GET', '/project/PRIV/properties')).status).toBe(404);
    expect((await admin('DELETE', '/project/DEMO/properties/a')).status).toBe(204);
  });
});

it('says whether a key and a name are free, and which would be', async () => {
  const { admin } = await startJira();
  expect((await admin('GET', '/projectvalidate/key?key=DEMO')).body).toEqual({
    errorMessages: [],
    errors: { projectKey: "Project 'Demo project' uses this project key." },
  });
  expect((await admin('GET', '/projectvalidate/key?key=FREE')).body.errors).toEqual({});
  expect((await admin('GET', '/projectvalidate/validProjectKey?key=demo')).body).toBe('DEMO2');
  expect((await admin('GET', '/projectvalidate/validProjectName?name=Demo%20project')).body).toBe(
    'Demo project 2',
  );
});

it('tells the statuses, levels and types of a project', async () => {
  const { admin, tomas } = await startJira();
  const [first] = (await tomas('GET', '/project/DEMO/statuses')).body;
  expect(first).toMatchObject({ name: 'Task', subtask: false });
  expect(first.statuses.map(({ name }: { name: string }) => name)).toEqual(['To Do', 'In Progress', 'Done']);
  expect((await admin('GET', '/project/10000/hierarchy')).body).toMatchObject({
    projectId: 10000,
    hierarchy: [{ level: 1, issueTypes: [{ name: 'Epic' }] }, { level: 0 }, { level: -1 }],
  });
  expect((await admin('GET', '/project/type')).body.map(({ key }: { key: string }) => key)).toContain(
    'software',
  );
  expect((await admin('GET', '/project/type/none')).status).toBe(404);
  expect((await tomas('GET', '/project/PRIV/statuses')).status).toBe(404);
});

describe('roles of a project', () => {
  it('are played by those that project administrators name', async () => {
    const { admin, mia: asMia, tomas, instance } = await startJira();
    expect((await tomas('GET', '/project/PRIV')).status).toBe(404);
    expect((await admin('GET', '/project/PRIV/role')).body.Member).toBe(
      `${instance.origin}/rest/api/3/project/10001/role/10004`,
    );
    expect(await asMia('GET', '/project/PRIV/role')).toMatchObject({
      status: 401,
      body: { errorMessages: ['You cannot edit the configuration of this project.'] },
    });
    const added = await admin('POST', '/project/PRIV/role/10004', { user: [personAccountId('tomas')] });
    expect(added.body).toMatchObject({ name: 'Member', id: 10004 });
    expect(added.body.actors.map(({ displayName }: { displayName: string }) => displayName).sort()).toEqual([
      'Mia Lindqvist',
      'Tomás Rivera',
    ]);
    expect((await tomas('GET', '/project/PRIV')).status).toBe(200);
    expect((await admin('POST', '/project/PRIV/role/10004', { user: ['x'] })).status).toBe(404);
    expect(
      (await admin('POST', '/project/PRIV/role/10004', { user: [personAccountId('tomas')] })).status,
    ).toBe(400);
    await admin('DELETE', `/project/PRIV/role/10004?user=${personAccountId('tomas')}`);
    expect((await tomas('GET', '/project/PRIV')).status).toBe(404);
    await admin('PUT', '/project/PRIV/role/10004', {
      categorisedActors: { 'atlassian-group-role-actor': ['jira-software-users'] },
    });
    expect((await tomas('GET', '/project/PRIV')).status).toBe(200);
    const own = await tomas('GET', '/project/PRIV/roledetails?currentMember=true');
    expect(own.body.map(({ name }: { name: string }) => name)).toEqual(['Member']);
  });

  it('are made, renamed and deleted, and have those who play them from the start', async () => {
    const { admin, mia: asMia } = await startJira();
    expect((await asMia('GET', '/role')).status).toBe(403);
    const { id } = (await admin('POST', '/role', { name: 'Testers', description: 'Test' })).body;
    expect((await admin('POST', '/role', { name: 'testers' })).status).toBe(409);
    await admin('POST', `/role/${id}/actors`, { user: [mia] });
    await admin('POST', '/project', newProject());
    const played = (await admin('GET', `/project/NEW/role/${id}`)).body;
    expect(played.actors).toMatchObject([{ actorUser: { accountId: mia } }]);
    await admin('PUT', `/role/${id}`, { name: 'Judges', description: 'Judge' });
    expect((await admin('GET', `/project/NEW/role/${id}`)).body).toMatchObject({
      name: 'Judges',
      actors: [{ actorUser: { accountId: mia } }],
    });
    expect((await admin('DELETE', `/role/${id}`)).status).toBe(409);
    expect((await admin('DELETE', `/role/${id}?swap=10004`)).status).toBe(204);
    expect((await admin('GET', '/project/NEW/role/10004')).body.actors).toHaveLength(1);
    expect((await admin('GET', `/role/${id}`)).status).toBe(404);
  });
});

it('tells add-ons of what happens to projects', async () => {
  const events = [
    'created',
    'updated',
    'soft_deleted',
    'restored_deleted',
    'archived',
    'restored_archived',
    'deleted',
  ];
  const { addon, instance } = await startInstalled({
    modules: {
      webhooks: events.map((event) => ({
        event: `project_${event}`,
        url: `/hook?key=\${project.key}&id=\${project.id}`,
      })),
    },
  });
  const { admin } = jiraClientOf(instance);
  await admin('POST', '/project', newProject());
  await admin('PUT', '/project/NEW', { name: 'Other' });
  await admin('DELETE', '/project/NEW');
  await admin('POST', '/project/NEW/restore');
  await admin('POST', '/project/NEW/archive');
  await admin('POST', '/project/NEW/restore');
  await admin('DELETE', '/project/NEW?enableUndo=false');
  await instance.services.settled();
  const received = addon.receivedAt('/hook').map(({ url, body }) => ({ url, body: JSON.parse(body) }));
  expect(received.map(({ body }) => body.webhookEvent).sort()).toEqual(
    events.map((event) => `project_${event}`).sort(),
  );
  const created = received.find(({ body }) => body.webhookEvent === 'project_created');
  expect(created?.url).toBe('/hook?key=NEW&id=10002');
  expect(created?.body.project).toMatchObject({
    id: 10002,
    key: 'NEW',
    name: 'New project',
    projectLead: { accountId: mia },
    assigneeType: 'admin.assignee.type.unassigned',
  });
});

it('lets an add-on administer what its scopes open', async () => {
  const plain = await startInstalled({ scopes: ['READ', 'WRITE', 'PROJECT_ADMIN'] });
  expect((await plain.call('POST', '/rest/api/3/version', { name: '1', projectId: 10000 })).status).toBe(201);
  expect((await plain.call('POST', '/rest/api/3/project', newProject())).status).toBe(403);
  const administrator = await startInstalled({ scopes: ['ADMIN'] });
  expect((await administrator.call('POST', '/rest/api/3/project', newProject())).status).toBe(201);
});

it('remembers after a restart what was made of its projects', async () => {
  const dataFolder = await createTempDir();
  const first = await startTestInstance({ dataFolder });
  const before = jiraClientOf(first);
  await before.admin('POST', '/project', newProject({ assigneeType: 'PROJECT_LEAD' }));
  await before.admin('PUT', '/project/NEW', { key: 'OTHER' });
  await before.admin('DELETE', '/project/PRIV');
  await before.admin('POST', '/role', { name: 'Testers' });
  await first.stop();
  const { admin } = jiraClientOf(await startTestInstance({ dataFolder }));
  expect(keysIn((await admin('GET', '/project/search')).body)).toEqual(['DEMO', 'OTHER']);
  expect((await admin('GET', '/project/NEW')).body).toMatchObject({
    key: 'OTHER',
    assigneeType: 'PROJECT_LEAD',
  });
  expect(keysIn((await admin('GET', '/project/search?status=deleted')).body)).toEqual(['PRIV']);
  expect((await admin('GET', '/role')).body.map(({ name }: { name: string }) => name)).toContain('Testers');
});
