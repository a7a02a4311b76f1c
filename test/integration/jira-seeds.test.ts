import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { textToAdf } from '../../src/instance/jira/adf.ts';
import { jiraClientOf } from '../support/jira-site-client.ts';
import { runCli } from '../support/run-cli.ts';
import { createTempDir } from '../support/temp-dir.ts';
import { startTestInstance } from '../support/test-instance.ts';

type Client = ReturnType<typeof jiraClientOf>['admin'];

/** Everything that the REST API says about the issues and boards of a site, without the site's address. */
async function everythingOf(admin: Client, origin: string) {
  const get = async (where: string) => (await admin('GET', where)).body;
  const { issues } = await get(
    '/rest/api/3/search/jql?jql=project+is+not+EMPTY+ORDER+BY+Rank&fields=*all&expand=changelog&properties=*all',
  );
  const paths = [
    '/rest/api/3/project/search',
    '/rest/api/3/field',
    '/rest/agile/1.0/board',
    '/rest/agile/1.0/board/1/configuration',
    '/rest/agile/1.0/board/1/sprint',
    '/rest/agile/1.0/board/1/backlog',
    '/rest/api/3/issue/DEMO-1/remotelink',
    '/rest/api/3/issue/DEMO-1/watchers',
    '/rest/api/3/issue/DEMO-1/properties/p',
  ];
  const answers = await Promise.all(paths.map(get));
  return JSON.parse(JSON.stringify({ issues, answers }).replaceAll(origin, 'http://site'));
}

/** A working day. */
async function work(admin: Client): Promise<void> {
  const api = (method: string, where: string, body?: unknown) => admin(method, `/rest/api/3${where}`, body);
  const agile = (method: string, where: string, body: unknown) =>
    admin(method, `/rest/agile/1.0${where}`, body);
  const made = (fields: object) =>
    api('POST', '/issue', { fields: { project: { key: 'DEMO' }, summary: 'New', ...fields } });
  await made({ issuetype: { name: 'Epic' }, customfield_10011: 'Name' });
  await made({
    issuetype: { name: 'Story' },
    parent: { key: 'DEMO-6' },
    labels: ['a'],
    duedate: '2026-12-24',
  });
  await made({ issuetype: { name: 'Sub-task' }, parent: { key: 'DEMO-7' } });
  await api('PUT', '/issue/DEMO-1', {
    fields: { timetracking: { originalEstimate: '1d' }, customfield_10021: [{ value: 'Impediment' }] },
    update: { comment: [{ add: { body: textToAdf('one\ntwo') } }] },
  });
  await api('POST', '/issue/DEMO-1/worklog', { timeSpent: '2h', comment: textToAdf('work') });
  await api('POST', '/issue/DEMO-2/transitions', { transition: { id: '31' } });
  await api('POST', '/issueLink', {
    type: { name: 'Blocks' },
    inwardIssue: { key: 'DEMO-1' },
    outwardIssue: { key: 'DEMO-7' },
  });
  await api('POST', '/issue/DEMO-1/remotelink', {
    globalId: 'g',
    object: { url: 'https://x.example', title: 'X' },
  });
  await api('POST', '/issue/DEMO-1/watchers');
  await api('PUT', '/issue/DEMO-1/properties/p', { a: 1 });
  await agile('POST', '/sprint/1', { state: 'closed' });
  await agile('POST', '/sprint/2/issue', { issues: ['DEMO-1', 'DEMO-7'], rankBeforeIssue: 'DEMO-3' });
  await agile('POST', '/sprint', { name: 'Third', originBoardId: 1 });
}

it('brings a site to another place, where it answers the same', async () => {
  const instance = await startTestInstance();
  const { admin } = jiraClientOf(instance);
  await work(admin);
  const before = await everythingOf(admin, instance.origin);
  expect(before.issues).toHaveLength(9);
  const seed = JSON.parse(JSON.stringify(await instance.sites[0]?.control.export()));
  const other = await startTestInstance({ seed });
  const { admin: there } = jiraClientOf(other);
  expect(await everythingOf(there, other.origin)).toEqual(before);
  expect(JSON.parse(JSON.stringify(await other.sites[0]?.control.export()))).toEqual(seed);
  const task = { project: { key: 'DEMO' }, summary: 'Next', issuetype: { name: 'Task' } };
  const next = async (client: Client) => {
    const { id, key } = (await client('POST', '/rest/api/3/issue', { fields: task })).body;
    return { id, key };
  };
  expect(await next(there)).toEqual(await next(admin));
});

it('is taken over by a site that runs, and remembered', async () => {
  const dataFolder = await createTempDir();
  const instance = await startTestInstance({ dataFolder });
  const [site] = instance.sites;
  await site?.control.import({
    version: 1,
    jira: { projects: ['ONE'], boards: ['ONE'], sprints: ['S'], issues: [{ summary: 'a', sprints: ['S'] }] },
  });
  const look = async (origin: string) => {
    const { admin } = jiraClientOf({ origin });
    const issues = (await admin('GET', '/rest/agile/1.0/sprint/1/issue')).body.issues;
    const projects = (await admin('GET', '/rest/api/3/project')).body;
    return [...issues, ...projects].map(({ key }: { key: string }) => key);
  };
  expect(await look(instance.origin)).toEqual(['ONE-1', 'ONE']);
  await instance.stop();
  const again = await startTestInstance({ dataFolder });
  expect(await look(again.origin)).toEqual(['ONE-1', 'ONE']);
});

it('is refused with the place of what is wrong, and the site is as it was', async () => {
  const cwd = await createTempDir();
  const seed = { version: 1, jira: { issues: ['fine', { summary: 'wrong', status: 'Late' }] } };
  await writeFile(path.join(cwd, 'seed.json'), JSON.stringify(seed));
  const { exitCode, stderr } = await runCli(
    ['instance', 'start', '--port', '0', '--ephemeral', '--seed', 'seed.json'],
    { cwd },
  );
  expect([exitCode, stderr]).toEqual([2, expect.stringMatching(/^ {2}at seed\.json$/m)]);
  expect(stderr).toContain('/jira/issues/1/status: it must be one of To Do, In Progress, Done.');
});
