import { describe, expect, it } from 'vitest';
import { startInstalled } from '../support/installed-addon.ts';
import { accountOf, jiraClientOf, read, startJira } from '../support/jira-client.ts';
import { createTempDir } from '../support/temp-dir.ts';

const [mia, tomas] = [accountOf('mia'), accountOf('tomas')];

const PERMISSION_MODULES = {
  jiraGlobalPermissions: ['all', 'jira-administrators', 'none'].map((grant) => ({
    key: `global-${grant}`,
    name: { value: `Global ${grant}` },
    description: { value: 'Of the add-on' },
    defaultGrants: [grant],
  })),
  jiraProjectPermissions: [
    {
      key: 'special',
      name: { value: 'Special' },
      description: { value: 'Of the add-on' },
      category: 'other',
    },
  ],
};

describe('my permissions', () => {
  it('are those in a project, an issue, a comment, or anywhere', async () => {
    const { mia: call, tomas: other } = await startJira();
    const held = async (as: typeof call, query: string) => {
      const { status, body } = await as('GET', `/mypermissions?${query}`);
      if (status !== 200) return status;
      const permissions: Record<string, { havePermission: boolean }> = body.permissions;
      return Object.entries(permissions).flatMap(([key, { havePermission }]) =>
        havePermission ? [key] : [],
      );
    };
    const keys = 'permissions=BROWSE_PROJECTS,ADMINISTER_PROJECTS,ADMINISTER,BULK_CHANGE';
    expect(await held(call, `${keys}&projectKey=PRIV`)).toEqual(['BULK_CHANGE', 'BROWSE_PROJECTS']);
    expect(await held(call, `${keys}&issueKey=DEMO-1`)).toEqual(['BULK_CHANGE', 'BROWSE_PROJECTS']);
    expect(await held(call, keys)).toEqual(['BULK_CHANGE', 'BROWSE_PROJECTS']);
    expect(await held(other, `${keys}&projectKey=PRIV`)).toBe(404);
    expect(await held(other, `${keys}&issueKey=PRIV-1`)).toBe(404);
    expect(await held(other, 'permissions=BROWSE_PROJECTS&commentId=10000')).toEqual(['BROWSE_PROJECTS']);
    expect(await held(other, 'permissions=BROWSE_PROJECTS&commentId=99999')).toBe(404);
    expect(await held(other, 'permissions=EDIT_ISSUES&commentId=10000')).toBe(400);
    expect(await held(other, 'projectKey=DEMO')).toBe(400);
    const unknown = await call('GET', '/mypermissions?permissions=NONSENSE,EDIT_ISSUES');
    expect([unknown.status, unknown.body]).toEqual([
      400,
      { errorMessages: [], errors: { NONSENSE: 'Unrecognized permission' } },
    ]);
    expect((await call('GET', '/mypermissions?permissions=EDIT_ISSUES')).body.permissions).toEqual({
      EDIT_ISSUES: {
        id: '12',
        key: 'EDIT_ISSUES',
        name: 'Edit issues',
        type: 'PROJECT',
        description: expect.any(String),
        havePermission: true,
      },
    });
  });
});

