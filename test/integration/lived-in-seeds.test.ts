import { expect, it } from 'vitest';
import { startInstalled } from '../support/installed-addon.ts';
import { jiraClientOf } from '../support/jira-site-client.ts';
import { seedProblems } from '../support/seed-schema.ts';
import { startTestInstance } from '../support/test-instance.ts';

const TYPES = 'com.atlassian.jira.plugin.system.customfieldtypes';
const DESCRIPTOR = {
  scopes: ['READ', 'WRITE'],
  modules: {
    jiraIssueFields: [
      { key: 'team', type: 'single_select', name: { value: 'Team' }, description: { value: 'Who' } },
      { key: 'code', type: 'string', name: { value: 'Code' }, description: { value: '' } },
    ],
    jiraTimeTrackingProviders: [{ key: 'clock', name: { value: 'Clock' } }],
  },
};

/** Requests that must be granted. */
function working(instance: Parameters<typeof jiraClientOf>[0]) {
  const { admin } = jiraClientOf(instance);
  return async (method: string, path: string, body?: unknown) => {
    const answer = await admin(method, path.startsWith('/wiki') ? path : `/rest/api/3${path}`, body);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
    return answer.body;
  };
}
type Work = ReturnType<typeof working>;

async function makeFields(work: Work): Promise<void> {
  const { id: size } = await work('POST', '/field', { name: 'Size', type: `${TYPES}:select` });
  await work('POST', `/screens/addToDefault/${size}`);
  const { values } = await work('GET', `/field/${size}/context`);
  const first = values[0].id;
  const { id: own } = await work('POST', `/field/${size}/context`, {
    name: 'Own',
    projectIds: ['10001'],
    issueTypeIds: ['10002'],
  });
  const given = { options: [{ value: 'S' }, { value: 'L', disabled: true }] };
  const { options } = await work('POST', `/field/${size}/context/${first}/option`, given);
  await work('POST', `/field/${size}/context/${own}/option`, { options: [{ value: 'S' }] });
  await work('PUT', `/field/${size}/context/defaultValue`, {
    defaultValues: [{ contextId: first, type: 'option.single', optionId: options[0].id }],
  });
  await work('PUT', '/issue/DEMO-1', { fields: { [size]: { id: options[0].id } } });
  await work('POST', '/field', { name: 'Hidden', type: `${TYPES}:float` });
  const { id: gone } = await work('POST', '/field', { name: 'Gone', type: `${TYPES}:textfield` });
  await work('POST', `/screens/addToDefault/${gone}`);
  await work('PUT', '/issue/DEMO-2', { fields: { [gone]: 'still there' } });
  await work('POST', `/field/${gone}/trash`);
}

async function configure(work: Work): Promise<void> {
  const { id: risk } = await work('POST', '/issuetype', { name: 'Risk', description: '' });
  await work('PUT', `/issuetype/${risk}/properties/a`, { b: 1 });
  await work('POST', '/statuses', {
    scope: { type: 'GLOBAL' },
    statuses: [{ name: 'Waiting', statusCategory: 'IN_PROGRESS', description: '' }],
  });
  const { id: now } = await work('POST', '/priority', { name: 'Now', statusColor: '#ff0000' });
  await work('PUT', '/priority/move', { ids: [now], position: 'First' });
  await work('PUT', '/priority/default', { id: now });
  await work('PUT', '/configuration/timetracking', { key: 'fake-addon__clock' });
  const { id: guest } = await work('POST', '/role', { name: 'Guest', description: 'looks' });
  await work('POST', `/role/${guest}/actors`, { group: ['jira-software-users'] });
  await work('PUT', '/role/10004', { name: 'Colleague', description: 'Works here.' });
}

async function makeProjects(work: Work): Promise<void> {
  const { id: scheme } = await work('POST', '/permissionscheme', {
    name: 'Everybody sees',
    permissions: [{ permission: 'BROWSE_PROJECTS', holder: { type: 'applicationRole' } }],
  });
  const { accountId } = await work('GET', '/myself');
  const fields = { projectTypeKey: 'software', leadAccountId: accountId };
  for (const key of ['ARCHIVE', 'TRASH', 'SEEN', 'GONE']) {
    await work('POST', '/project', { ...fields, key, name: `${key} it`, permissionScheme: scheme });
  }
  await work('POST', '/project/ARCHIVE/archive');
  await work('DELETE', '/project/TRASH');
  await work('DELETE', '/project/GONE?enableUndo=false');
}

