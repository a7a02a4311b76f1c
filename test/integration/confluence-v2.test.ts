import { createQueryStringHash, encodeSymmetric, fromMethodAndUrl } from '@atlassian/atlassian-jwt';
import { describe, expect, it } from 'vitest';
import { at, resultsOf, startConfluence } from '../support/confluence-client.ts';
import { startFakeAddon } from '../support/fake-addon.ts';

const API = '/api/v2';
const storage = (value: string) => ({ representation: 'storage', value });
const error = (status: number, code: string, title: unknown = expect.any(String)) => ({
  status,
  json: { errors: [{ status, code, title, detail: null }] },
});

describe.each([
  ['pages', 'page'],
  ['blogposts', 'blog'],
])('%s', (kind, event) => {
  it('are made, read, changed, trashed and purged', async () => {
    const { admin, as, takeEvents } = await startConfluence();
    const made = await admin('POST', `${API}/${kind}`, {
      spaceId: '65537',
      title: 'New',
      body: storage('<p>1</p>'),
    });
    expect(made).toMatchObject({
      status: 200,
      json: {
        status: 'current',
        title: 'New',
        spaceId: '65537',
        version: { number: 1, message: '' },
        body: { storage: { value: '<p>1</p>' } },
        _links: { base: expect.stringMatching(/\/wiki$/), webui: expect.stringContaining('/spaces/DS/') },
      },
    });
    const id = String(at(made.json, 'id'));
    const path = `${API}/${kind}/${id}`;
    expect((await admin('GET', path)).json).toMatchObject({ id, body: {} });
    expect((await admin('GET', `${path}?body-format=atlas_doc_format`)).json).toMatchObject({
      body: { atlas_doc_format: { value: expect.stringContaining('"paragraph"') } },
    });
    expect(await admin('GET', `${path}?body-format=poem`)).toMatchObject(
      error(400, 'INVALID_REQUEST_PARAMETER'),
    );

    const change = (number: number) => ({
      id,
      status: 'current',
      title: 'Newer',
      body: storage('<p>2</p>'),
      version: { number },
    });
    expect(await admin('PUT', path, change(1))).toMatchObject(
      error(
        409,
        'CONFLICT',
        'Version must be incremented when updating a page. Current Version: [1]. Provided version: [1]',
      ),
    );
    expect((await admin('PUT', path, change(2))).json).toMatchObject({
      title: 'Newer',
      version: { number: 2 },
    });
    expect(await admin('PUT', path, { ...change(3), id: '1' })).toMatchObject(
      error(400, 'INVALID_REQUEST_PARAMETER'),
    );
    expect(
      await admin('PUT', path, { id, status: 'current', title: 'x', version: { number: 3 } }),
    ).toMatchObject(error(400, 'INVALID_REQUEST_PARAMETER'));
    expect(resultsOf((await admin('GET', `${path}/versions?body-format=storage`)).json, 'number')).toEqual([
      2, 1,
    ]);
    expect((await admin('GET', `${path}/versions/1`)).json).toMatchObject({ number: 1, nextVersion: 2 });
    expect((await admin('GET', `${path}?version=1`)).json).toMatchObject({
      title: 'New',
      status: 'historical',
    });
    expect((await admin('GET', `${path}/versions/9`)).status).toBe(404);

    expect((await admin('DELETE', `${path}?purge=true`)).status).toBe(400);
    expect((await admin('DELETE', path)).status).toBe(204);
    expect((await admin('GET', path)).json).toMatchObject({ status: 'trashed' });
    expect(resultsOf((await admin('GET', `${API}/${kind}?id=${id}`)).json)).toEqual([]);
    expect(resultsOf((await admin('GET', `${API}/${kind}?id=${id}&status=trashed`)).json, 'id')).toEqual([
      id,
    ]);
    const refused = await as('tomas')('DELETE', `${path}?purge=true`);
    expect(refused).toMatchObject(error(404, 'NOT_FOUND', 'Not Found'));
    expect(refused.headers.get('X-Connect-Kit-Explanation')).toContain('permission to administer');
    expect((await admin('DELETE', `${path}?purge=true`)).status).toBe(204);
    expect(await admin('GET', path)).toMatchObject(error(404, 'NOT_FOUND', 'Not Found'));
    expect(takeEvents()).toEqual(
      ['created', 'updated', 'trashed', 'removed'].map((what) => `${event}_${what}`),
    );
  });

  it('are drafts first, where it is said', async () => {
    const { admin, takeEvents } = await startConfluence();
    const made = await admin('POST', `${API}/${kind}`, { spaceId: '65537', status: 'draft' });
    const id = String(at(made.json, 'id'));
    const path = `${API}/${kind}/${id}`;
    expect((await admin('GET', path)).status).toBe(404);
    expect((await admin('GET', `${path}?get-draft=true`)).json).toMatchObject({ status: 'draft' });
    expect(takeEvents()).toEqual([]);
    const publish = { id, status: 'current', title: 'Out', body: storage(''), version: { number: 1 } };
    expect((await admin('PUT', path, publish)).json).toMatchObject({
      status: 'current',
      version: { number: 1 },
    });
    expect(takeEvents()).toEqual([`${event}_created`]);
    const other = String(
      at((await admin('POST', `${API}/${kind}`, { spaceId: '65537', status: 'draft' })).json, 'id'),
    );
    expect((await admin('DELETE', `${API}/${kind}/${other}`)).status).toBe(404);
    expect((await admin('DELETE', `${API}/${kind}/${other}?draft=true`)).status).toBe(204);
  });
});

