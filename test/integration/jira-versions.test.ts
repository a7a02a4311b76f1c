import { describe, expect, it } from 'vitest';
import { personAccountId } from '../../src/instance/people/people.ts';
import { startInstalled } from '../support/installed-addon.ts';
import { jiraClientOf, startJira } from '../support/jira-client.ts';
import { createTempDir } from '../support/temp-dir.ts';
import { startTestInstance } from '../support/test-instance.ts';

type Client = ReturnType<typeof jiraClientOf>['admin'];

const namesIn = (list: { name: string }[]) => list.map(({ name }) => name);

async function addVersions(admin: Client, ...names: string[]): Promise<string[]> {
  const ids = [];
  for (const name of names) ids.push((await admin('POST', '/version', { name, project: 'DEMO' })).body.id);
  return ids;
}

async function found(admin: Client, jql: string): Promise<string[]> {
  const { body } = await admin('GET', `/search/jql?fields=summary&jql=${encodeURIComponent(jql)}`);
  return body.issues.map(({ key }: { key: string }) => key);
}

describe('a version', () => {
  it('is made, read and changed', async () => {
    const { admin, instance } = await startJira();
    const made = await admin('POST', '/version', {
      name: '1.0',
      description: 'First',
      projectId: 10000,
      startDate: '2026-01-02',
      releaseDate: '2020-07-06',
    });
    expect(made).toMatchObject({ status: 400, body: { errors: { startDate: expect.any(String) } } });
    const { body } = await admin('POST', '/version', {
      name: '1.0',
      description: 'First',
      projectId: 10000,
      userReleaseDate: '6/Jul/20',
    });
    expect(body).toEqual({
      self: `${instance.origin}/rest/api/3/version/${body.id}`,
      id: body.id,
      description: 'First',
      name: '1.0',
      archived: false,
      released: false,
      releaseDate: '2020-07-06',
      overdue: true,
      userReleaseDate: '06/Jul/20',
      projectId: 10000,
    });
    const released = await admin('PUT', `/version/${body.id}`, { released: true, releaseDate: '2026-11-20' });
    expect(released.body).toMatchObject({
      name: '1.0',
      description: 'First',
      released: true,
      releaseDate: '2026-11-20',
    });
    expect(released.body.overdue).toBeUndefined();
    expect(
      (await admin('PUT', `/version/${body.id}`, { userReleaseDate: '' })).body.releaseDate,
    ).toBeUndefined();
    expect((await admin('GET', '/project/DEMO/versions')).body).toMatchObject([
      { name: '1.0', released: true },
    ]);
  });

  it.each([
    [{ project: 'DEMO' }, 400, { name: 'You must specify a valid version name' }],
    [
      { project: 'DEMO', name: 'TAKEN' },
      400,
      { name: 'A version with this name already exists in this project.' },
    ],
    [{ project: 'DEMO', name: 'a', releaseDate: '2026-13-01' }, 400, { releaseDate: expect.any(String) }],
    [{ name: 'a' }, 400, ['Project must be specified to create a version.']],
    [
      { project: 'NONE', name: 'a' },
      404,
      [
        "Project with key 'NONE' either does not exist or you do not have permission to create versions in it.",
      ],
    ],
    [
      { project: 'DEMO', name: 'a', releaseDate: '2026-01-01', userReleaseDate: '1/Jan/26' },
      400,
      ["Only one of 'releaseDate' and 'userReleaseDate' can be specified when creating a version."],
    ],
  ])('is not made of %j', async (given, status, problem) => {
    const { admin } = await startJira();
    await addVersions(admin, 'taken');
    expect(await admin('POST', '/version', given)).toEqual({
      status,
      body: Array.isArray(problem)
        ? { errorMessages: problem, errors: {} }
        : { errorMessages: [], errors: problem },
    });
  });

  it('is seen by those who see its project, and changed by those who administer it', async () => {
    const { admin, mia, tomas } = await startJira();
    const hidden = (await admin('POST', '/version', { name: 'a', project: 'PRIV' })).body.id;
    expect(await tomas('GET', `/version/${hidden}`)).toEqual({
      status: 404,
      body: { errorMessages: [`Could not find version for id '${hidden}'`], errors: {} },
    });
    expect((await mia('GET', `/version/${hidden}`)).status).toBe(200);
    expect((await mia('POST', '/version', { name: 'b', project: 'PRIV' })).status).toBe(404);
    expect((await mia('PUT', `/version/${hidden}`, { name: 'b' })).status).toBe(400);
    expect(await mia('DELETE', `/version/${hidden}`)).toMatchObject({
      status: 401,
      body: {
        errorMessages: ['The user Mia Lindqvist does not have permission to complete this operation.'],
      },
    });
    expect((await tomas('GET', '/project/PRIV/versions')).status).toBe(404);
  });

  it('has a place among the others, which comparisons go by', async () => {
    const { admin } = await startJira();
    const [one = '', two = '', three = ''] = await addVersions(admin, 'One', 'Two', 'Three');
    const order = async () => namesIn((await admin('GET', '/project/DEMO/versions')).body);
    await admin('PUT', '/issue/DEMO-1', { fields: { fixVersions: [{ name: 'Three' }] } });
    expect(await found(admin, 'fixVersion < Two')).toEqual([]);
    await admin('POST', `/version/${three}/move`, { position: 'First' });
    expect(await order()).toEqual(['Three', 'One', 'Two']);
    expect(await found(admin, 'fixVersion < Two')).toEqual(['DEMO-1']);
    await admin('POST', `/version/${three}/move`, { after: `https://x/rest/api/3/version/${one}` });
    expect(await order()).toEqual(['One', 'Three', 'Two']);
    await admin('POST', `/version/${three}/move`, { position: 'Later' });
    expect(await order()).toEqual(['One', 'Two', 'Three']);
    await admin('POST', `/version/${two}/move`, { position: 'Earlier' });
    expect(await order()).toEqual(['Two', 'One', 'Three']);
    expect((await admin('POST', `/version/${two}/move`, {})).status).toBe(400);
    expect(await admin('POST', `/version/${two}/move`, { after: '99' })).toMatchObject({
      status: 404,
      body: { errorMessages: ["Could not find version with id '99' for project 'DEMO'"] },
    });
  });

  it('is counted, searched for, and deleted with or without another in its place', async () => {
    const { admin } = await startJira();
    const [one = '', two = '', three = ''] = await addVersions(admin, 'One', 'Two', 'Three');
    await admin('PUT', '/issue/DEMO-1', { fields: { fixVersions: [{ id: one }], versions: [{ id: one }] } });
    await admin('PUT', '/issue/DEMO-3', { fields: { fixVersions: [{ id: one }] } });
    expect((await admin('GET', `/version/${one}/relatedIssueCounts`)).body).toMatchObject({
      issuesFixedCount: 2,
      issuesAffectedCount: 1,
    });
    expect((await admin('GET', `/version/${one}/unresolvedIssueCount`)).body).toMatchObject({
      issuesCount: 2,
      issuesUnresolvedCount: 1,
    });
    expect(
      (await admin('GET', `/version/${one}?expand=issuesstatus`)).body.issuesStatusForFixVersion,
    ).toEqual({
      unmapped: 0,
      toDo: 0,
      inProgress: 1,
      done: 1,
    });
    expect((await admin('DELETE', `/version/${one}?moveFixIssuesTo=${one}`)).body.errorMessages).toEqual([
      'You cannot move the issues to the version being deleted.',
    ]);
    expect((await admin('DELETE', `/version/${one}?moveFixIssuesTo=99`)).body.errorMessages).toEqual([
      'The fix version with id 99 does not exist.',
    ]);
    expect((await admin('DELETE', `/version/${one}?moveFixIssuesTo=${two}`)).status).toBe(204);
    expect(await found(admin, 'fixVersion = Two ORDER BY key')).toEqual(['DEMO-1', 'DEMO-3']);
    expect(await found(admin, 'affectedVersion is not EMPTY')).toEqual([]);
    expect((await admin('GET', '/search/jql?jql=fixVersion%3DOne')).body.errorMessages).toEqual([
      "The value 'One' does not exist for the field 'fixVersion'.",
    ]);
    const [change] = (await admin('GET', '/issue/DEMO-1/changelog?startAt=1')).body.values;
    expect(change.items).toMatchObject([
      { field: 'Fix Version', fromString: 'One', toString: null },
      { field: 'Fix Version', fromString: null, toString: 'Two' },
      { field: 'Version', fromString: 'One', toString: null },
    ]);
    expect((await admin('PUT', `/version/${two}/mergeto/${three}`)).status).toBe(204);
    expect(await found(admin, 'fixVersion = Three ORDER BY key')).toEqual(['DEMO-1', 'DEMO-3']);
    expect((await admin('POST', `/version/${three}/removeAndSwap`, {})).status).toBe(204);
    expect(await found(admin, 'fixVersion is not EMPTY')).toEqual([]);
    expect((await admin('GET', `/version/${three}`)).status).toBe(404);
  });

  it('leaves what is unresolved to another one when it is released', async () => {
    const { admin } = await startJira();
    const [one = '', two = ''] = await addVersions(admin, 'One', 'Two');
    for (const key of ['DEMO-1', 'DEMO-3']) {
      await admin('PUT', `/issue/${key}`, { fields: { fixVersions: [{ id: one }] } });
    }
    await admin('PUT', `/version/${one}`, { released: true, moveUnfixedIssuesTo: two });
    expect(await found(admin, 'fixVersion = One')).toEqual(['DEMO-3']);
    expect(await found(admin, 'fixVersion = Two')).toEqual(['DEMO-1']);
  });

  it('is in a list that is paged, ordered and filtered', async () => {
    const { admin } = await startJira();
    const [b = ''] = await addVersions(admin, 'b', 'a', 'c');
    await admin('PUT', `/version/${b}`, { released: true });
    const list = async (query: string) => (await admin('GET', `/project/DEMO/version?${query}`)).body;
    expect(namesIn((await list('')).values)).toEqual(['b', 'a', 'c']);
    expect(namesIn((await list('orderBy=-name')).values)).toEqual(['c', 'b', 'a']);
    expect(namesIn((await list('status=unreleased')).values)).toEqual(['a', 'c']);
    expect(await list('maxResults=2&orderBy=name')).toMatchObject({
      isLast: false,
      total: 3,
      nextPage: expect.stringContaining('startAt=2'),
    });
    expect(namesIn((await list('query=C')).values)).toEqual(['c']);
  });
});

