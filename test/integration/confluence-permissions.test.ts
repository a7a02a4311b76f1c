import { describe, expect, it } from 'vitest';
import { at, resultsOf, startConfluence } from '../support/confluence-client.ts';
import { startInstalled } from '../support/installed-addon.ts';

const V1 = '/rest/api';
const V2 = '/api/v2';

type Call = (method: string, path: string, body?: unknown) => Promise<{ status: number; json: unknown }>;

const group = (identifier: string) => ({ type: 'group', identifier });
const grant = (subject: unknown, key: string, target: string) => ({ subject, operation: { key, target } });

/** The permissions of a space, read part by part. */
async function permissionsOf(call: Call, spaceId = '65537'): Promise<readonly unknown[]> {
  const all: unknown[] = [];
  let next: unknown = `${V2}/spaces/${spaceId}/permissions?limit=10`;
  while (typeof next === 'string') {
    const answer = await call('GET', next.replace(/^\/wiki/, ''));
    all.push(...resultsOf(answer.json));
    next = at(answer.json, '_links', 'next');
  }
  return all;
}

async function groupId(call: Call, name: string): Promise<string> {
  return String(at((await call('GET', `${V1}/group/by-name?name=${name}`)).json, 'id'));
}

/** Takes a permission from a group, in the space DS unless another is said. */
async function take(call: Call, name: string, key: string, targetType: string, space = ['DS', '65537']) {
  const id = await groupId(call, name);
  const permission = (await permissionsOf(call, space[1])).find(
    (one) =>
      at(one, 'principal', 'id') === id &&
      at(one, 'operation', 'key') === key &&
      at(one, 'operation', 'targetType') === targetType,
  );
  return call('DELETE', `${V1}/space/${space[0]}/permission/${String(at(permission, 'id'))}`);
}

const page = (title: string, space = 'DS') => ({ type: 'page', title, space: { key: space } });

