import { describe, expect, it } from 'vitest';
import { personAccountId } from '../../src/instance/people/people.ts';
import { startInstalled } from '../support/installed-addon.ts';
import { jiraClientOf, startJira } from '../support/jira-client.ts';
import { createTempDir } from '../support/temp-dir.ts';
import { startTestInstance } from '../support/test-instance.ts';

type Client = ReturnType<typeof jiraClientOf>['admin'];

const TYPES = 'com.atlassian.jira.plugin.system.customfieldtypes';

async function addField(admin: Client, type: string, name = 'Size'): Promise<string> {
  const { id } = (await admin('POST', '/field', { name, type: `${TYPES}:${type}` })).body;
  await admin('POST', `/screens/addToDefault/${id}`);
  return id;
}

async function contextOf(admin: Client, field: string): Promise<string> {
  return (await admin('GET', `/field/${field}/context`)).body.values[0].id;
}

async function search(admin: Client, jql: string): Promise<string[]> {
  const { body } = await admin('GET', `/search/jql?fields=summary&jql=${encodeURIComponent(jql)}`);
  return body.issues?.map(({ key }: { key: string }) => key) ?? body.errorMessages;
}

describe('a custom field', () => {
  it('is made, put on the screen, used, renamed and searched for', async () => {
    const { admin, mia } = await startJira();
    const made = await admin('POST', '/field', {
      name: 'Weight',
      description: 'In kg',
      type: `${TYPES}:float`,
    });
    const { id } = made.body;
    expect(made).toMatchObject({
      status: 201,
      body: {
        key: id,
        name: 'Weight',
        custom: true,
        orderable: true,
        navigable: true,
        searchable: true,
        clauseNames: [`cf[${id.slice('customfield_'.length)}]`, 'Weight'],
        schema: {
          type: 'number',
          custom: `${TYPES}:float`,
          customId: Number(id.slice('customfield_'.length)),
        },
      },
    });
    // Until it is on a screen.
    expect((await admin('PUT', '/issue/DEMO-1', { fields: { [id]: 5 } })).body.errors[id]).toBe(
      `Field '${id}' cannot be set. It is not on the appropriate screen, or unknown.`,
    );
    expect((await admin('GET', '/screens/1/availableFields')).body).toEqual([{ id, name: 'Weight' }]);
    expect((await admin('POST', '/screens/1/tabs/10000/fields', { fieldId: id })).body).toEqual({
      id,
      name: 'Weight',
    });
    expect((await admin('GET', `/field/${id}/screens`)).body.total).toBe(1);
    expect((await mia('PUT', '/issue/DEMO-1', { fields: { [id]: 5 } })).status).toBe(204);
    expect((await mia('GET', '/issue/DEMO-1/editmeta')).body.fields[id].name).toBe('Weight');
    await admin('PUT', `/field/${id}`, { name: 'Mass' });
    expect(await search(admin, 'Mass > 4')).toEqual(['DEMO-1']);
    expect(await search(admin, 'Weight > 4')).toEqual([
      expect.stringContaining("Field 'Weight' does not exist"),
    ]);
    expect((await admin('DELETE', `/screens/1/tabs/10000/fields/${id}`)).status).toBe(204);
    expect((await mia('GET', '/issue/DEMO-1')).body.fields[id]).toBe(5);
    expect((await mia('PUT', '/issue/DEMO-1', { fields: { [id]: 6 } })).status).toBe(400);
  });

  it('goes to the trash with its values, comes back, and is deleted', async () => {
    const { admin } = await startJira();
    const id = await addField(admin, 'float');
    await admin('PUT', '/issue/DEMO-1', { fields: { [id]: 5 } });
    expect((await admin('POST', `/field/${id}/trash`)).status).toBe(200);
    expect((await admin('GET', '/issue/DEMO-1')).body.fields[id]).toBeUndefined();
    expect(await search(admin, 'Size = 5')).toEqual([expect.stringContaining('does not exist')]);
    expect((await admin('GET', '/field/search/trashed')).body.values).toMatchObject([
      { id, trashedBy: { displayName: 'Alex Morgan' } },
    ]);
    await admin('PUT', '/issue/DEMO-1', { fields: { summary: 'Changed meanwhile' } });
    expect((await admin('POST', `/field/${id}/restore`)).status).toBe(200);
    expect(await search(admin, 'Size = 5')).toEqual(['DEMO-1']);
    expect((await admin('DELETE', `/field/${id}`)).status).toBe(303);
    expect((await admin('PUT', `/field/${id}`, {})).status).toBe(404);
  });

  it.each([
    [{ type: `${TYPES}:float` }, 400],
    [{ name: 'a', type: 'x' }, 400],
    [{ name: 'a', type: `${TYPES}:cascadingselect` }, 501],
  ])('is not made of %j', async (given, status) => {
    const { admin } = await startJira();
    expect((await admin('POST', '/field', given)).status).toBe(status);
  });

  it('is the business of administrators', async () => {
    const { admin, mia } = await startJira();
    const id = await addField(admin, 'select');
    expect((await mia('POST', '/field', { name: 'a', type: `${TYPES}:float` })).status).toBe(400);
    expect((await mia('PUT', `/field/${id}`, { name: 'b' })).status).toBe(403);
    expect((await mia('GET', `/field/${id}/context`)).status).toBe(403);
    expect((await mia('GET', '/field/search')).status).toBe(403);
    expect((await mia('GET', '/screens')).status).toBe(403);
    expect((await mia('GET', '/field')).body.map((field: { id: string }) => field.id)).toContain(id);
  });

  it('is found among all fields', async () => {
    const { admin } = await startJira();
    const id = await addField(admin, 'textfield', 'A size');
    const all = (await admin('GET', '/field')).body;
    const byId = (wanted: string) => all.find((field: { id: string }) => field.id === wanted);
    expect(byId('summary')).toMatchObject({
      key: 'summary',
      name: 'Summary',
      custom: false,
      orderable: true,
      searchable: true,
      clauseNames: ['summary'],
      schema: { type: 'string', system: 'summary' },
    });
    expect(byId('fixVersions').clauseNames).toEqual(['fixVersion']);
    expect(byId('created')).toMatchObject({ orderable: false, clauseNames: ['created', 'createdDate'] });
    expect(byId('issuekey').schema).toBeUndefined();
    const list = async (query: string) => (await admin('GET', `/field/search?${query}`)).body;
    expect((await list('type=custom&query=a%20size&expand=screensCount,contextsCount,key')).values).toEqual([
      expect.objectContaining({ id, key: id, screensCount: 1, contextsCount: 1 }),
    ]);
    expect((await list('query=size')).values).toHaveLength(1);
    expect((await list('id=summary')).values).toMatchObject([{ name: 'Summary' }]);
    expect(await list('maxResults=1&orderBy=name')).toMatchObject({
      isLast: false,
      values: [{ name: 'A size' }],
    });
  });
});