describe('permissions', () => {
  it('are checked for several projects and issues, of others by administrators only', async () => {
    const { admin: call, mia: other } = await startJira();
    const question = {
      accountId: tomas,
      globalPermissions: ['ADMINISTER', 'BULK_CHANGE', null],
      projectPermissions: [
        {
          permissions: ['BROWSE_PROJECTS', 'ADMINISTER_PROJECTS'],
          projects: [10000, 10001, 4],
          issues: [10000, 10005, 4],
        },
      ],
    };
    expect((await call('POST', '/permissions/check', question)).body).toEqual({
      projectPermissions: [
        { permission: 'ADMINISTER_PROJECTS', issues: [], projects: [] },
        { permission: 'BROWSE_PROJECTS', issues: [10000], projects: [10000] },
      ],
      globalPermissions: ['BULK_CHANGE'],
    });
    expect(await other('POST', '/permissions/check', question)).toMatchObject({
      status: 403,
      body: { errorMessages: ['Only Jira administrators can perform this operation.'] },
    });
    expect((await other('POST', '/permissions/check', { ...question, accountId: mia })).status).toBe(200);
    for (const wrong of [
      { globalPermissions: ['BROWSE_PROJECTS'] },
      { projectPermissions: [{ projects: [10000] }] },
      { accountId: 'nobody' },
    ]) {
      expect((await call('POST', '/permissions/check', wrong)).status).toBe(400);
    }
  });

  it('name the projects where somebody has all of them', async () => {
    const { mia: call, tomas: other } = await startJira();
    const ask = async (as: typeof call, permissions: readonly string[]) =>
      (await as('POST', '/permissions/project', { permissions })).body;
    expect(await ask(call, ['BROWSE_PROJECTS', 'EDIT_ISSUES'])).toEqual({
      projects: [
        { id: 10000, key: 'DEMO' },
        { id: 10001, key: 'PRIV' },
      ],
    });
    expect((await ask(other, ['BROWSE_PROJECTS'])).projects).toMatchObject([{ key: 'DEMO' }]);
    expect((await ask(call, ['ADMINISTER'])).errors).toEqual({ ADMINISTER: 'Unrecognized permission' });
  });

  it('of add-ons are listed, checked and given like those of Jira', async () => {
    const { call, instance } = await startInstalled({
      scopes: ['READ', 'ADMIN'],
      modules: PERMISSION_MODULES,
    });
    const { mia: person, admin } = jiraClientOf(instance);
    const all = (await admin('GET', '/permissions')).body.permissions;
    expect(all['fake-addon__special']).toEqual({
      key: 'fake-addon__special',
      name: 'Special',
      type: 'PROJECT',
      description: 'Of the add-on',
    });
    const globals = [
      'fake-addon__global-all',
      'fake-addon__global-jira-administrators',
      'fake-addon__global-none',
    ];
    const check = async (accountId: string) =>
      await call('POST', '/rest/api/3/permissions/check', {
        accountId,
        globalPermissions: globals,
        projectPermissions: [{ permissions: ['fake-addon__special'], projects: [10000], issues: [] }],
      }).then(read);
    expect(await check(mia)).toEqual({
      globalPermissions: [globals[0]],
      projectPermissions: [{ permission: 'fake-addon__special', projects: [], issues: [] }],
    });
    expect((await check(accountOf('admin'))).globalPermissions).toEqual(globals.slice(0, 2));
    // An add-on with the scope ADMIN administers as its own user.
    const given = await call('POST', '/rest/api/3/permissionscheme/0/permission', {
      permission: 'fake-addon__special',
      holder: { type: 'user', parameter: mia },
    });
    expect(given.status).toBe(201);
    expect((await check(mia)).projectPermissions).toMatchObject([{ projects: [10000] }]);
    const mine = await person('GET', '/mypermissions?permissions=fake-addon__special&projectKey=DEMO');
    expect(mine.body.permissions['fake-addon__special']).toMatchObject({ id: '-1', havePermission: true });
  });
});