describe('permissions of a space', () => {
  it('are listed, given and taken by who administers it', async () => {
    const { admin, as, takeEvents } = await startConfluence();
    const before = await permissionsOf(admin);
    expect(before).toContainEqual({
      id: expect.stringMatching(/^\d+$/),
      principal: { type: 'group', id: await groupId(admin, 'confluence-users') },
      operation: { key: 'create', targetType: 'page' },
    });
    expect((await take(admin, 'confluence-users', 'create', 'page')).status).toBe(204);
    expect(await permissionsOf(admin)).toHaveLength(before.length - 1);
    const given = grant(group('confluence-users'), 'create', 'page');
    const added = await admin('POST', `${V1}/space/DS/permission`, given);
    expect(added).toMatchObject({
      status: 200,
      json: {
        id: expect.any(Number),
        subject: { type: 'group', identifier: await groupId(admin, 'confluence-users') },
        operation: { key: 'create', target: 'page' },
      },
    });
    expect(takeEvents()).toEqual(['space_permissions_updated', 'space_permissions_updated']);
    expect((await admin('POST', `${V1}/space/DS/permission`, given)).status).toBe(400);
    expect((await as('tomas')('POST', `${V1}/space/DS/permission`, given)).status).toBe(403);
    expect((await as('tomas')('POST', `${V1}/space/PRIV/permission`, given)).status).toBe(404);
    expect((await admin('DELETE', `${V1}/space/DS/permission/1000000`)).status).toBe(404);
    expect(takeEvents()).toEqual([]);
  });

  it.each([
    ['an operation that there is none of', grant(group('confluence-users'), 'sing', 'space')],
    ['a target that the operation has not', grant(group('confluence-users'), 'read', 'page')],
    ['a group that is not there', grant(group('nobody'), 'read', 'space')],
    ['no subject', { operation: { key: 'read', target: 'space' } }],
  ])('are refused with %s', async (_, body) => {
    const { admin } = await startConfluence();
    expect((await admin('POST', `${V1}/space/DS/permission`, body)).status).toBe(400);
  });

  it('let somebody into a space, and out again with everything that they had', async () => {
    const { admin, as } = await startConfluence();
    const tomas = String(at((await as('tomas')('GET', `${V1}/user/current`)).json, 'accountId'));
    const user = { type: 'user', identifier: tomas };
    const create = grant(user, 'create', 'page');
    // Whoever may not see the space may nothing in it.
    expect((await admin('POST', `${V1}/space/PRIV/permission`, create)).status).toBe(400);
    const read = await admin('POST', `${V1}/space/PRIV/permission`, grant(user, 'read', 'space'));
    expect((await as('tomas')('GET', `${V1}/space/PRIV`)).status).toBe(200);
    expect((await as('tomas')('GET', `${V1}/content/65611`)).status).toBe(200);
    expect((await as('tomas')('POST', `${V1}/content`, page('x', 'PRIV'))).status).toBe(403);
    await admin('POST', `${V1}/space/PRIV/permission`, create);
    expect((await as('tomas')('POST', `${V1}/content`, page('x', 'PRIV'))).status).toBe(200);
    const id = String(at(read.json, 'id'));
    expect((await admin('DELETE', `${V1}/space/PRIV/permission/${id}`)).status).toBe(204);
    expect((await as('tomas')('GET', `${V1}/space/PRIV`)).status).toBe(404);
    expect((await permissionsOf(admin, '65538')).some((one) => at(one, 'principal', 'id') === tomas)).toBe(
      false,
    );
  });

  it('always leave somebody who administers it', async () => {
    const { admin } = await startConfluence();
    const rights = (await permissionsOf(admin)).filter((one) => at(one, 'operation', 'key') === 'administer');
    const answers: number[] = [];
    // The one who asks goes last.
    for (const one of rights.toReversed()) {
      answers.push((await admin('DELETE', `${V1}/space/DS/permission/${String(at(one, 'id'))}`)).status);
    }
    expect(answers.slice(0, -1)).toEqual(answers.slice(0, -1).map(() => 204));
    expect(answers.at(-1)).toBe(400);
  });

  it.each([
    [
      'pages',
      ['create', 'page'],
      async (call: Call) => [
        (await call('POST', `${V1}/content`, page('x'))).status,
        (await call('POST', `${V2}/pages`, { spaceId: '65537', title: 'y' })).status,
        (await call('PUT', `${V1}/content/65602`, { type: 'page', title: 'z', version: { number: 2 } }))
          .status,
        (await call('POST', `${V1}/content/65602/label`, [{ name: 'x' }])).status,
        (await call('PUT', `${V1}/content/65603/move/append/65602`)).status,
      ],
      [403, 404, 403, 403, 403],
    ],
    [
      'blog posts',
      ['create', 'blogpost'],
      async (call: Call) => [
        (await call('POST', `${V1}/content`, { ...page('x'), type: 'blogpost' })).status,
        (await call('POST', `${V2}/blogposts`, { spaceId: '65537', title: 'y' })).status,
      ],
      [403, 404],
    ],
    [
      'comments',
      ['create', 'comment'],
      async (call: Call) => {
        const storage = { value: 'x', representation: 'storage' };
        const first = { type: 'comment', container: { id: '65602', type: 'page' }, body: { storage } };
        return [
          (await call('POST', `${V1}/content`, first)).status,
          (await call('POST', `${V2}/footer-comments`, { pageId: '65602', body: storage })).status,
        ];
      },
      [403, 404],
    ],
    [
      'files',
      ['create', 'attachment'],
      async (call: Call) => {
        const form = new FormData();
        form.append('file', new File(['x'], 'a.txt'));
        return [(await call('POST', `${V1}/content/65602/child/attachment`, form)).status];
      },
      [403],
    ],
    [
      'the archive',
      ['archive', 'page'],
      async (call: Call) => [
        (await call('POST', `${V1}/content/archive`, { pages: [{ id: 65_602 }] })).status,
      ],
      [403],
    ],
    [
      'restrictions',
      ['restrict_content', 'space'],
      async (call: Call) => [
        (await call('DELETE', `${V1}/content/65602/restriction`)).status,
        (await call('PUT', `${V1}/content/65602/restriction/byOperation/read/group/site-admins`)).status,
      ],
      [403, 403],
    ],
  ] as const)('are asked for %s', async (_, [key, target], attempt, expected) => {
    const { admin, as, takeEvents } = await startConfluence();
    await take(admin, 'confluence-users', key, target);
    takeEvents();
    expect(await attempt(as('tomas'))).toEqual(expected);
    expect(takeEvents()).toEqual([]);
    // Nobody else lost anything.
    expect((await attempt(admin)).every((status) => status < 300)).toBe(true);
  });

  it('tell deleting what is one’s own from deleting what is not', async () => {
    const { admin, as } = await startConfluence();
    await take(admin, 'confluence-users', 'delete', 'page');
    const own = String(at((await as('tomas')('POST', `${V1}/content`, page('Own'))).json, 'id'));
    expect((await as('tomas')('DELETE', `${V1}/content/65602`)).status).toBe(403);
    expect((await as('tomas')('DELETE', `${V2}/pages/65602`)).status).toBe(404);
    expect((await as('tomas')('DELETE', `${V1}/content/${own}`)).status).toBe(204);
    await take(admin, 'confluence-users', 'delete', 'space');
    const other = String(at((await as('tomas')('POST', `${V1}/content`, page('Other'))).json, 'id'));
    expect((await as('tomas')('DELETE', `${V1}/content/${other}`)).status).toBe(403);
  });

  it('leave a comment to its author, and to who administers the space', async () => {
    const { admin, as } = await startConfluence();
    const body = { representation: 'storage', value: '<p>x</p>' };
    const made = await as('tomas')('POST', `${V2}/footer-comments`, { pageId: '65602', body });
    const path = `${V2}/footer-comments/${String(at(made.json, 'id'))}`;
    const change = (number: number) => ({ version: { number }, body });
    expect((await as('mia')('PUT', path, change(2))).status).toBe(404);
    expect((await as('tomas')('PUT', path, change(2))).status).toBe(200);
    expect((await admin('PUT', path, change(3))).status).toBe(200);
  });

  it('are written into spaces and content, for who asks', async () => {
    const { admin, as } = await startConfluence();
    await take(admin, 'confluence-users', 'delete', 'page');
    const space = await as('tomas')('GET', `${V1}/space/DS?expand=permissions,operations`);
    expect(space.json).toMatchObject({
      operations: expect.arrayContaining([
        { operation: 'read', targetType: 'space' },
        { operation: 'create', targetType: 'page' },
      ]),
      permissions: expect.arrayContaining([
        expect.objectContaining({
          operation: { operation: 'read', targetType: 'space' },
          subjects: { group: { results: [expect.anything()], size: 1 }, _expandable: { user: '' } },
          anonymousAccess: false,
        }),
      ]),
    });
    const operations = async (call: Call) => {
      const v1 = at((await call('GET', `${V1}/content/65602?expand=operations`)).json, 'operations');
      expect(at((await call('GET', `${V2}/pages/65602/operations`)).json, 'operations')).toEqual(v1);
      return v1;
    };
    expect(await operations(admin)).toContainEqual({ operation: 'delete', targetType: 'page' });
    expect(await operations(as('tomas'))).not.toContainEqual({ operation: 'delete', targetType: 'page' });
    expect(await operations(as('tomas'))).toContainEqual({ operation: 'update', targetType: 'page' });
  });
});