describe('options of a select field', () => {
  it('are made, chosen, renamed, ordered, disabled and deleted', async () => {
    const { admin } = await startJira();
    const field = await addField(admin, 'select');
    const path = `/field/${field}/context/${await contextOf(admin, field)}/option`;
    const added = (
      await admin('POST', path, { options: [{ value: 'S' }, { value: 'M' }, { value: 'L', disabled: true }] })
    ).body.options;
    const [s, m, l] = added;
    expect(l).toEqual({ id: l.id, value: 'L', disabled: true });
    expect((await admin('POST', path, { options: [{ value: 's' }] })).status).toBe(400);
    expect((await admin('GET', `/customFieldOption/${s.id}`)).body.value).toBe('S');
    await admin('PUT', '/issue/DEMO-1', { fields: { [field]: { value: 'S' } } });
    await admin('PUT', '/issue/DEMO-2', { fields: { [field]: { id: m.id } } });
    expect((await admin('PUT', '/issue/DEMO-3', { fields: { [field]: { value: 'L' } } })).status).toBe(400);
    expect((await admin('GET', '/issue/DEMO-1')).body.fields[field]).toMatchObject({ id: s.id, value: 'S' });
    expect(await search(admin, 'Size = S')).toEqual(['DEMO-1']);
    await admin('PUT', path, { options: [{ id: s.id, value: 'Small' }] });
    expect((await admin('GET', '/issue/DEMO-1')).body.fields[field].value).toBe('Small');
    expect(await search(admin, 'Size = Small')).toEqual(['DEMO-1']);
    await admin('PUT', `${path}/move`, { customFieldOptionIds: [l.id], position: 'First' });
    const values = async () =>
      (await admin('GET', path)).body.values.map(({ value }: { value: string }) => value);
    expect(await values()).toEqual(['L', 'Small', 'M']);
    expect((await admin('DELETE', `${path}/${m.id}/issue?replaceWith=${s.id}`)).status).toBe(303);
    expect(await search(admin, 'Size = Small ORDER BY key')).toEqual(['DEMO-1', 'DEMO-2']);
    expect((await admin('DELETE', `${path}/${s.id}`)).status).toBe(204);
    expect(await values()).toEqual(['L', 'M']);
    expect((await admin('GET', '/issue/DEMO-1')).body.fields[field]).toBeNull();
    expect(await search(admin, 'Size is not EMPTY')).toEqual([]);
    expect((await admin('DELETE', `${path}/${s.id}`)).status).toBe(404);
  });

  it('and a default hold where their context does', async () => {
    const { admin } = await startJira();
    const field = await addField(admin, 'multicheckboxes');
    const everywhere = await contextOf(admin, field);
    const own = (
      await admin('POST', `/field/${field}/context`, { name: 'Own', projectIds: ['10001'], issueTypeIds: [] })
    ).body;
    expect(own).toMatchObject({ name: 'Own', projectIds: ['10001'] });
    expect((await admin('POST', `/field/${field}/context`, { name: 'Other' })).status).toBe(400);
    const add = async (context: string, value: string) =>
      (await admin('POST', `/field/${field}/context/${context}/option`, { options: [{ value }] })).body
        .options[0].id;
    await add(everywhere, 'All');
    const only = await add(own.id, 'Only');
    const set = async (key: string, value: string) =>
      (await admin('PUT', `/issue/${key}`, { fields: { [field]: [{ value }] } })).status;
    expect(await set('DEMO-1', 'All')).toBe(204);
    expect(await set('DEMO-1', 'Only')).toBe(400);
    expect(await set('PRIV-1', 'Only')).toBe(204);
    expect((await admin('GET', `/field/${field}/context/projectmapping`)).body.values).toEqual([
      { contextId: everywhere, isGlobalContext: true },
      { contextId: own.id, projectId: '10001' },
    ]);
    await admin('PUT', `/field/${field}/context/defaultValue`, {
      defaultValues: [{ contextId: own.id, type: 'option.multiple', optionIds: [only] }],
    });
    expect((await admin('GET', `/field/${field}/context/defaultValue`)).body.values).toEqual([
      { contextId: own.id, type: 'option.multiple', optionIds: [only] },
    ]);
    const task = { issuetype: { name: 'Task' }, summary: 'a' };
    await admin('POST', '/issue', { fields: { ...task, project: { key: 'PRIV' } } });
    expect((await admin('GET', '/issue/PRIV-2')).body.fields[field]).toMatchObject([{ value: 'Only' }]);
    await admin('DELETE', `/field/${field}/context/${everywhere}`);
    expect(await set('DEMO-1', 'All')).toBe(400);
    await admin('PUT', `/field/${field}/context/${own.id}/project`, { projectIds: ['10000'] });
    expect(await set('DEMO-1', 'Only')).toBe(204);
  });
});