describe('pages', () => {
  it.each([
    [
      'a title that is taken',
      { spaceId: '65537', title: 'Release notes' },
      400,
      'A page with this title already exists: A page already exists with the same TITLE in this space',
    ],
    ['no title', { spaceId: '65537' }, 400, expect.stringContaining('title')],
    ['no space', { title: 'x' }, 400, expect.stringContaining('spaceId')],
    [
      'a space that is no number',
      { spaceId: 'DS', title: 'x' },
      400,
      "Provided value {DS} for 'spaceId' is not the correct type. Expected type is Long",
    ],
    ['a space that is not there', { spaceId: '1', title: 'x' }, 404, 'Not Found'],
    ['a parent that is not there', { spaceId: '65537', title: 'x', parentId: '1' }, 404, 'Not Found'],
    [
      'a parent of another space',
      { spaceId: '65537', title: 'x', parentId: '65611' },
      400,
      expect.any(String),
    ],
    [
      'a body that is none',
      { spaceId: '65537', title: 'x', body: storage('<p>') },
      400,
      expect.stringContaining('Error parsing xhtml'),
    ],
    [
      'a form that is none',
      { spaceId: '65537', title: 'x', body: { representation: 'view', value: '' } },
      400,
      expect.stringContaining('representation'),
    ],
  ])('are refused with %s', async (_, body, status, title) => {
    const { admin } = await startConfluence();
    expect(await admin('POST', `${API}/pages`, body)).toMatchObject(
      error(status, status === 404 ? 'NOT_FOUND' : 'INVALID_REQUEST_PARAMETER', title),
    );
  });

  it('are listed in parts, in the order that is asked for', async () => {
    const { admin } = await startConfluence();
    const first = await admin('GET', `${API}/pages?space-id=65537&sort=-title&limit=2&body-format=storage`);
    expect(resultsOf(first.json, 'title')).toEqual(['Release notes', 'How we work']);
    expect(at(first.json, 'results', 0, 'body', 'storage', 'value')).toContain('Dark theme');
    const next = String(at(first.json, '_links', 'next'));
    expect(next).toMatch(/^\/wiki\/api\/v2\/pages\?.*cursor=/);
    expect(first.headers.get('Link')).toContain(`<${next}>; rel="next"`);
    // What comes in between does not move what follows.
    await admin('POST', `${API}/pages`, { spaceId: '65537', title: 'Zebra' });
    const second = await admin('GET', next.slice('/wiki'.length));
    expect(resultsOf(second.json, 'title')).toEqual(['Demo space']);
    expect(at(second.json, '_links', 'next')).toBeUndefined();
    expect(second.headers.get('Link')).toMatch(/^<.*\/wiki>; rel="base"$/);
    for (const query of [
      'limit=0',
      'limit=x',
      'cursor=x',
      'sort=colour',
      'status=poem',
      'id=x',
      'body-format=view',
    ]) {
      expect(await admin('GET', `${API}/pages?${query}`)).toMatchObject(
        error(400, 'INVALID_REQUEST_PARAMETER'),
      );
    }
    expect(resultsOf((await admin('GET', `${API}/spaces/65537/pages?depth=root`)).json, 'id')).toEqual([
      '65601',
    ]);
    expect((await admin('GET', `${API}/pages/x`)).status).toBe(400);
  });

  it('stand below the home page, below another one, or at the root', async () => {
    const { admin } = await startConfluence();
    const make = async (title: string, query = '', more = {}) =>
      (await admin('POST', `${API}/pages${query}`, { spaceId: '65537', title, ...more })).json;
    expect(await make('a')).toMatchObject({ parentId: '65601', parentType: 'page' });
    const below = await make('b', '', { parentId: '65602' });
    expect(below).toMatchObject({ parentId: '65602' });
    expect(await make('c', '?root-level=true')).toMatchObject({ parentId: null });
    const id = String(at(below, 'id'));
    expect(resultsOf((await admin('GET', `${API}/pages/${id}/ancestors`)).json, 'id')).toEqual([
      '65601',
      '65602',
    ]);
    expect(resultsOf((await admin('GET', `${API}/pages/65601/children`)).json, 'title')).toEqual([
      'Release notes',
      'How we work',
      'a',
    ]);
    const descendants = (await admin('GET', `${API}/pages/65601/descendants`)).json;
    expect(at(descendants, 'results', 3)).toMatchObject({
      title: 'b',
      depth: 2,
      parentId: '65602',
      type: 'page',
    });
    expect(
      (await admin('PUT', `${API}/pages/${id}/title`, { status: 'current', title: 'B' })).json,
    ).toMatchObject({ title: 'B', version: { number: 2 } });
    expect((await admin('GET', `${API}/pages/${id}/operations`)).json).toMatchObject({
      operations: expect.arrayContaining([
        { operation: 'update', targetType: 'page' },
        { operation: 'create', targetType: 'comment' },
      ]),
    });
  });

  it('are private, and include what is asked for', async () => {
    const { as, admin } = await startConfluence();
    const made = await as('mia')('POST', `${API}/pages?private=true`, { spaceId: '65537', title: 'Mine' });
    const path = `${API}/pages/${String(at(made.json, 'id'))}`;
    expect((await admin('GET', path)).status).toBe(404);
    await as('mia')('POST', `/rest/api/content/${String(at(made.json, 'id'))}/label`, [{ name: 'x' }]);
    expect(
      (await as('mia')('GET', `${path}?include-labels=true&include-versions=true&include-operations=true`))
        .json,
    ).toMatchObject({
      labels: { results: [{ name: 'x' }], meta: { hasMore: false } },
      versions: { results: [{ number: 1 }] },
      operations: { results: expect.arrayContaining([{ operation: 'read', targetType: 'page' }]) },
    });
  });
});