describe('restrictions', () => {
  it('take one person or group in, and out', async () => {
    const { admin, as, takeEvents } = await startConfluence();
    const tomas = String(at((await as('tomas')('GET', `${V1}/user/current`)).json, 'accountId'));
    const path = `${V1}/content/65602/restriction/byOperation/update`;
    const byUser = `${path}/user?accountId=${tomas}`;
    const byGroup = `${path}/byGroupId/${await groupId(admin, 'site-admins')}`;
    expect((await admin('GET', byUser)).status).toBe(404);
    expect((await admin('PUT', byGroup)).status).toBe(200);
    expect((await admin('GET', `${path}/group/site-admins`)).status).toBe(200);
    expect((await as('tomas')('PUT', byUser)).status).toBe(403);
    expect((await admin('PUT', byUser)).status).toBe(200);
    expect((await as('tomas')('GET', byUser)).status).toBe(200);
    expect((await as('tomas')('DELETE', byUser)).status).toBe(200);
    expect((await admin('DELETE', byUser)).status).toBe(404);
    expect((await admin('PUT', `${path}/user?accountId=nobody`)).status).toBe(404);
    expect(
      (await admin('PUT', `${V1}/content/65602/restriction/byOperation/sing/group/site-admins`)).status,
    ).toBe(404);
    expect(takeEvents()).toEqual(Array.from({ length: 3 }, () => 'content_permissions_updated'));
  });

  it('are part of what a check says', async () => {
    const { admin, as } = await startConfluence();
    const tomas = String(at((await as('tomas')('GET', `${V1}/user/current`)).json, 'accountId'));
    const check = async (call: Call, id: number, subject: unknown, operation = 'read') =>
      call('POST', `${V1}/content/${id}/permission/check`, { subject, operation });
    const user = { type: 'user', identifier: tomas };
    expect((await check(admin, 65_602, user, 'update')).json).toMatchObject({
      hasPermission: true,
      errors: [],
    });
    await admin('PUT', `${V1}/content/65602/restriction/byOperation/update/group/site-admins`);
    expect((await check(admin, 65_602, user)).json).toMatchObject({ hasPermission: true });
    expect((await check(as('tomas'), 65_602, user, 'update')).json).toMatchObject({
      hasPermission: false,
      errors: [{ translation: 'User does not have permission to the content', args: [] }],
    });
    expect((await check(admin, 65_611, user)).json).toMatchObject({
      hasPermission: false,
      errors: [{ translation: 'User does not have permission to the space' }],
    });
    const users = { type: 'group', identifier: await groupId(admin, 'confluence-users') };
    expect((await check(admin, 65_602, users, 'delete')).json).toMatchObject({
      errors: [{ translation: 'Group does not have permission to the content' }],
    });
    expect((await check(as('tomas'), 65_602, users)).status).toBe(403);
    expect((await check(as('tomas'), 65_611, user)).status).toBe(404);
    expect((await check(admin, 65_602, user, 'sing')).status).toBe(400);
    expect((await check(admin, 1, user)).status).toBe(404);
  });
});