describe('a field of an add-on', () => {
  const descriptor = {
    scopes: ['READ', 'WRITE'],
    modules: {
      jiraIssueFields: [
        { key: 'team', type: 'single_select', name: { value: 'Team' }, description: { value: 'Who' } },
        { key: 'code', type: 'string', name: { value: 'Code' }, description: { value: '' } },
      ],
    },
  };
  const path = '/rest/api/3/field/fake-addon__team/option';

  it('is there as long as the add-on is, and its options are the business of the add-on', async () => {
    const { addon, instance, call } = await startInstalled(descriptor);
    const { admin, mia } = jiraClientOf(instance);
    const fields = async () => (await admin('GET', '/field')).body;
    const team = (await fields()).find(({ key }: { key: string }) => key === 'fake-addon__team');
    expect(team).toMatchObject({
      name: 'Team',
      custom: true,
      schema: { type: 'option2', custom: 'com.atlassian.plugins.atlassian-connect-plugin:fake-addon__team' },
    });
    const red = await call('POST', path, { value: 'Red', properties: { leader: 'Mia' } });
    expect([red.status, await red.json()]).toEqual([
      200,
      expect.objectContaining({ id: 1, value: 'Red', properties: { leader: 'Mia' } }),
    ]);
    await call('POST', path, { value: 'Blue', config: { scope: { projects: [10001] }, attributes: [] } });
    await call('POST', path, { value: 'Old', config: { attributes: ['notSelectable'] } });
    expect(await (await call('GET', path)).json()).toMatchObject({
      total: 3,
      values: [{ id: 1 }, { id: 2 }, { id: 3 }],
    });
    expect((await mia('GET', '/field/fake-addon__team/option')).status).toBe(403);
    expect((await admin('GET', '/field/fake-addon__team/option')).status).toBe(200);
    const suggested = async (kind: string) =>
      (
        await mia('GET', `/field/fake-addon__team/option/suggestions/${kind}?projectId=10000`)
      ).body.values.map(({ value }: { value: string }) => value);
    expect(await suggested('edit')).toEqual(['Red']);
    expect(await suggested('search')).toEqual(['Red', 'Old']);

    const set = async (value: unknown) =>
      (await mia('PUT', '/issue/DEMO-1', { fields: { [team.id]: value } })).status;
    expect(await set({ id: 2 })).toBe(400);
    expect(await set({ id: 1 })).toBe(204);
    expect((await mia('GET', '/issue/DEMO-1')).body.fields[team.id]).toMatchObject({ id: 1, value: 'Red' });
    expect((await mia('PUT', '/issue/DEMO-2', { fields: { 'fake-addon__code': 'X-1' } })).status).toBe(204);
    expect(await search(admin, 'Team = Red')).toEqual(['DEMO-1']);
    expect(await search(admin, 'Code = "X-1"')).toEqual(['DEMO-2']);

    expect((await call('DELETE', `${path}/1`)).status).toBe(409);
    expect((await call('DELETE', `${path}/1/issue`)).status).toBe(303);
    expect((await call('DELETE', `${path}/1`)).status).toBe(204);
    const renamed = await call('PUT', `${path}/3`, { id: 3, value: 'Former' });
    expect(await renamed.json()).toMatchObject({ id: 3, value: 'Former' });
    expect((await call('GET', '/rest/api/3/field/fake-addon__code/option')).status).toBe(400);
    expect((await admin('PUT', `/field/${team.id}`, { name: 'x' })).status).toBe(400);

    const [installation] = instance.services.installations.list('jira');
    if (installation !== undefined) await instance.services.installer.uninstall(installation);
    expect((await fields()).some(({ key }: { key: string }) => key === 'fake-addon__team')).toBe(false);
    await instance.services.installer.install('jira', addon.descriptorUrl);
    expect((await fields()).find(({ key }: { key: string }) => key === 'fake-addon__team').id).toBe(team.id);
  });
});

it('remembers fields, contexts and options after a restart', async () => {
  const dataFolder = await createTempDir();
  const first = await startTestInstance({ dataFolder });
  const before = jiraClientOf(first).admin;
  const field = await addField(before, 'radiobuttons');
  await before('POST', `/field/${field}/context/${await contextOf(before, field)}/option`, {
    options: [{ value: 'S' }],
  });
  const lead = await addField(before, 'userpicker', 'Owner');
  await before('PUT', '/issue/DEMO-1', {
    fields: { [field]: { value: 'S' }, [lead]: { accountId: personAccountId('mia') } },
  });
  await first.stop();
  const { admin } = jiraClientOf(await startTestInstance({ dataFolder }));
  expect((await admin('GET', '/issue/DEMO-1')).body.fields).toMatchObject({
    [field]: { value: 'S' },
    [lead]: { displayName: 'Mia Lindqvist' },
  });
  const all = (await admin('GET', '/field')).body;
  expect(all.find(({ id }: { id: string }) => id === field).schema.custom).toBe(`${TYPES}:radiobuttons`);
});