describe('comments', () => {
  it('stand below content, and answer each other', async () => {
    const { admin, takeEvents } = await startConfluence();
    const made = await admin('POST', `${API}/footer-comments`, {
      pageId: '65602',
      body: storage('<p>a</p>'),
    });
    expect(made).toMatchObject({
      status: 201,
      json: { pageId: '65602', title: 'Re: Release notes', version: { number: 1 } },
    });
    const id = String(at(made.json, 'id'));
    const answer = await admin('POST', `${API}/footer-comments`, {
      parentCommentId: id,
      body: { storage: storage('<p>b</p>') },
    });
    expect(answer.json).toMatchObject({ parentCommentId: id, pageId: '65602' });
    const path = `${API}/footer-comments/${id}`;
    expect(
      resultsOf((await admin('GET', `${API}/pages/65602/footer-comments?body-format=storage`)).json, 'id'),
    ).toEqual([id]);
    expect(resultsOf((await admin('GET', `${path}/children`)).json, 'parentCommentId')).toEqual([id]);
    expect(resultsOf((await admin('GET', `${API}/footer-comments?sort=-created-date`)).json)).toHaveLength(2);
    expect(
      (await admin('PUT', path, { version: { number: 2 }, body: storage('<p>c</p>') })).json,
    ).toMatchObject({ version: { number: 2 }, body: { storage: { value: '<p>c</p>' } } });
    expect(await admin('PUT', path, { version: { number: 2 }, body: storage('') })).toMatchObject(
      error(409, 'CONFLICT'),
    );
    expect((await admin('DELETE', path)).status).toBe(204);
    expect((await admin('GET', path)).status).toBe(404);
    expect((await admin('POST', `${API}/footer-comments`, { body: storage('x') })).status).toBe(400);
    expect((await admin('POST', `${API}/footer-comments`, { pageId: '1', body: storage('x') })).status).toBe(
      404,
    );
    expect((await admin('GET', `${API}/inline-comments/65602`)).status).toBe(404);
    expect(takeEvents()).toEqual([
      'comment_created',
      'comment_created',
      'comment_updated',
      'comment_removed',
    ]);
  });

  it('stand at a text', async () => {
    const { admin } = await startConfluence();
    const comment = (textSelection: string, textSelectionMatchCount = 1) => ({
      pageId: '65602',
      body: storage('<p>Nice</p>'),
      inlineCommentProperties: { textSelection, textSelectionMatchCount, textSelectionMatchIndex: 0 },
    });
    const made = await admin('POST', `${API}/inline-comments`, comment('Dark theme'));
    expect(made).toMatchObject({
      status: 201,
      json: { resolutionStatus: 'open', properties: { inlineOriginalSelection: 'Dark theme' } },
    });
    const ref = String(at(made.json, 'properties', 'inlineMarkerRef'));
    expect((await admin('GET', `${API}/pages/65602?body-format=storage`)).text).toContain(ref);
    expect((await admin('POST', `${API}/inline-comments`, comment('Light theme'))).status).toBe(400);
    expect((await admin('POST', `${API}/inline-comments`, comment('Export', 2))).status).toBe(400);
    const path = `${API}/inline-comments/${String(at(made.json, 'id'))}`;
    expect(
      (await admin('PUT', path, { version: { number: 2 }, body: storage('<p>Done</p>'), resolved: true }))
        .json,
    ).toMatchObject({ resolutionStatus: 'resolved' });
    expect(resultsOf((await admin('GET', `${API}/pages/65602/inline-comments`)).json)).toHaveLength(1);
    expect(resultsOf((await admin('GET', `${API}/pages/65602/footer-comments`)).json)).toHaveLength(0);
  });
});

