import { HttpException, Version2Client, Version3Client } from 'jira.js';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Instance } from '../../src/instance/instance.ts';
import { startInstalled } from '../support/installed-addon.ts';

const SCOPES = ['READ', 'WRITE', 'DELETE', 'ADMIN'];

/** A program that knows Jira only by `jira.js`, which signs as an add-on does. */
async function startProgram(scopes: readonly string[] = SCOPES) {
  const { instance, secret } = await startInstalled({ scopes });
  const authentication = { jwt: { issuer: 'fake-addon', secret: secret() } };
  return {
    instance,
    jira: new Version3Client({ host: instance.origin, authentication }),
    jiraV2: new Version2Client({ host: instance.origin, authentication }),
  };
}

function text(words: string) {
  return {
    ...{ type: 'doc' as const, version: 1 },
    content: [{ type: 'paragraph' as const, content: [{ type: 'text' as const, text: words }] }],
  };
}

function taskOf(summary: string, more: Readonly<Record<string, unknown>> = {}) {
  return { fields: { project: { key: 'DEMO' }, issuetype: { name: 'Task' }, summary, ...more } };
}

describe('an add-on on jira.js', () => {
  let program: Awaited<ReturnType<typeof startProgram>>;
  beforeEach(async () => {
    program = await startProgram();
  });

  it('creates, reads, edits and deletes an issue', async () => {
    const { jira } = program;
    const { id, key } = await jira.issues.createIssue(taskOf('Ümläut & "quotes"', { labels: ['one'] }));
    const issue = await jira.issues.getIssue({ issueIdOrKey: key, fields: ['summary', 'labels', 'status'] });
    expect(issue).toMatchObject({ id, key, fields: { summary: 'Ümläut & "quotes"', labels: ['one'] } });
    expect(Object.keys(issue.fields).toSorted()).toEqual(['labels', 'status', 'summary']);

    await jira.issues.editIssue({
      issueIdOrKey: key,
      fields: { summary: 'Other', description: text('Words') },
      update: { labels: [{ add: 'two' }, { remove: 'one' }] },
    });
    const edited = await jira.issues.getIssue({ issueIdOrKey: id, expand: 'changelog,names' });
    expect(edited.fields).toMatchObject({ summary: 'Other', labels: ['two'] });
    expect(edited.fields.description).toEqual(text('Words'));
    const history = edited.changelog?.histories?.flatMap(({ items }) => items?.map(({ field }) => field));
    expect(history).toEqual(expect.arrayContaining(['summary', 'description', 'labels']));

    await jira.issues.deleteIssue({ issueIdOrKey: key });
    const gone = await jira.issues.getIssue({ issueIdOrKey: key }).catch((error: unknown) => error);
    expect(gone).toBeInstanceOf(HttpException);
    expect(gone).toMatchObject({ status: 404 });
  });

  it('searches, and turns the pages until there are no more', async () => {
    const { jira } = program;
    const issueUpdates = Array.from({ length: 25 }, (_, index) =>
      taskOf(`Paged ${index}`, { labels: ['paged'] }),
    );
    const { issues: created = [] } = await jira.issues.createIssues({ issueUpdates });
    const found: string[] = [];
    let nextPageToken: string | undefined;
    let pages = 0;
    do {
      const page = await jira.issueSearch.searchForIssuesUsingJqlEnhancedSearch({
        ...{ jql: 'labels = paged ORDER BY key', maxResults: 10, fields: ['summary'] },
        ...(nextPageToken === undefined ? {} : { nextPageToken }),
      });
      found.push(...(page.issues ?? []).map(({ key }) => key));
      nextPageToken = page.nextPageToken ?? undefined;
      pages += 1;
    } while (nextPageToken !== undefined);
    expect(pages).toBe(3);
    expect(found).toEqual(created.map(({ key }) => key));
    expect(await jira.issueSearch.countIssues({ jql: 'labels = paged' })).toEqual({ count: 25 });
    const wrong = await jira.issueSearch
      .searchForIssuesUsingJqlEnhancedSearchPost({ jql: 'nonsense = 1' })
      .catch((error: unknown) => error);
    expect(wrong).toMatchObject({ status: 400 });
  });

  it('takes an issue through its workflow', async () => {
    const { jira } = program;
    const { key } = await jira.issues.createIssue(taskOf('To be done'));
    const { transitions = [] } = await jira.issues.getTransitions({ issueIdOrKey: key });
    const done = transitions.find(({ to }) => to?.statusCategory?.key === 'done');
    await jira.issues.doTransition({ issueIdOrKey: key, transition: { id: done?.id ?? '' } });
    const { fields } = await jira.issues.getIssue({ issueIdOrKey: key });
    expect(fields.status.name).toBe(done?.to?.name);
    expect(fields.resolution).not.toBeNull();
    const changes = await jira.issues.getChangeLogs({ issueIdOrKey: key });
    expect(changes.values?.at(-1)?.items?.map(({ field }) => field)).toContain('status');
  });

  it('comments, in both versions of the API', async () => {
    const { jira, jiraV2 } = program;
    const comment = await jira.issueComments.addComment({ issueIdOrKey: 'DEMO-1', comment: text('First') });
    const id = comment.id ?? '';
    expect(comment).toMatchObject({ body: text('First'), author: { accountType: 'app' } });
    const plain: unknown = await jiraV2.issueComments.getComment({ issueIdOrKey: 'DEMO-1', id });
    expect(plain).toMatchObject({ body: 'First' });
    await jiraV2.issueComments.updateComment({ issueIdOrKey: 'DEMO-1', id, comment: 'Second' });
    const { comments = [], total } = await jira.issueComments.getComments({ issueIdOrKey: 'DEMO-1' });
    expect(comments.at(-1)).toMatchObject({ id, body: text('Second') });
    expect(total).toBe(comments.length);
    await jira.issueComments.deleteComment({ issueIdOrKey: 'DEMO-1', id });
    const after = await jira.issueComments.getComments({ issueIdOrKey: 'DEMO-1' });
    expect(after.total).toBe((total ?? 0) - 1);
  });

  it('attaches a file and gets its bytes again', async () => {
    const { jira } = program;
    const file = Buffer.from([0, 255, 13, 10, 128]);
    const [attached] = await jira.issueAttachments.addAttachment({
      issueIdOrKey: 'DEMO-1',
      attachment: { filename: 'bytes ä.bin', file, mimeType: 'application/octet-stream' },
    });
    const id = attached?.id ?? '';
    expect(attached).toMatchObject({ filename: 'bytes ä.bin', size: 5 });
    const content = await jira.issueAttachments.getAttachmentContent({ id });
    expect(Buffer.from(content)).toEqual(file);
    const { fields } = await jira.issues.getIssue({ issueIdOrKey: 'DEMO-1', fields: ['attachment'] });
    expect(fields.attachment?.map((one) => one.id)).toContain(id);
    await jira.issueAttachments.removeAttachment({ id });
    await expect(jira.issueAttachments.getAttachment({ id })).rejects.toMatchObject({ status: 404 });
  });

  it('keeps properties, works and links', async () => {
    const { jira } = program;
    const property = { issueIdOrKey: 'DEMO-1', propertyKey: 'state' };
    const propertyValue = { nested: { list: [1, 'two', null] } };
    await jira.issueProperties.setIssueProperty({ ...property, propertyValue });
    const kept = await jira.issueProperties.getIssueProperty(property);
    expect(kept).toEqual({ key: 'state', value: propertyValue });
    await jira.issueProperties.deleteIssueProperty(property);
    const { keys = [] } = await jira.issueProperties.getIssuePropertyKeys({ issueIdOrKey: 'DEMO-1' });
    expect(keys).toEqual([]);

    const worklog = await jira.issueWorklogs.addWorklog({ issueIdOrKey: 'DEMO-1', timeSpent: '1h 30m' });
    expect(worklog).toMatchObject({ timeSpentSeconds: 5_400 });
    await jira.issueLinks.linkIssues({
      ...{ type: { name: 'Blocks' }, inwardIssue: { key: 'DEMO-1' }, outwardIssue: { key: 'DEMO-2' } },
    });
    const { fields } = await jira.issues.getIssue({ issueIdOrKey: 'DEMO-1' });
    expect(fields.timespent).toBe(5_400);
    expect(fields.issuelinks).toMatchObject([{ type: { name: 'Blocks' }, outwardIssue: { key: 'DEMO-2' } }]);
  });

  it('finds out who it is, and who there is', async () => {
    const { jira, instance } = program;
    expect(await jira.myself.getCurrentUser()).toMatchObject({ accountType: 'app', active: true });
    const [mia] = await jira.userSearch.findUsers({ query: 'mia' });
    expect(mia?.accountId).toBe(accountOf(instance, 'mia'));
    const { values } = await jira.projects.searchProjects();
    expect(values.map(({ key }) => key)).toEqual(['DEMO', 'PRIV']);
  });
});

it('jira.js is told what an add-on may not do', async () => {
  const { jira } = await startProgram(['READ']);
  await expect(jira.issues.createIssue(taskOf('No'))).rejects.toMatchObject({ status: 403 });
  await expect(jira.issues.getIssue({ issueIdOrKey: 'DEMO-1' })).resolves.toMatchObject({ key: 'DEMO-1' });
});

it('a person works with jira.js and an API token, and sees what the person may see', async () => {
  const { instance } = await startProgram();
  const as = (name: string) =>
    new Version3Client({
      host: instance.origin,
      authentication: { basic: { email: `${name}@example.com`, apiToken: `${name}-api-token` } },
    });
  expect(await as('mia').issues.getIssue({ issueIdOrKey: 'PRIV-1' })).toMatchObject({ key: 'PRIV-1' });
  await expect(as('tomas').issues.getIssue({ issueIdOrKey: 'PRIV-1' })).rejects.toMatchObject({
    status: 404,
  });
});

function accountOf({ services }: Instance, username: string): string | undefined {
  return services.people.list().find((person) => person.username === username)?.accountId;
}