describe('permission schemes', () => {
  it('are shown with their permissions where that is asked for', async () => {
    const { mia: call, instance } = await startJira();
    const { body } = await call('GET', '/permissionscheme');
    expect(body.permissionSchemes).toMatchObject([
      { id: 0, name: 'Default Permission Scheme', self: `${instance.origin}/rest/api/3/permissionscheme/0` },
      { id: 10000, name: 'Members only' },
    ]);
    expect(body.permissionSchemes[0]).not.toHaveProperty('permissions');
    const full = (await call('GET', '/permissionscheme/10000?expand=projectRole')).body;
    expect(full.permissions).toContainEqual({
      id: expect.any(Number),
      self: expect.stringContaining('/permissionscheme/permission/'),
      permission: 'BROWSE_PROJECTS',
      holder: {
        type: 'projectRole',
        parameter: '10004',
        value: '10004',
        expand: 'projectRole',
        projectRole: expect.objectContaining({ name: 'Member', id: 10004 }),
      },
    });
    expect((await call('GET', '/permissionscheme/7')).status).toBe(404);
    expect((await call('POST', '/permissionscheme', { name: 'mine' })).status).toBe(403);
  });

  it('decide who sees and does what, also after a restart', async () => {
    const dataFolder = await createTempDir();
    const { admin: call, tomas: other, instance } = await startJira({ dataFolder });
    await call('POST', '/group', { name: 'designers' });
    await call('POST', '/group/user?groupname=designers', { accountId: tomas });
    expect((await other('GET', '/issue/PRIV-1')).status).toBe(404);
    const grant = { permission: 'BROWSE_PROJECTS', holder: { type: 'group', parameter: 'designers' } };
    const given = await call('POST', '/permissionscheme/10000/permission?expand=group', grant);
    expect(given).toMatchObject({
      status: 201,
      body: { holder: { type: 'group', parameter: 'designers', group: { name: 'designers' } } },
    });
    expect((await call('POST', '/permissionscheme/10000/permission', grant)).status).toBe(400);
    expect((await other('GET', '/issue/PRIV-1')).status).toBe(200);
    expect((await other('PUT', '/issue/PRIV-1', { fields: { summary: 'x' } })).status).toBe(403);
    await instance.stop();

    const again = jiraClientOf((await startJira({ dataFolder })).instance);
    expect((await again.tomas('GET', '/issue/PRIV-1')).status).toBe(200);
    const path = `/permissionscheme/10000/permission/${given.body.id}`;
    expect((await again.tomas('DELETE', path)).status).toBe(403);
    expect((await again.admin('DELETE', path)).status).toBe(204);
    expect((await again.admin('GET', path)).status).toBe(404);
    expect((await again.tomas('GET', '/issue/PRIV-1')).status).toBe(404);
  });

  it('are made, changed and deleted', async () => {
    const { admin: call, mia: other } = await startJira();
    const made = await call('POST', '/permissionscheme?expand=permissions', {
      name: 'ours',
      permissions: [{ permission: 'EDIT_ISSUES', holder: { type: 'projectLead' } }],
    });
    expect(made).toMatchObject({
      status: 201,
      body: { name: 'ours', permissions: [{ permission: 'EDIT_ISSUES', holder: { type: 'projectLead' } }] },
    });
    const path = `/permissionscheme/${made.body.id}`;
    expect((await call('POST', '/permissionscheme', { name: 'Ours' })).status).toBe(400);
    expect((await call('PUT', path, { name: 'yours', permissions: [] })).body.name).toBe('yours');
    expect((await call('GET', `${path}/permission`)).body.permissions).toEqual([]);
    for (const [holder, status] of [
      [{ type: 'group', parameter: 'nonsense' }, 400],
      [{ type: 'nonsense' }, 400],
      [{ type: 'reporter' }, 501],
    ] as const) {
      const answer = await call('POST', `${path}/permission`, { permission: 'EDIT_ISSUES', holder });
      expect(answer.status).toBe(status);
    }
    const wrong = { permission: 'ADMINISTER', holder: { type: 'anyone' } };
    expect((await call('POST', `${path}/permission`, wrong)).status).toBe(400);
    expect((await call('DELETE', '/permissionscheme/0')).status).toBe(400);
    expect((await call('DELETE', path)).status).toBe(204);
    expect((await call('GET', path)).status).toBe(404);
    // A scheme that gets another name still is that of its projects.
    expect((await call('PUT', '/permissionscheme/0', { name: 'Default' })).status).toBe(200);
    expect((await other('GET', '/issue/DEMO-1')).status).toBe(200);
  });
});

describe('the site', () => {
  it('knows its application, its licence and its labels', async () => {
    const { admin: call, mia: other } = await startJira();
    expect((await call('GET', '/applicationrole')).body).toMatchObject([
      { key: 'jira-software', defaultGroups: ['jira-software-users'], userCount: 4 },
    ]);
    expect((await call('GET', '/applicationrole/none')).status).toBe(404);
    expect((await other('GET', '/applicationrole')).status).toBe(403);
    expect((await other('GET', '/instance/license')).body).toEqual({
      applications: [{ id: 'jira-software', plan: 'PAID' }],
    });
    expect((await call('GET', '/license/approximateLicenseCount')).body.value).toBe('4');
    await call('DELETE', `/user?accountId=${tomas}`);
    expect((await call('GET', '/license/approximateLicenseCount/product/jira-software')).body.value).toBe(
      '3',
    );
    expect((await other('GET', '/license/approximateLicenseCount')).status).toBe(403);
    expect((await other('GET', '/attachment/meta')).body).toEqual({ enabled: true, uploadLimit: 10_485_760 });
    expect((await other('GET', '/label?startAt=1&maxResults=2')).body).toEqual({
      maxResults: 2,
      startAt: 1,
      total: 5,
      isLast: false,
      values: ['mobile', 'release'],
    });
  });
});