describe('properties, labels and attachments', () => {
  it.each([
    ['/pages/65602', 200],
    ['/spaces/65537', 201],
  ])('properties of %s have ids', async (owner, created) => {
    const { admin } = await startConfluence();
    const path = `${API}${owner}/properties`;
    const made = await admin('POST', path, { key: 'k', value: { a: 1 } });
    expect(made).toMatchObject({
      status: created,
      json: { key: 'k', value: { a: 1 }, version: { number: 1 } },
    });
    const id = String(at(made.json, 'id'));
    expect((await admin('POST', path, { key: 'k', value: 1 })).status).toBe(409);
    expect((await admin('POST', path, { value: 1 })).status).toBe(400);
    expect(
      (await admin('PUT', `${path}/${id}`, { key: 'k', value: 2, version: { number: 2 } })).json,
    ).toMatchObject({ id, value: 2 });
    expect((await admin('PUT', `${path}/${id}`, { key: 'k', value: 2, version: { number: 2 } })).status).toBe(
      409,
    );
    await admin('POST', path, { key: 'a', value: null });
    expect(resultsOf((await admin('GET', path)).json, 'key')).toEqual(['a', 'k']);
    const first = (await admin('GET', `${path}?limit=1`)).json;
    expect(
      resultsOf((await admin('GET', String(at(first, '_links', 'next')).slice('/wiki'.length))).json, 'key'),
    ).toEqual(['k']);
    expect(resultsOf((await admin('GET', `${path}?key=k`)).json, 'id')).toEqual([id]);
    expect((await admin('DELETE', `${path}/${id}`)).status).toBe(204);
    expect((await admin('GET', `${path}/${id}`)).status).toBe(404);
    expect((await admin('GET', `${API}/pages/1/properties`)).status).toBe(404);
  });

  it('labels lead to what has them', async () => {
    const { admin } = await startConfluence();
    await admin('POST', '/rest/api/content/65602/label', [{ name: 'x' }, { name: 'y' }]);
    const labels = (await admin('GET', `${API}/pages/65602/labels`)).json;
    expect(resultsOf(labels, 'name')).toEqual(['x', 'y']);
    const id = String(at(labels, 'results', 0, 'id'));
    expect(resultsOf((await admin('GET', `${API}/labels/${id}/pages`)).json, 'id')).toEqual(['65602']);
    expect(resultsOf((await admin('GET', `${API}/labels?limit=1`)).json, 'name')).toEqual(['x']);
    expect(resultsOf((await admin('GET', `${API}/spaces/65537/content/labels`)).json, 'name')).toEqual([
      'x',
      'y',
    ]);
    expect(resultsOf((await admin('GET', `${API}/spaces/65537/labels`)).json)).toEqual([]);
    expect((await admin('GET', `${API}/labels/1/pages`)).status).toBe(404);
  });

  it('attachments go into the trash, and out of it', async () => {
    const { admin } = await startConfluence();
    const form = new FormData();
    form.append('file', new File(['one'], 'a.txt', { type: 'text/plain' }));
    await admin('POST', '/rest/api/content/65602/child/attachment', form);
    const [id] = resultsOf((await admin('GET', `${API}/pages/65602/attachments`)).json, 'id');
    expect(id).toMatch(/^att\d+$/);
    const path = `${API}/attachments/${String(id)}`;
    expect((await admin('GET', path)).json).toMatchObject({
      title: 'a.txt',
      mediaType: 'text/plain',
      fileSize: 3,
      pageId: '65602',
    });
    expect(resultsOf((await admin('GET', `${API}/attachments?filename=b.txt`)).json)).toEqual([]);
    expect(
      (await admin('POST', `${API}/footer-comments`, { attachmentId: id, body: storage('<p>a</p>') })).json,
    ).toMatchObject({ attachmentId: id });
    expect((await admin('DELETE', path)).status).toBe(204);
    expect(resultsOf((await admin('GET', `${API}/pages/65602/attachments`)).json)).toEqual([]);
    expect(
      resultsOf((await admin('GET', `${API}/pages/65602/attachments?status=trashed`)).json, 'id'),
    ).toEqual([id]);
    expect((await admin('DELETE', `${path}?purge=true`)).status).toBe(204);
    expect((await admin('GET', path)).status).toBe(404);
  });
});