it('tells add-ons of what happens to versions', async () => {
  const events = ['created', 'updated', 'released', 'unreleased', 'moved', 'merged', 'deleted'];
  const { addon, instance } = await startInstalled({
    modules: {
      webhooks: events.map((event) => ({
        event: `jira:version_${event}`,
        url: `/hook?p=\${project.key}&v=\${version.id}&m=\${mergedVersion.id}`,
      })),
    },
  });
  const { admin } = jiraClientOf(instance);
  const [one, two] = await addVersions(admin, 'One', 'Two');
  const received = async () => {
    await instance.services.settled();
    return addon.receivedAt('/hook').map(({ url, body }) => ({ url, body: JSON.parse(body) }));
  };
  expect((await received())[0]).toMatchObject({
    url: `/hook?p=DEMO&v=${one}&m=`,
    body: {
      webhookEvent: 'jira:version_created',
      version: { id: one, name: 'One', archived: false, released: false, overdue: false, projectId: 10000 },
    },
  });
  await admin('PUT', `/version/${one}`, { name: 'Uno' });
  await admin('PUT', `/version/${one}`, { released: true });
  await admin('PUT', `/version/${one}`, { released: false });
  await admin('POST', `/version/${one}/move`, { position: 'Last' });
  await admin('PUT', `/version/${one}/mergeto/${two}`);
  await admin('DELETE', `/version/${two}`);
  const all = await received();
  expect(all.map(({ body }) => body.webhookEvent.slice('jira:version_'.length)).sort()).toEqual(
    [
      'created',
      'created',
      'updated',
      'released',
      'unreleased',
      'moved',
      'merged',
      'deleted',
      'deleted',
    ].sort(),
  );
  const merged = all.find(({ body }) => body.webhookEvent === 'jira:version_merged');
  expect(merged).toMatchObject({
    url: `/hook?p=DEMO&v=${one}&m=${two}`,
    body: { version: { name: 'Uno' }, mergedTo: { id: two, name: 'Two' } },
  });
});