async function share(work: Work): Promise<void> {
  await work('POST', '/group', { name: 'designers' });
  const sharing = { sharePermissions: [{ type: 'group', group: { name: 'designers' } }] };
  const editing = { editPermissions: [{ type: 'project', project: { id: '10000' } }] };
  await work('POST', '/filter', {
    name: 'Mine',
    jql: 'project = DEMO',
    favourite: true,
    ...sharing,
    ...editing,
  });
  await work('POST', '/dashboard', { name: 'Mine', ...sharing, editPermissions: [] });
  const { accountId } = await work('GET', '/myself');
  await work('PUT', `/user/properties/a?accountId=${accountId}`, { b: 2 });
}

it('takes a site over where everything has happened, and the schema knows all of it', async () => {
  const { instance, call } = await startInstalled(DESCRIPTOR);
  const work = working(instance);
  await makeFields(work);
  await configure(work);
  await makeProjects(work);
  await share(work);
  const path = '/rest/api/3/field/fake-addon__team/option';
  await call('POST', path, { value: 'Red', properties: { leader: 'Mia' } });
  await call('POST', path, { value: 'Blue', config: { scope: { projects: [10001] }, attributes: [] } });
  await call('PUT', '/rest/atlassian-connect/1/addons/fake-addon/properties/a', { b: 1 });
  await work('PUT', '/issue/DEMO-3', { fields: { 'fake-addon__code': 'X-1' } });
  await work('POST', '/wiki/rest/api/content', {
    type: 'page',
    title: 'New',
    space: { key: 'DS' },
    body: { storage: { value: '<p>a</p>', representation: 'storage' } },
  });
  const seed = JSON.parse(JSON.stringify(await instance.sites[0]?.control.export()));
  expect(Object.keys(seed)).toEqual([
    ...['version', 'groups', 'people', 'addons', 'permissionSchemes', 'jira', 'dashboards', 'confluence'],
  ]);
  expect(seedProblems(seed)).toEqual([]);

  const other = await startTestInstance({ seed });
  expect(JSON.parse(JSON.stringify(await other.sites[0]?.control.export()))).toEqual(seed);
  const there = working(other);
  const look = async (get: Work) => {
    const answers = [];
    for (const where of [
      ...['/field', '/field/search/trashed', '/issuetype', '/statuses/search', '/priority', '/role'],
      ...['/configuration/timetracking', '/project/search?status=live&status=archived&status=deleted'],
      ...['/permissionscheme', '/filter/search?expand=sharePermissions,editPermissions,favourite'],
      ...['/dashboard', '/issue/DEMO-1', '/field/fake-addon__team/option'],
    ]) {
      answers.push([where, await get('GET', where)]);
    }
    // Shares get numbers of their own.
    return JSON.parse(
      JSON.stringify(answers, (name, value) =>
        /^(share|edit)Permissions$/.test(name)
          ? value.map(({ id: _id, ...share }: { id: number }) => share)
          : value,
      ).replaceAll(/http:\/\/localhost:\d+/g, 'http://site'),
    );
  };
  expect(await look(there)).toEqual(await look(work));
  // What is made next collides with nothing.
  const { id } = await there('POST', '/field', { name: 'Next', type: `${TYPES}:float` });
  expect(id).toBe((await work('POST', '/field', { name: 'Next', type: `${TYPES}:float` })).id);
  const mia = jiraClientOf(other).as('mia');
  expect((await mia('GET', '/rest/api/3/project/SEEN')).status).toBe(200);
  expect((await mia('GET', '/rest/api/3/project/ARCHIVE')).status).toBe(200);
  expect((await mia('GET', '/rest/api/3/project/TRASH')).status).toBe(404);
});

it('has add-ons register their webhooks anew, where it names them', async () => {
  const { addon, instance, call } = await startInstalled({ scopes: ['READ', 'ADMIN'] });
  const registered = async () => JSON.parse(await (await call('GET', '/rest/api/3/webhook')).text()).total;
  const webhooks = [{ jqlFilter: 'project = DEMO', events: ['jira:issue_created'] }];
  const made = await call('POST', '/rest/api/3/webhook', { url: `${addon.baseUrl}/hook`, webhooks });
  expect(made.status).toBe(200);
  const control = instance.sites[0]?.control;
  const { addons, jira } = JSON.parse(JSON.stringify(await control?.export()));
  await control?.import({ version: 1, jira });
  expect(await registered()).toBe(1);
  await control?.import({ version: 1, addons });
  expect(await registered()).toBe(0);
});
