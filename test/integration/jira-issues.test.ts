import { describe, expect, it } from 'vitest';
import { textToAdf } from '../../src/instance/jira/adf.ts';
import { clientOf, startTestInstance } from '../support/test-instance.ts';

async function start() {
  const instance = await startTestInstance();
  const client = clientOf(instance);
  const as = (name: string) => (method: string, path: string, body?: unknown) =>
    client.send(method, `/rest/api/3${path}`, {
      headers: {
        Authorization: `Basic ${Buffer.from(`${name}:${name}`).toString('base64')}`,
        'Content-Type': 'application/json',
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const admin = as('admin');
  const json = async (method: string, path: string, body?: unknown) => {
    const answer = await admin(method, path, body);
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) };
  };
  return { instance, client, as, admin, json };
}

const task = (fields: object = {}) => ({
  fields: { project: { key: 'DEMO' }, issuetype: { name: 'Task' }, summary: 'New', ...fields },
});
const status = (answer: Response) => answer.status;
const read = async (answer: Response) => JSON.parse(await answer.text());

describe('an issue', () => {
  it('is made, read, edited and deleted', async () => {
    const { json, instance } = await start();
    const made = await json('POST', '/issue', {
      ...task({ labels: ['a'], duedate: '2026-12-24', timetracking: { originalEstimate: '2h' } }),
      properties: [{ key: 'p', value: { a: 1 } }],
    });
    expect(made).toEqual({
      status: 201,
      body: { id: '10006', key: 'DEMO-6', self: `${instance.origin}/rest/api/3/issue/10006` },
    });
    const found = await json('GET', '/issue/demo-6?properties=*all&expand=names,schema,transitions,editmeta');
    expect(found.body).toMatchObject({
      fields: {
        summary: 'New',
        labels: ['a'],
        duedate: '2026-12-24',
        timetracking: { originalEstimate: '2h', remainingEstimateSeconds: 7200 },
        creator: { displayName: 'Alex Morgan' },
        resolution: null,
        watches: { watchCount: 0 },
        subtasks: [],
      },
      properties: { p: { a: 1 } },
      names: { summary: 'Summary' },
      schema: { labels: { type: 'array', items: 'string', system: 'labels' } },
      transitions: [{ name: 'To Do' }, { name: 'In Progress' }, { name: 'Done' }],
      editmeta: { fields: { summary: { required: true, operations: ['set'] } } },
    });
    const edited = await json('PUT', '/issue/DEMO-6?returnIssue=true', {
      fields: { summary: 'Other' },
      update: { labels: [{ add: 'b' }, { remove: 'a' }], comment: [{ add: { body: textToAdf('Done so') } }] },
    });
    expect(edited.body.fields).toMatchObject({ summary: 'Other', labels: ['b'], comment: { total: 1 } });
    const changes = await json('GET', '/issue/DEMO-6/changelog');
    expect(changes.body).toMatchObject({
      total: 1,
      isLast: true,
      values: [
        {
          author: { displayName: 'Alex Morgan' },
          items: [
            { field: 'summary', fromString: 'New', toString: 'Other' },
            { field: 'labels', fromString: 'a', toString: 'b' },
          ],
        },
      ],
    });
    const [{ id }] = changes.body.values;
    expect(
      (await json('POST', '/issue/DEMO-6/changelog/list', { changelogIds: [Number(id)] })).body,
    ).toMatchObject({
      histories: [{ id }],
    });
    expect((await json('DELETE', '/issue/DEMO-6')).status).toBe(204);
    expect(await json('GET', '/issue/DEMO-6')).toEqual({
      status: 404,
      body: { errorMessages: ['Issue does not exist or you do not have permission to see it.'], errors: {} },
    });
  });

  it.each([
    [{}, { summary: 'You must specify a summary of the issue.', issuetype: 'Specify an issue type' }],
    [{ summary: 'a', issuetype: { name: 'Sub-task' } }, { parent: expect.stringContaining('sub-task') }],
    [{ summary: 'a', issuetype: { id: '10001' }, foo: 1 }, { foo: expect.stringContaining('cannot be set') }],
  ])('is not made of %j', async (fields, errors) => {
    const { json } = await start();
    expect(await json('POST', '/issue', { fields: { project: { key: 'DEMO' }, ...fields } })).toEqual({
      status: 400,
      body: { errorMessages: [], errors },
    });
  });

  it('is made among others, whatever is wrong with those', async () => {
    const { json } = await start();
    const answer = await json('POST', '/issue/bulk', {
      issueUpdates: [task(), { fields: { project: { key: 'DEMO' } } }, task()],
    });
    expect(answer).toMatchObject({
      status: 201,
      body: {
        issues: [{ key: 'DEMO-6' }, { key: 'DEMO-7' }],
        errors: [
          { status: 400, failedElementNumber: 1, elementErrors: { errors: { summary: expect.any(String) } } },
        ],
      },
    });
    const fetched = await json('POST', '/issue/bulkfetch', {
      issueIdsOrKeys: ['DEMO-7', '10006', 'DEMO-6', 'DEMO-99'],
      fields: ['summary'],
    });
    expect(fetched.body.issues.map(({ key }: { key: string }) => key)).toEqual(['DEMO-7', 'DEMO-6']);
  });

  it('takes its sub-tasks with it only when that is said', async () => {
    const { json } = await start();
    const made = await json(
      'POST',
      '/issue',
      task({ issuetype: { name: 'Sub-task' }, parent: { key: 'DEMO-1' } }),
    );
    expect((await json('GET', '/issue/DEMO-1')).body.fields.subtasks).toMatchObject([{ key: made.body.key }]);
    expect((await json('GET', `/issue/${made.body.key}?fields=parent`)).body.fields.parent.key).toBe(
      'DEMO-1',
    );
    expect(await json('DELETE', '/issue/DEMO-1')).toMatchObject({
      status: 400,
      body: { errorMessages: [expect.stringContaining('has subtasks')] },
    });
    expect((await json('DELETE', '/issue/DEMO-1?deleteSubtasks=true')).status).toBe(204);
    expect((await json('GET', `/issue/${made.body.key}`)).status).toBe(404);
  });

  it('gets a resolution where work ends, and loses it again', async () => {
    const { json } = await start();
    const move = (id: string, more: object = {}) =>
      json('POST', '/issue/DEMO-1/transitions', { transition: { id }, ...more });
    expect((await move('31')).status).toBe(204);
    const done = (await json('GET', '/issue/DEMO-1')).body.fields;
    expect(done).toMatchObject({ status: { name: 'Done' }, resolution: { name: 'Done' } });
    expect(done.resolutiondate).not.toBeNull();
    expect((await move('11')).status).toBe(204);
    expect((await json('GET', '/issue/DEMO-1')).body.fields).toMatchObject({
      resolution: null,
      resolutiondate: null,
    });
    expect((await move('99')).body.errorMessages).toEqual([
      "Transition id '99' is not valid for this issue.",
    ]);
    expect((await move('31', { fields: { resolution: { name: 'Done' } } })).body.errors).toEqual({
      resolution: expect.stringContaining('not on the appropriate screen'),
    });
    expect(await json('POST', '/issue/DEMO-1/transitions', {})).toMatchObject({ status: 400 });
  });

  it('is assigned to somebody who is there', async () => {
    const { json, instance } = await start();
    const mia = instance.services.people.list()[1]?.accountId;
    expect((await json('PUT', '/issue/DEMO-2/assignee', { accountId: mia })).status).toBe(204);
    expect((await json('GET', '/issue/DEMO-2?fields=assignee')).body.fields.assignee.accountId).toBe(mia);
    expect((await json('PUT', '/issue/DEMO-2/assignee', { accountId: 'nobody' })).body.errors).toEqual({
      assignee: "User 'nobody' does not exist.",
    });
    expect((await json('PUT', '/issue/DEMO-2/assignee', { accountId: null })).status).toBe(204);
  });

  it('says what can be set', async () => {
    const { json } = await start();
    const types = await json('GET', '/issue/createmeta/DEMO/issuetypes');
    expect(types.body).toMatchObject({
      total: 5,
      issueTypes: [{ name: 'Task' }, {}, {}, {}, { subtask: true }],
    });
    const fields = await json('GET', '/issue/createmeta/DEMO/issuetypes/10001?maxResults=100');
    expect(fields.body.fields).toContainEqual(
      expect.objectContaining({ fieldId: 'summary', required: true }),
    );
    const old = await json('GET', '/issue/createmeta?projectKeys=DEMO&expand=projects.issuetypes.fields');
    expect(old.body.projects).toMatchObject([
      { key: 'DEMO', issuetypes: [{ fields: { summary: {} } }, {}, {}, {}, {}] },
    ]);
    expect((await json('GET', '/issue/createmeta/NOPE/issuetypes')).status).toBe(404);
    expect((await json('GET', '/issue/DEMO-1/editmeta')).body.fields.labels.operations).toEqual([
      'add',
      'set',
      'remove',
    ]);
  });
});

describe('what belongs to an issue', () => {
  it('comments: paged, ordered, edited, deleted, and for some eyes only', async () => {
    const { json, as } = await start();
    const path = '/issue/DEMO-2/comment';
    for (const text of ['one', 'two']) await json('POST', path, { body: textToAdf(text) });
    const hidden = await json('POST', path, {
      body: textToAdf('secretly'),
      visibility: { type: 'role', value: 'Administrators' },
    });
    expect(hidden).toMatchObject({
      status: 201,
      body: { visibility: { type: 'role', value: 'Administrators' } },
    });
    const newest = await json('GET', `${path}?orderBy=-created&maxResults=2&expand=renderedBody`);
    expect(newest.body).toMatchObject({
      total: 3,
      comments: [{ renderedBody: '<p>secretly</p>' }, { renderedBody: '<p>two</p>' }],
    });
    const seen = await read(await as('tomas')('GET', path));
    expect(seen).toMatchObject({ total: 2 });
    expect(status(await as('tomas')('GET', `${path}/${hidden.body.id}`))).toBe(404);
    const found = await as('tomas')('GET', '/search/jql?jql=comment%20~%20secretly');
    expect(await read(found)).toMatchObject({ issues: [] });
    expect(
      (await json('POST', path, { body: textToAdf('x'), visibility: { type: 'group', value: 'nobody' } }))
        .status,
    ).toBe(400);
    const [first] = newest.body.comments;
    expect((await json('PUT', `${path}/${first.id}`, { body: textToAdf('more') })).body.body).toEqual(
      textToAdf('more'),
    );
    expect(
      status(await as('tomas')('PUT', `${path}/${seen.comments[0].id}`, { body: textToAdf('mine') })),
    ).toBe(400);
    expect((await json('PUT', `/comment/${first.id}/properties/k`, [1])).status).toBe(201);
    expect((await json('GET', `/comment/${first.id}/properties/k`)).body).toEqual({ key: 'k', value: [1] });
    expect((await json('POST', '/comment/list', { ids: [Number(first.id), 1] })).body).toMatchObject({
      total: 1,
    });
    expect((await json('DELETE', `${path}/${first.id}`)).status).toBe(204);
    expect((await json('GET', `${path}/${first.id}`)).body.errorMessages).toEqual([
      `Can not find a comment for the id: ${first.id}.`,
    ]);
  });

  it('worklogs, which its time tracking sums up', async () => {
    const { json } = await start();
    await json('PUT', '/issue/DEMO-1', { fields: { timetracking: { originalEstimate: '1d' } } });
    const path = '/issue/DEMO-1/worklog';
    const logged = await json('POST', path, {
      timeSpent: '2h 30m',
      started: '2026-11-20T10:00:00.000+0100',
      comment: textToAdf('work'),
    });
    expect(logged).toMatchObject({
      status: 201,
      body: { timeSpentSeconds: 9000, started: '2026-11-20T09:00:00.000+0000', issueId: '10000' },
    });
    const tracking = async () => (await json('GET', '/issue/DEMO-1')).body.fields.timetracking;
    expect(await tracking()).toMatchObject({ timeSpent: '2h 30m', remainingEstimate: '5h 30m' });
    await json('PUT', `${path}/${logged.body.id}`, { timeSpentSeconds: 3600 });
    expect(await tracking()).toMatchObject({ timeSpent: '1h', remainingEstimate: '7h' });
    await json('POST', `${path}?adjustEstimate=new&newEstimate=1h`, { timeSpentSeconds: 60 });
    expect(await tracking()).toMatchObject({ timeSpent: '1h 1m', remainingEstimate: '1h' });
    expect((await json('GET', path)).body).toMatchObject({ total: 2 });
    expect((await json('DELETE', `${path}/${logged.body.id}?adjustEstimate=leave`)).status).toBe(204);
    expect(await tracking()).toMatchObject({ timeSpent: '1m', remainingEstimate: '1h' });
    expect((await json('POST', path, {})).body.errors).toEqual({
      timeLogged: 'You must indicate the time spent working.',
    });
    expect((await json('POST', path, { timeSpent: 'long' })).body.errors).toEqual({
      timeLogged: 'Invalid time duration entered.',
    });
    expect((await json('POST', path, { timeSpent: '1h', started: '2026-11-20' })).status).toBe(400);
    expect((await json('GET', '/search/jql?jql=worklogAuthor%20%3D%20currentUser()')).body.issues).toEqual([
      { id: '10000' },
    ]);
  });

  it('links, each seen from both sides', async () => {
    const { json } = await start();
    const body = {
      type: { name: 'Blocks' },
      inwardIssue: { key: 'DEMO-1' },
      outwardIssue: { key: 'DEMO-2' },
    };
    expect((await json('POST', '/issueLink', body)).status).toBe(201);
    const linksOf = async (key: string) =>
      (await json('GET', `/issue/${key}?fields=issuelinks`)).body.fields.issuelinks;
    expect(await linksOf('DEMO-1')).toMatchObject([
      { type: { outward: 'blocks' }, outwardIssue: { key: 'DEMO-2' } },
    ]);
    const [{ id }] = await linksOf('DEMO-2');
    expect(await linksOf('DEMO-2')).toMatchObject([
      { inwardIssue: { key: 'DEMO-1', fields: { status: {} } } },
    ]);
    expect((await json('GET', `/issueLink/${id}`)).body).toMatchObject({ inwardIssue: { key: 'DEMO-1' } });
    const find = async (jql: string) =>
      (await json('POST', '/search/jql', { jql, fields: ['key'] })).body.issues.map(
        ({ key }: { key: string }) => key,
      );
    expect(await find('issue in linkedIssues(DEMO-1)')).toEqual(['DEMO-2']);
    expect(await find('issue in linkedIssues(DEMO-2, "blocks")')).toEqual([]);
    expect(await find('issue in linkedIssues(DEMO-2, "is blocked by")')).toEqual(['DEMO-1']);
    expect(await find('issueLinkType = "is blocked by"')).toEqual(['DEMO-2']);
    expect((await json('DELETE', `/issueLink/${id}`)).status).toBe(204);
    expect(await linksOf('DEMO-1')).toEqual([]);
    expect(
      (await json('POST', '/issueLink', { ...body, type: { name: 'Loves' } })).body.errorMessages,
    ).toEqual(["No issue link type with name 'Loves' found."]);
    expect((await json('GET', '/issueLinkType')).body.issueLinkTypes).toHaveLength(4);
  });

  it('links to elsewhere', async () => {
    const { json } = await start();
    const path = '/issue/DEMO-1/remotelink';
    const body = { globalId: 'x=1', object: { url: 'https://example.com', title: 'Example' } };
    const made = await json('POST', path, body);
    expect(made).toMatchObject({ status: 201, body: { id: expect.any(Number) } });
    expect((await json('POST', path, { ...body, relationship: 'mentions' })).status).toBe(200);
    expect((await json('GET', path)).body).toMatchObject([
      { id: made.body.id, relationship: 'mentions', object: body.object },
    ]);
    expect((await json('POST', path, { object: { url: 'x' } })).body.errors).toEqual({
      title: "'title' is required.",
    });
    expect((await json('DELETE', `${path}?globalId=x%3D1`)).status).toBe(204);
    expect((await json('GET', `${path}/${made.body.id}`)).status).toBe(404);
  });

  it('watchers and votes', async () => {
    const { json, as, instance } = await start();
    const mia = instance.services.people.list()[1]?.accountId ?? '';
    expect((await json('POST', '/issue/DEMO-2/watchers')).status).toBe(204);
    expect((await json('POST', '/issue/DEMO-2/watchers', mia)).status).toBe(204);
    expect((await json('GET', '/issue/DEMO-2/watchers')).body).toMatchObject({
      isWatching: true,
      watchCount: 2,
    });
    expect((await json('DELETE', `/issue/DEMO-2/watchers?accountId=${mia}`)).status).toBe(204);
    expect((await json('GET', '/issue/DEMO-2?fields=watches')).body.fields.watches).toMatchObject({
      watchCount: 1,
    });
    expect((await json('POST', '/issue/DEMO-2/watchers', 'nobody')).status).toBe(404);
    expect(status(await as('tomas')('POST', '/issue/DEMO-2/votes'))).toBe(204);
    expect((await json('GET', '/issue/DEMO-2/votes')).body).toMatchObject({ votes: 1, hasVoted: false });
    expect(await read(await as('mia')('POST', '/issue/DEMO-2/votes'))).toMatchObject({
      errorMessages: ['You cannot vote for an issue you have reported.'],
    });
  });

  it('attachments', async () => {
    const { json, client, instance } = await start();
    const form = new FormData();
    form.append('file', new Blob(['hello'], { type: 'text/plain' }), 'a b.txt');
    const headers = { Authorization: `Basic ${Buffer.from('admin:admin').toString('base64')}` };
    const path = '/rest/api/3/issue/DEMO-1/attachments';
    const forged = await client.send('POST', path, { headers, body: form });
    expect([forged.status, await forged.text()]).toEqual([403, 'XSRF check failed']);
    const sent = await client.send('POST', path, {
      headers: { ...headers, 'X-Atlassian-Token': 'no-check' },
      body: form,
    });
    const [added] = await read(sent);
    expect(added).toMatchObject({
      filename: 'a b.txt',
      size: 5,
      mimeType: 'text/plain',
      id: expect.any(String),
    });
    const content = await client.send('GET', added.content.slice(instance.origin.length), { headers });
    expect([await content.text(), content.headers.get('Content-Type')]).toEqual(['hello', 'text/plain']);
    expect((await json('GET', '/issue/DEMO-1')).body.fields.attachment).toMatchObject([{ id: added.id }]);
    expect((await json('GET', '/attachment/meta')).body).toEqual({ enabled: true, uploadLimit: 10_485_760 });
    expect((await json('GET', `/attachment/thumbnail/${added.id}`)).status).toBe(501);
    expect((await json('DELETE', `/attachment/${added.id}`)).status).toBe(204);
    expect((await json('GET', `/attachment/${added.id}`)).status).toBe(404);
    const changes = await json('GET', '/issue/DEMO-1/changelog');
    expect(changes.body.values).toMatchObject([
      { items: [{ field: 'Attachment', toString: 'a b.txt' }] },
      { items: [{ field: 'Attachment', fromString: 'a b.txt' }] },
    ]);
  });

  it('properties', async () => {
    const { json, admin } = await start();
    const path = '/issue/DEMO-1/properties';
    expect((await json('PUT', `${path}/a.b`, { x: 1 })).status).toBe(201);
    expect((await json('PUT', `${path}/a.b`, { x: 2 })).status).toBe(200);
    expect((await json('GET', path)).body).toEqual({
      keys: [{ self: expect.stringContaining('/properties/a.b'), key: 'a.b' }],
    });
    expect((await json('GET', `${path}/a.b`)).body).toEqual({ key: 'a.b', value: { x: 2 } });
    expect((await json('PUT', `${path}/long`, 'x'.repeat(32_766))).status).toBe(201);
    expect((await json('PUT', `${path}/longer`, 'x'.repeat(32_767))).status).toBe(400);
    expect((await json('PUT', `${path}/${'k'.repeat(255)}`, 1)).status).toBe(201);
    expect((await json('PUT', `${path}/${'k'.repeat(256)}`, 1)).status).toBe(400);
    expect(status(await admin('PUT', `${path}/none`))).toBe(400);
    expect((await json('DELETE', `${path}/a.b`)).status).toBe(204);
    expect((await json('DELETE', `${path}/a.b`)).status).toBe(404);
    expect((await json('GET', `${path}/a.b`)).status).toBe(404);
  });
});

describe('permissions', () => {
  it('hide what is in a private project', async () => {
    const { as, instance } = await start();
    const tomas = as('tomas');
    const mia = as('mia');
    const jql = '/search/jql?jql=project%20is%20not%20EMPTY&maxResults=100';
    expect(status(await tomas('GET', '/issue/PRIV-1'))).toBe(404);
    expect(status(await mia('GET', '/issue/PRIV-1'))).toBe(200);
    expect((await read(await tomas('GET', jql))).issues).toHaveLength(5);
    expect((await read(await mia('GET', jql))).issues).toHaveLength(6);
    expect(await read(await tomas('GET', '/search/jql?jql=project%3DPRIV'))).toEqual({
      errorMessages: ["The value 'PRIV' does not exist for the field 'project'."],
      errors: {},
    });
    expect(await read(await tomas('GET', '/search/jql?jql=key%3DPRIV-1'))).toMatchObject({
      errorMessages: ['Issue does not exist or you do not have permission to see it.'],
    });
    expect((await read(await tomas('GET', '/project'))).map(({ key }: { key: string }) => key)).toEqual([
      'DEMO',
    ]);
    const made = await tomas('POST', '/issue', task({ project: { key: 'PRIV' } }));
    expect([made.status, await read(made)]).toEqual([
      400,
      { errorMessages: [], errors: { project: 'valid project is required' } },
    ]);
    expect(status(await mia('POST', '/issue', task({ project: { key: 'PRIV' } })))).toBe(201);
    const match = await tomas('POST', '/jql/match', {
      jqls: ['assignee is not EMPTY'],
      issueIds: [10000, 10005],
    });
    expect(await read(match)).toEqual({ matches: [{ matchedIssues: [10000], errors: [] }] });
    const { jira } = instance.services;
    expect(jira.permissions.may(null, 'BROWSE_PROJECTS', '10000')).toBe(false);
  });

  it('hide links to what is hidden', async () => {
    const { json, as } = await start();
    const body = {
      type: { name: 'Relates' },
      inwardIssue: { key: 'DEMO-1' },
      outwardIssue: { key: 'PRIV-1' },
    };
    expect((await json('POST', '/issueLink', body)).status).toBe(201);
    expect((await json('GET', '/issue/DEMO-1')).body.fields.issuelinks).toHaveLength(1);
    expect((await read(await as('tomas')('GET', '/issue/DEMO-1'))).fields.issuelinks).toEqual([]);
  });
});

describe('search', () => {
  it('pages by token, which belongs to its query', async () => {
    const { json } = await start();
    const page = (more: object) =>
      json('POST', '/search/jql', {
        jql: 'project = DEMO ORDER BY key ASC',
        maxResults: 2,
        fields: ['key'],
        ...more,
      });
    const first = await page({});
    expect(first.body).toMatchObject({ issues: [{ key: 'DEMO-1' }, { key: 'DEMO-2' }], isLast: false });
    const { nextPageToken } = first.body;
    const third = await page({ nextPageToken: (await page({ nextPageToken })).body.nextPageToken });
    expect(third.body).toEqual({ issues: [expect.objectContaining({ key: 'DEMO-5' })], isLast: true });
    expect((await page({ nextPageToken, jql: 'project = DEMO' })).status).toBe(400);
    expect((await page({ nextPageToken: 'x' })).status).toBe(400);
  });

  it('answers ids alone unless more is asked for', async () => {
    const { json } = await start();
    const plain = await json('GET', '/search/jql?jql=key%3DDEMO-1');
    expect(plain.body).toEqual({ issues: [{ id: '10000' }], isLast: true });
    const more = await json(
      'GET',
      '/search/jql?jql=key%3DDEMO-1&fields=summary,comment&expand=names&properties=x',
    );
    expect(more.body).toMatchObject({
      issues: [{ key: 'DEMO-1', fields: { comment: { total: 1 } }, properties: {} }],
      names: { summary: 'Summary' },
    });
    const navigable = await json('GET', '/search/jql?jql=key%3DDEMO-1&fields=*navigable,-summary');
    expect(Object.keys(navigable.body.issues[0].fields)).not.toEqual(expect.arrayContaining(['comment']));
    expect(navigable.body.issues[0].fields).not.toHaveProperty('summary');
  });

  it.each([
    ['', 'Unbounded JQL'],
    ['ORDER BY created', 'Unbounded JQL'],
    ['colour = red', "Field 'colour' does not exist"],
    ['project = ', 'Error in the JQL Query'],
  ])('refuses %j', async (jql, message) => {
    const { json } = await start();
    expect(await json('POST', '/search/jql', { jql })).toMatchObject({
      status: 400,
      body: { errorMessages: [expect.stringContaining(message)] },
    });
  });

  it('says what it does not emulate, and what is gone', async () => {
    const { json } = await start();
    expect((await json('POST', '/search/jql', { jql: 'workratio = 1' })).status).toBe(501);
    expect((await json('GET', '/search?jql=project%3DDEMO')).status).toBe(410);
    expect((await json('POST', '/search', {})).status).toBe(410);
    expect((await json('POST', '/issue/DEMO-1/notify', {})).status).toBe(501);
  });

  it('counts, reads and matches queries', async () => {
    const { json } = await start();
    expect((await json('POST', '/search/approximate-count', { jql: 'project = DEMO' })).body).toEqual({
      count: 5,
    });
    const parsed = await json('POST', '/jql/parse', {
      queries: ['status = Done AND assignee in (currentUser(), EMPTY) ORDER BY key', 'colour = red', 'x'],
    });
    expect(parsed.body.queries).toMatchObject([
      {
        structure: {
          where: {
            operator: 'and',
            clauses: [
              { field: { name: 'status' }, operator: '=', operand: { value: 'Done' } },
              { operator: 'in', operand: { values: [{ function: 'currentUser' }, { keyword: 'empty' }] } },
            ],
          },
          orderBy: { fields: [{ field: { name: 'key' }, direction: 'asc' }] },
        },
      },
      { errors: [expect.stringContaining('colour')] },
      { errors: [expect.stringContaining('Error in the JQL Query')] },
    ]);
    const matched = await json('POST', '/jql/match', {
      jqls: ['status = Done', 'x = 1'],
      issueIds: [10000, 10002],
    });
    expect(matched.body.matches).toMatchObject([
      { matchedIssues: [10002], errors: [] },
      { matchedIssues: [], errors: [expect.any(String)] },
    ]);
    const data = (await json('GET', '/jql/autocompletedata')).body;
    expect(data.visibleFieldNames).toContainEqual(
      expect.objectContaining({ value: 'status', searchable: 'true' }),
    );
  });
});

it('takes and gives wiki markup in version 2', async () => {
  const { client } = await start();
  const made = await client.admin('POST', '/rest/api/2/issue', task({ description: 'h1. *a*\n\nb' }));
  expect(made.status).toBe(201);
  const answer = await client.admin('GET', '/rest/api/2/issue/DEMO-6?expand=renderedFields');
  expect(await read(answer)).toMatchObject({
    fields: { description: 'h1. *a*\n\nb' },
    renderedFields: {
      description: '<h1><strong>a</strong></h1><p>b</p>',
      created: expect.stringMatching(/^\d+\/\w{3}\/\d\d \d+:\d\d [AP]M$/),
    },
  });
  const document = {
    type: 'doc',
    version: 1,
    content: [
      {
        type: 'heading',
        attrs: { level: 1 },
        content: [{ type: 'text', text: 'a', marks: [{ type: 'strong' }] }],
      },
      { type: 'paragraph', content: [{ type: 'text', text: 'b' }] },
    ],
  };
  const newer = await client.admin('GET', '/rest/api/3/issue/DEMO-6');
  expect(await read(newer)).toMatchObject({ fields: { description: document } });
  const said = await client.admin('POST', '/rest/api/2/issue/DEMO-6/comment', { body: '_see_ [^log.txt]' });
  expect(await read(said)).toMatchObject({ body: '_see_ \n\n[^log.txt]' });
  const found = await client.admin('GET', '/rest/api/3/search/jql?jql=comment~see');
  expect(await read(found)).toMatchObject({ issues: [{ id: expect.any(String) }] });
});