describe('a component', () => {
  const mia = personAccountId('mia');

  it('is made, read, changed, and says whom its issues go to', async () => {
    const { admin, instance } = await startJira();
    const made = await admin('POST', '/component', {
      name: 'Sausages',
      description: 'Lamb',
      project: 'DEMO',
      leadAccountId: mia,
      assigneeType: 'COMPONENT_LEAD',
    });
    expect(made.status).toBe(201);
    const { id } = made.body;
    expect((await admin('GET', `/component/${id}`)).body).toMatchObject({
      self: `${instance.origin}/rest/api/3/component/${id}`,
      name: 'Sausages',
      description: 'Lamb',
      lead: { accountId: mia },
      assigneeType: 'COMPONENT_LEAD',
      assignee: { accountId: mia },
      realAssigneeType: 'COMPONENT_LEAD',
      realAssignee: { accountId: mia },
      isAssigneeTypeValid: true,
      project: 'DEMO',
      projectId: 10000,
    });
    const issue = await admin('POST', '/issue', {
      fields: {
        project: { key: 'DEMO' },
        issuetype: { name: 'Task' },
        summary: 'a',
        components: [{ id }],
      },
    });
    expect((await admin('GET', `/issue/${issue.body.key}`)).body.fields.assignee.accountId).toBe(mia);
    expect(
      (await admin('PUT', `/component/${id}`, { name: 'Onions', leadAccountId: '' })).body,
    ).toMatchObject({
      name: 'Onions',
      description: 'Lamb',
      isAssigneeTypeValid: false,
      realAssigneeType: 'PROJECT_DEFAULT',
    });
    expect(await found(admin, 'component = onions')).toEqual([issue.body.key]);
  });

  it.each([
    [{}, 400, ['A project id must be specified for this operation.']],
    [{ project: 'BAD', name: 'a' }, 404, ["No project could be found with key 'BAD'."]],
    [
      { project: 'DEMO' },
      400,
      { name: 'The component name specified is invalid - cannot be an empty string.' },
    ],
    [
      { project: 'DEMO', name: 'Taken' },
      400,
      { name: 'A component with the name Taken already exists in this project.' },
    ],
    [
      { project: 'DEMO', name: 'a', leadAccountId: 'x' },
      400,
      { leadAccountId: 'The user x does not exist.', componentLead: 'The user x does not exist.' },
    ],
  ])('is not made of %j', async (given, status, problem) => {
    const { admin } = await startJira();
    await admin('POST', '/component', { project: 'DEMO', name: 'Taken' });
    expect(await admin('POST', '/component', given)).toEqual({
      status,
      body: Array.isArray(problem)
        ? { errorMessages: problem, errors: {} }
        : { errorMessages: [], errors: problem },
    });
  });

  it('is changed by those who administer its project', async () => {
    const { admin, mia: asMia, tomas } = await startJira();
    const { id } = (await admin('POST', '/component', { project: 'PRIV', name: 'a' })).body;
    expect(await tomas('GET', `/component/${id}`)).toEqual({
      status: 404,
      body: { errorMessages: [`The component with id ${id} does not exist.`], errors: {} },
    });
    expect(await asMia('POST', '/component', { project: 'PRIV', name: 'b' })).toMatchObject({
      status: 403,
      body: { errorMessages: ['You cannot edit the configuration of this project.'] },
    });
    expect(await asMia('DELETE', `/component/${id}`)).toMatchObject({
      status: 403,
      body: {
        errorMessages: ['The user Mia Lindqvist does not have permission to complete this operation.'],
      },
    });
  });

  it('is deleted with or without another in its place', async () => {
    const { admin } = await startJira();
    const add = async (name: string) =>
      (await admin('POST', '/component', { project: 'DEMO', name })).body.id;
    const [one, two] = [await add('One'), await add('Two')];
    await admin('PUT', '/issue/DEMO-1', { fields: { components: [{ id: one }] } });
    expect((await admin('GET', `/component/${one}/relatedIssueCounts`)).body.issueCount).toBe(1);
    expect((await admin('DELETE', `/component/${one}?moveIssuesTo=99`)).status).toBe(404);
    expect((await admin('DELETE', `/component/${one}?moveIssuesTo=${two}`)).status).toBe(204);
    expect(await found(admin, 'component = Two')).toEqual(['DEMO-1']);
    expect((await admin('DELETE', `/component/${two}`)).status).toBe(204);
    expect(await found(admin, 'component is not EMPTY')).toEqual([]);
    expect((await admin('GET', '/issue/DEMO-1/changelog')).body.total).toBe(3);
  });

  it('is in lists of a project, and of several', async () => {
    const { admin, tomas } = await startJira();
    for (const [project, name] of [
      ['DEMO', 'b'],
      ['DEMO', 'a'],
      ['PRIV', 'c'],
    ]) {
      await admin('POST', '/component', { project, name });
    }
    expect(namesIn((await admin('GET', '/project/DEMO/components')).body)).toEqual(['a', 'b']);
    expect((await admin('GET', '/project/DEMO/component?maxResults=1&orderBy=-name')).body).toMatchObject({
      total: 2,
      isLast: false,
      values: [{ name: 'b', issueCount: 0 }],
    });
    expect(namesIn((await admin('GET', '/component')).body.values)).toEqual(['a', 'b', 'c']);
    expect(namesIn((await tomas('GET', '/component')).body.values)).toEqual(['a', 'b']);
    expect((await tomas('GET', '/component?projectIdsOrKeys=PRIV')).status).toBe(404);
  });
});

it('remembers versions and components after a restart, in their order', async () => {
  const dataFolder = await createTempDir();
  const first = await startTestInstance({ dataFolder });
  const before = jiraClientOf(first);
  const [, two = ''] = await addVersions(before.admin, 'One', 'Two');
  await before.admin('POST', `/version/${two}/move`, { position: 'First' });
  await before.admin('POST', '/component', { project: 'DEMO', name: 'a', assigneeType: 'PROJECT_LEAD' });
  await first.stop();
  const { admin } = jiraClientOf(await startTestInstance({ dataFolder }));
  expect(namesIn((await admin('GET', '/project/DEMO/versions')).body)).toEqual(['Two', 'One']);
  expect((await admin('GET', '/project/DEMO/components')).body).toMatchObject([
    { assigneeType: 'PROJECT_LEAD' },
  ]);
});