describe('spaces and look-ups', () => {
  it('lists, reads and makes spaces', async () => {
    const { admin, as } = await startConfluence();
    expect(resultsOf((await admin('GET', `${API}/spaces?sort=-key`)).json, 'key')).toEqual(['PRIV', 'DS']);
    expect(resultsOf((await as('tomas')('GET', `${API}/spaces`)).json, 'key')).toEqual(['DS']);
    expect((await admin('GET', `${API}/spaces/65537?description-format=plain`)).json).toMatchObject({
      id: '65537',
      homepageId: '65601',
      description: { plain: { value: 'A space to try add-ons with.' } },
    });
    expect((await as('tomas')('GET', `${API}/spaces/65538`)).status).toBe(404);
    expect(
      await admin('POST', `${API}/spaces`, { name: 'New', key: 'NEW', createPrivateSpace: true }),
    ).toMatchObject({ status: 201, json: { key: 'NEW' } });
    expect(resultsOf((await as('mia')('GET', `${API}/spaces?keys=NEW,DS`)).json, 'key')).toEqual(['DS']);
    expect((await admin('POST', `${API}/spaces`, { name: 'New', key: 'NEW' })).status).toBe(400);
    expect((await admin('POST', `${API}/spaces`, { key: 'X' })).status).toBe(400);
    expect((await admin('POST', `${API}/spaces`, { name: 'X', key: 'X', templateKey: 'y' })).status).toBe(
      501,
    );
  });

  it('looks people and ids up', async () => {
    const { admin } = await startConfluence();
    const accountId = at((await admin('GET', '/rest/api/user/current')).json, 'accountId');
    expect(
      resultsOf(
        (await admin('POST', `${API}/users-bulk`, { accountIds: [accountId, 'none'] })).json,
        'displayName',
      ),
    ).toEqual(['Alex Morgan']);
    expect((await admin('POST', `${API}/users-bulk`, {})).status).toBe(400);
    expect(
      (await admin('POST', `${API}/content/convert-ids-to-types`, { contentIds: ['65601', 1] })).json,
    ).toEqual({ results: { '65601': 'page', '1': null } });
    expect((await admin('GET', `${API}/classification-levels`)).status).toBe(501);
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
    confluenceContentProperties: [
      {
        key: 'index',
        name: { value: 'Index' },
        keyConfigurations: [
          {
            propertyKey: 'review',
            extractions: [{ objectName: 'state', type: 'string', alias: 'reviewState' }],
          },
        ],
      },
    ],
  };

  async function installed(scopes: readonly string[]) {
    const addon = await startFakeAddon({ modules, scopes });
    const confluence = await startConfluence();
    const { instance } = confluence;
    await instance.services.installer.install('confluence', addon.descriptorUrl);
    const secret = String(
      at(JSON.parse(addon.receivedAt('/installed').at(-1)?.body ?? '{}'), 'sharedSecret'),
    );
    const call = async (method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown) => {
      const qsh = createQueryStringHash(fromMethodAndUrl(method, path));
      const now = Math.floor(Date.now() / 1000);
      const token = encodeSymmetric({ iss: 'fake-addon', iat: now, exp: now + 180, qsh }, secret);
      const response = await fetch(`${instance.origin}/wiki${path}`, {
        method,
        headers: { Authorization: `JWT ${token}`, 'Content-Type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return {
        status: response.status,
        json: response.status === 204 ? undefined : ((await response.json()) satisfies unknown),
      };
    };
    return { ...confluence, call };
  }

  it('keeps content of its own, and searches its properties', async () => {
    const { call, admin, takeEvents } = await installed(['READ', 'WRITE']);
    const type = 'ac:fake-addon:note';
    const made = await call('POST', `${API}/custom-content`, {
      type,
      title: 'N',
      pageId: '65602',
      body: { representation: 'raw', value: '{"a":1}' },
    });
    expect(made).toMatchObject({
      status: 201,
      json: { type, pageId: '65602', body: { raw: { value: '{"a":1}' } } },
    });
    const id = String(at(made.json, 'id'));
    expect(takeEvents()).toEqual(['content_created']);
    expect(
      resultsOf((await call('GET', `${API}/custom-content?type=${encodeURIComponent(type)}`)).json, 'id'),
    ).toEqual([id]);
    expect((await call('GET', `${API}/custom-content`)).status).toBe(400);
    expect(
      (
        await call('POST', `${API}/custom-content`, {
          type: 'ac:fake-addon:other',
          title: 'N',
          pageId: '65602',
        })
      ).status,
    ).toBe(400);
    await call('POST', `/rest/api/content/${id}/property`, { key: 'review', value: { state: 'open' } });
    await call('POST', `/rest/api/content/65603/property`, { key: 'review', value: { state: 'done' } });
    const find = async (cql: string) =>
      resultsOf((await call('GET', `/rest/api/content/search?cql=${encodeURIComponent(cql)}`)).json, 'id');
    expect(await find('content.property[review].state = open')).toEqual([id]);
    expect(await find('reviewState = done')).toEqual(['65603']);
    expect(await find(`type = "${type}"`)).toEqual([id]);
    expect((await admin('GET', `/rest/api/content/${id}?expand=container,body.raw`)).json).toMatchObject({
      type,
      container: { id: '65602' },
    });
    // Apps are let into every space.
    expect((await call('GET', `${API}/spaces/65538`)).status).toBe(200);
  });

  it('is held to its scopes', async () => {
    const { call } = await installed(['READ']);
    expect((await call('GET', `${API}/pages/65602`)).status).toBe(200);
    expect((await call('POST', `${API}/pages`, { spaceId: '65537', title: 'x' })).status).toBe(403);
    expect((await call('DELETE', `${API}/pages/65602`)).status).toBe(403);
    expect(
      (
        await call('POST', '/rest/api/contentbody/convert/async/view', {
          value: '',
          representation: 'storage',
        })
      ).status,
    ).toBe(200);
  });
});