describe('an unpublished draft', () => {
  it('is there for its author alone', async () => {
    const { as } = await startConfluence();
    const draft = { spaceId: '65537', title: 'Soon', status: 'draft' };
    const made = await as('mia')('POST', `${V2}/pages`, draft);
    const path = `${V2}/pages/${String(at(made.json, 'id'))}?get-draft=true`;
    expect((await as('mia')('GET', path)).status).toBe(200);
    expect((await as('tomas')('GET', path)).status).toBe(404);
    expect(resultsOf((await as('tomas')('GET', `${V2}/pages?status=draft`)).json)).toEqual([]);
  });
});

describe('an add-on', () => {
  const modules = {
    customContent: [
      {
        key: 'note',
        name: { value: 'Note' },
        uiSupport: { contentViewComponent: { moduleKey: 'view' }, icons: { item: { url: '/icon.svg' } } },
        apiSupport: { bodyType: 'raw', supportedContainerTypes: ['page'] },
      },
    ],
    generalPages: [{ key: 'view', name: { value: 'View' }, url: '/view' }],
  };

  it('says who may do what with content of its types, and asks what others may', async () => {
    const confluence = await startConfluence();
    const { admin, as, instance } = confluence;
    const { call } = await startInstalled(
      { modules, scopes: ['READ', 'WRITE'] },
      { product: 'confluence', instance },
    );
    const type = 'ac:fake-addon:note';
    const note = { type, title: 'N', pageId: '65602', body: { representation: 'raw', value: 'x' } };
    const made: unknown = await (await call('POST', `/wiki${V2}/custom-content`, note)).json();
    const path = `${V2}/custom-content/${String(at(made, 'id'))}`;
    const list = `${V2}/custom-content?type=${encodeURIComponent(type)}`;
    expect((await as('tomas')('GET', path)).status).toBe(200);
    const say = (key: string, access: boolean, target = type) =>
      call('POST', `/wiki${V1}/space/DS/permission/custom-content`, {
        subject: group('confluence-users'),
        operations: [{ key, target, access }],
      });
    expect((await say('read', false)).status).toBe(200);
    expect((await as('tomas')('GET', path)).status).toBe(404);
    expect(resultsOf((await as('tomas')('GET', list)).json)).toEqual([]);
    expect((await say('read', true)).status).toBe(200);
    expect(resultsOf((await as('tomas')('GET', list)).json)).toHaveLength(1);
    await say('create', false);
    expect((await as('tomas')('POST', `${V2}/custom-content`, { ...note, title: 'O' })).status).toBe(404);
    expect((await say('read', false, 'ac:other-addon:note')).status).toBe(400);
    expect((await admin('POST', `${V1}/space/DS/permission/custom-content`, {})).status).toBe(403);
    const tomas = at((await as('tomas')('GET', `${V1}/user/current`)).json, 'accountId');
    const subject = { type: 'user', identifier: tomas };
    const checked = await call('POST', `/wiki${V1}/content/65611/permission/check`, {
      subject,
      operation: 'read',
    });
    expect(await checked.json()).toMatchObject({ hasPermission: false });
    // Who may do what in a space is nothing for add-ons to change, whatever their scopes are.
    expect((await call('POST', `/wiki${V1}/space/DS/permission`, {})).status).toBe(403);
  });

  it('is out of a space where its group is', async () => {
    const { admin, instance } = await startConfluence();
    const { call } = await startInstalled({ scopes: ['READ'] }, { product: 'confluence', instance });
    expect((await call('GET', `/wiki${V2}/spaces/65538`)).status).toBe(200);
    await take(admin, 'atlassian-addons', 'read', 'space', ['PRIV', '65538']);
    expect((await call('GET', `/wiki${V2}/spaces/65538`)).status).toBe(404);
  });
});
