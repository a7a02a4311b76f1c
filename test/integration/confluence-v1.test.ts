import { describe, expect, it } from 'vitest';
import { at, resultsOf, startConfluence } from '../support/confluence-client.ts';

const API = '/rest/api';
const storage = (value: string) => ({ storage: { value, representation: 'storage' } });
const page = (title: string, more: Record<string, unknown> = {}) => ({
  type: 'page',
  title,
  space: { key: 'DS' },
  body: storage(`<p>${title}</p>`),
  ...more,
});

function fileForm(name: string, data: string, comment = ''): FormData {
  const form = new FormData();
  form.append('file', new File([data], name, { type: 'text/plain' }));
  if (comment !== '') form.append('comment', comment);
  return form;
}

describe('content', () => {
  it('is made, read, changed, trashed, restored and purged', async () => {
    const { admin, takeEvents } = await startConfluence();
    const made = await admin('POST', `${API}/content?expand=body.storage,version,ancestors`, {
      ...page('New', { ancestors: [{ id: '65601' }] }),
      metadata: { labels: [{ prefix: 'global', name: 'x' }], properties: { editor: { value: 'v2' } } },
    });
    expect(made).toMatchObject({
      status: 200,
      json: {
        type: 'page',
        status: 'current',
        title: 'New',
        body: { storage: { value: '<p>New</p>', representation: 'storage' } },
        version: { number: 1, by: { displayName: 'Alex Morgan' } },
        ancestors: [{ id: '65601' }],
        _links: { webui: expect.stringMatching(/^\/spaces\/DS\/pages\/\d+\/New$/) },
      },
    });
    const id = String(at(made.json, 'id'));
    const path = `${API}/content/${id}`;
    expect(takeEvents()).toEqual(['page_created', 'label_created', 'label_added', 'property_changed']);
    expect(
      (await admin('GET', `${path}?expand=metadata.labels,metadata.properties.editor`)).json,
    ).toMatchObject({
      metadata: {
        labels: { results: [{ name: 'x', prefix: 'global' }] },
        properties: { editor: { value: 'v2' } },
      },
    });

    const change = (number: number, title = 'Newer') => ({
      ...page(title),
      version: { number, message: 'why' },
    });
    expect(await admin('PUT', path, change(1))).toMatchObject({
      status: 409,
      json: {
        statusCode: 409,
        message: expect.stringContaining('Version must be incremented on update. Current version is: 1'),
      },
    });
    expect(await admin('PUT', path, change(2))).toMatchObject({
      status: 200,
      json: { title: 'Newer', version: { number: 2 } },
    });
    expect((await admin('GET', `${path}?version=1&status=historical&expand=body.view`)).json).toMatchObject({
      title: 'New',
      status: 'historical',
      body: { view: { value: '<p>New</p>' } },
    });
    expect(takeEvents()).toEqual(['page_updated']);

    expect((await admin('DELETE', path)).status).toBe(204);
    expect((await admin('GET', path)).status).toBe(404);
    expect((await admin('GET', `${path}?status=trashed`)).status).toBe(200);
    expect((await admin('DELETE', path)).status).toBe(404);
    expect((await admin('PUT', path, change(3))).json).toMatchObject({ status: 'current', title: 'Newer' });
    await admin('DELETE', path);
    expect((await admin('DELETE', `${path}?status=trashed`)).status).toBe(204);
    expect((await admin('GET', `${path}?status=any`)).status).toBe(404);
    expect(takeEvents()).toEqual(['page_trashed', 'page_restored', 'page_trashed', 'page_removed']);
    // The number is never given again.
    expect(Number(at((await admin('POST', `${API}/content`, page('Next'))).json, 'id'))).toBeGreaterThan(
      Number(id),
    );
  });

  it.each([
    [
      'a title that is taken',
      page('Release notes'),
      400,
      'A page with this title already exists: A page already exists with the same TITLE in this space',
    ],
    ['no title', { type: 'page', space: { key: 'DS' } }, 400, 'Title is required'],
    ['no type', { title: 'x', space: { key: 'DS' } }, 400, 'type'],
    ['an unknown type', page('x', { type: 'poem' }), 400, 'No ContentTypeBinding found for type: poem'],
    [
      'a type of no add-on',
      page('x', { type: 'ac:none:note' }),
      400,
      'No ContentTypeBinding found for type: ac:none:note',
    ],
    ['no space', { type: 'page', title: 'x' }, 400, 'A space is required'],
    ['an unknown space', page('x', { space: { key: 'NONE' } }), 404, 'No space with key : NONE'],
    [
      'an unknown parent',
      page('x', { ancestors: [{ id: 1 }] }),
      404,
      'No content found with id: ContentId{id=1}',
    ],
    ['a body that is no XHTML', page('x', { body: storage('<p>a') }), 400, 'Error parsing xhtml: '],
    [
      'a body in an unknown form',
      page('x', { body: { poem: { value: 'x', representation: 'poem' } } }),
      400,
      'BodyRepresentation',
    ],
    [
      'a comment on nothing',
      { type: 'comment', body: storage('<p>x</p>') },
      400,
      'A comment needs a container',
    ],
    ['no object', [], 400, 'it is no object'],
  ])('is refused with %s', async (_, body, status, message) => {
    const { admin, takeEvents } = await startConfluence();
    expect(await admin('POST', `${API}/content`, body)).toMatchObject({
      status,
      json: { statusCode: status, message: expect.stringContaining(message) },
    });
    expect(takeEvents()).toEqual([]);
  });

  it('leaves nothing behind where a part of it is refused', async () => {
    const { admin, takeEvents } = await startConfluence();
    const body = { ...page('Half'), metadata: { labels: [{ name: 'two words' }] } };
    expect((await admin('POST', `${API}/content`, body)).status).toBe(400);
    expect(resultsOf((await admin('GET', `${API}/content?title=Half&spaceKey=DS`)).json)).toEqual([]);
    expect(takeEvents()).toEqual([]);
  });

  it.each([
    ['wiki', 'h1. A\n\n*b*', '<h1>A</h1><p><strong>b</strong></p>'],
    [
      'atlas_doc_format',
      '{"type":"doc","version":1,"content":[{"type":"paragraph","content":[{"type":"text","text":"a"}]}]}',
      '<p>a</p>',
    ],
  ])('is taken as %s', async (representation, value, expected) => {
    const { admin } = await startConfluence();
    const made = await admin(
      'POST',
      `${API}/content?expand=body.storage`,
      page('x', { body: { [representation]: { value, representation } } }),
    );
    expect(at(made.json, 'body', 'storage', 'value')).toBe(expected);
  });

  it('says what it cannot convert', async () => {
    const { admin } = await startConfluence();
    const answer = await admin(
      'POST',
      `${API}/content`,
      page('x', { body: { wiki: { value: '{jira:X}', representation: 'wiki' } } }),
    );
    expect(answer.status).toBe(501);
    expect(answer.headers.get('X-Connect-Kit-Explanation')).toContain('the macro {jira}');
    const listed = await admin('GET', `${API}/content/65601?expand=body.wiki`);
    expect(listed.status).toBe(501);
  });

  it('is listed in parts', async () => {
    const { admin } = await startConfluence();
    const first = await admin('GET', `${API}/content?spaceKey=DS&limit=2`);
    expect(first.json).toMatchObject({
      start: 0,
      limit: 2,
      size: 2,
      _links: { context: '/wiki', next: expect.stringContaining('start=2') },
    });
    expect(resultsOf(first.json, 'space', 'key')).toEqual(['DS', 'DS']);
    const second = await admin('GET', String(at(first.json, '_links', 'next')));
    expect(resultsOf(second.json, 'title')).toEqual(['How we work']);
    expect(at(second.json, '_links', 'next')).toBeUndefined();
    expect((await admin('GET', `${API}/content?limit=x`)).status).toBe(400);
    expect(resultsOf((await admin('GET', `${API}/content?type=blogpost`)).json)).toEqual([]);
    expect(
      resultsOf((await admin('GET', `${API}/content?title=Release%20notes&spaceKey=DS`)).json, 'id'),
    ).toEqual(['65602']);
  });

  it('names what it does not expand', async () => {
    const { admin } = await startConfluence();
    const answer = await admin(
      'GET',
      `${API}/content/65601?expand=version,metadata.currentuser,schedulePublishDate`,
    );
    expect(answer.headers.get('X-Connect-Kit-Explanation')).toBe(
      'Not emulated, so not expanded: schedulePublishDate, metadata.currentuser.',
    );
  });

  it('moves in the tree, and into the archive', async () => {
    const { admin, takeEvents } = await startConfluence();
    expect((await admin('PUT', `${API}/content/65603/move/before/65602`)).json).toEqual({ pageId: '65603' });
    expect(resultsOf((await admin('GET', `${API}/content/65601/child/page`)).json, 'id')).toEqual([
      '65603',
      '65602',
    ]);
    await admin('PUT', `${API}/content/65603/move/append/65602`);
    expect((await admin('PUT', `${API}/content/65602/move/append/65603`)).status).toBe(400);
    expect((await admin('PUT', `${API}/content/65602/move/under/65603`)).status).toBe(400);
    expect(takeEvents()).toEqual(['page_children_reordered', 'page_moved']);
    const task = await admin('POST', `${API}/content/archive`, { pages: [{ id: 65_603 }] });
    expect(task.status).toBe(202);
    expect((await admin('GET', String(at(task.json, 'links', 'status')))).json).toMatchObject({
      finished: true,
      successful: true,
    });
    expect(takeEvents()).toEqual(['page_archived']);
  });
});

describe('what belongs to content', () => {
  it('are comments, with answers', async () => {
    const { admin, takeEvents } = await startConfluence();
    const comment = (ancestors: unknown[] = []) => ({
      type: 'comment',
      container: { id: '65602', type: 'page' },
      ancestors,
      body: storage('<p>Good</p>'),
    });
    const first = await admin('POST', `${API}/content`, comment());
    expect(first).toMatchObject({
      status: 200,
      json: { title: 'Re: Release notes', extensions: { location: 'footer' } },
    });
    const id = String(at(first.json, 'id'));
    await admin('POST', `${API}/content`, comment([{ id }]));
    const list = async (query: string) =>
      resultsOf((await admin('GET', `${API}/content/65602/child/comment${query}`)).json, 'id').length;
    expect([await list(''), await list('?depth=all'), await list('?location=inline')]).toEqual([1, 2, 0]);
    expect((await admin('GET', `${API}/content/65602?expand=children.comment.body.view`)).json).toMatchObject(
      {
        children: { comment: { size: 1, results: [{ body: { view: { value: '<p>Good</p>' } } }] } },
      },
    );
    expect((await admin('DELETE', `${API}/content/${id}`)).status).toBe(204);
    // The answer is left, one level up.
    expect(await list('')).toBe(1);
    expect(takeEvents()).toEqual(['comment_created', 'comment_created', 'comment_removed']);
  });

  it('are attachments, with versions', async () => {
    const { admin, as, takeEvents } = await startConfluence();
    const path = `${API}/content/65602/child/attachment`;
    const made = await admin('POST', path, fileForm('a b.txt', 'one', 'first'));
    expect(made.json).toMatchObject({
      size: 1,
      results: [
        {
          id: expect.stringMatching(/^att\d+$/),
          title: 'a b.txt',
          extensions: { mediaType: 'text/plain', fileSize: 3, comment: 'first' },
          _links: { download: expect.stringContaining('/download/attachments/65602/a%20b.txt?version=1') },
        },
      ],
    });
    const id = String(at(made.json, 'results', 0, 'id'));
    expect((await admin('POST', path, fileForm('a b.txt', 'two'))).json).toMatchObject({
      statusCode: 400,
      message: expect.stringContaining(
        'Cannot add a new attachment with same file name as an existing attachment',
      ),
    });
    expect((await admin('PUT', path, fileForm('a b.txt', 'two'))).status).toBe(200);
    const sent = await admin('POST', `${path}/${id}/data`, fileForm('other.txt', 'three'));
    expect(sent.json).toMatchObject({ title: 'a b.txt', version: { number: 3 } });
    const data = async (query: string) => {
      const redirect = await admin('GET', `${path}/${id}/download${query}`);
      expect(redirect.status).toBe(302);
      const address = new URL(redirect.headers.get('Location') ?? '');
      return (await admin('GET', `${address.pathname.slice('/wiki'.length)}${address.search}`)).text;
    };
    expect([await data(''), await data('?version=1')]).toEqual(['three', 'one']);
    expect((await as('tomas')('GET', '/download/attachments/65602/none.txt')).status).toBe(404);
    expect(resultsOf((await admin('GET', `${path}?filename=a%20b.txt`)).json, 'id')).toEqual([id]);
    expect(resultsOf((await admin('GET', `${path}?mediaType=image/png`)).json, 'id')).toEqual([]);
    const update = await admin('PUT', `${path}/${id}`, {
      id,
      type: 'attachment',
      title: 'c.txt',
      version: { number: 4 },
    });
    expect(update.json).toMatchObject({ title: 'c.txt', version: { number: 4 } });
    expect(await data('')).toBe('three');
    expect(takeEvents()).toEqual([
      'attachment_created',
      'attachment_updated',
      'attachment_updated',
      'attachment_updated',
    ]);
  });

  it('is refused without the header against forged requests', async () => {
    const { instance } = await startConfluence();
    const answer = await fetch(`${instance.origin}/wiki${API}/content/65602/child/attachment`, {
      method: 'POST',
      headers: { Authorization: `Basic ${Buffer.from('admin:admin').toString('base64')}` },
      body: fileForm('a.txt', 'one'),
    });
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('XSRF check failed');
  });

  it('are labels', async () => {
    const { admin, takeEvents } = await startConfluence();
    const path = `${API}/content/65602/label`;
    const labels = [{ prefix: 'global', name: 'One' }, { name: 'two' }];
    expect(resultsOf((await admin('POST', path, labels)).json, 'name')).toEqual(['one', 'two']);
    expect((await admin('POST', path, [{ name: 'not one' }])).status).toBe(400);
    expect((await admin('DELETE', `${path}/one`)).status).toBe(204);
    expect((await admin('DELETE', `${path}?name=two`)).status).toBe(204);
    expect((await admin('DELETE', `${path}/two`)).status).toBe(404);
    expect((await admin('DELETE', path)).status).toBe(400);
    expect(resultsOf((await admin('GET', path)).json)).toEqual([]);
    expect(takeEvents()).toEqual([
      ...['label_created', 'label_added', 'label_created', 'label_added'],
      ...['label_removed', 'label_deleted', 'label_removed', 'label_deleted'],
    ]);
  });

  it.each(['/content/65602', '/space/DS'])('are properties of %s', async (owner) => {
    const { admin } = await startConfluence();
    const path = `${API}${owner}/property`;
    expect((await admin('POST', path, { key: 'k', value: { a: [1] } })).json).toMatchObject({
      key: 'k',
      value: { a: [1] },
      version: { number: 1 },
      _links: { self: expect.stringContaining(`${API}${owner}/property/k`) },
    });
    expect((await admin('POST', path, { key: 'k', value: 1 })).status).toBe(409);
    expect((await admin('POST', path, { key: 'k' })).status).toBe(400);
    expect((await admin('PUT', `${path}/k`, { value: 2, version: { number: 3 } })).status).toBe(409);
    expect((await admin('PUT', `${path}/k`, { value: 2, version: { number: 2 } })).json).toMatchObject({
      value: 2,
      version: { number: 2 },
    });
    expect((await admin('PUT', `${path}/l`, { value: 'new', version: { number: 1 } })).status).toBe(200);
    expect((await admin('PUT', `${path}/m`, { value: 'new', version: { number: 2 } })).status).toBe(404);
    expect((await admin('POST', `${path}/big`, { value: 'x'.repeat(40_000) })).status).toBe(413);
    expect(resultsOf((await admin('GET', path)).json, 'key')).toEqual(['k', 'l']);
    expect((await admin('DELETE', `${path}/k`)).status).toBe(204);
    expect((await admin('GET', `${path}/k`)).status).toBe(404);
  });

  it('are versions, which can be gone back to', async () => {
    const { admin } = await startConfluence();
    const path = `${API}/content/65602`;
    await admin('PUT', path, {
      type: 'page',
      title: 'Release notes',
      body: storage('<p>2</p>'),
      version: { number: 2 },
    });
    expect(resultsOf((await admin('GET', `${path}/version`)).json, 'number')).toEqual([2, 1]);
    expect(
      (await admin('GET', `${path}/history?expand=previousVersion,contributors.publishers`)).json,
    ).toMatchObject({
      latest: true,
      previousVersion: { number: 1 },
      contributors: {
        publishers: { users: [{ displayName: 'Alex Morgan' }, { displayName: 'Mia Lindqvist' }] },
      },
    });
    const restore = { operationKey: 'restore', params: { versionNumber: 1, message: 'back' } };
    expect((await admin('POST', `${path}/version`, restore)).json).toMatchObject({
      number: 3,
      message: 'back',
    });
    expect(
      at((await admin('GET', `${path}?expand=body.storage`)).json, 'body', 'storage', 'value'),
    ).toContain('Dark theme');
    expect((await admin('DELETE', `${path}/version/1`)).status).toBe(204);
    expect((await admin('GET', `${path}/version/1`)).status).toBe(404);
    expect((await admin('DELETE', `${path}/version/3`)).status).toBe(400);
  });

  it('is below it, however deep', async () => {
    const { admin } = await startConfluence();
    await admin('PUT', `${API}/content/65603/move/append/65602`);
    const ids = async (path: string) => resultsOf((await admin('GET', `${API}${path}`)).json, 'id');
    expect(await ids('/content/65601/child/page')).toEqual(['65602']);
    expect(await ids('/content/65601/descendant/page')).toEqual(['65602', '65603']);
    expect(await ids('/content/65601/descendant/page?depth=1')).toEqual(['65602']);
    expect((await admin('GET', `${API}/content/65603?expand=ancestors`)).json).toMatchObject({
      ancestors: [{ id: '65601' }, { id: '65602' }],
    });
    expect((await admin('GET', `${API}/content/65601/child/poem`)).status).toBe(400);
    expect((await admin('GET', `${API}/content/1/child/page`)).status).toBe(404);
  });
});

describe('permissions', () => {
  it('hide a private space and what is in it', async () => {
    const { as } = await startConfluence();
    const statuses = async (name: string) => [
      (await as(name)('GET', `${API}/space/PRIV`)).status,
      (await as(name)('GET', `${API}/content/65611`)).status,
      resultsOf((await as(name)('GET', `${API}/content/search?cql=space%3DPRIV`)).json).length,
      resultsOf((await as(name)('GET', `${API}/space`)).json).length,
      (await as(name)('POST', `${API}/content`, page('x', { space: { key: 'PRIV' } }))).status,
    ];
    expect(await statuses('mia')).toEqual([200, 200, 1, 2, 200]);
    expect(await statuses('tomas')).toEqual([404, 404, 0, 1, 404]);
  });

  it('hide what is restricted, with everything below it', async () => {
    const { admin, as } = await startConfluence();
    const mia = (await as('mia')('GET', `${API}/user/current`)).json;
    await admin('PUT', `${API}/content/65603/move/append/65602`);
    const only = [{ operation: 'read', restrictions: { user: [{ accountId: at(mia, 'accountId') }] } }];
    expect((await admin('PUT', `${API}/content/65602/restriction`, only)).status).toBe(200);
    const seen = async (name: string) => [
      (await as(name)('GET', `${API}/content/65602`)).status,
      (await as(name)('GET', `${API}/content/65603`)).status,
      resultsOf((await as(name)('GET', `${API}/content/search?cql=space%3DDS`)).json).length,
      (await as(name)('GET', '/api/v2/pages/65603')).status,
    ];
    expect(await seen('mia')).toEqual([200, 200, 3, 200]);
    // Administrators are held to restrictions like everybody.
    expect(await seen('admin')).toEqual([404, 404, 1, 404]);
    expect((await as('mia')('GET', `${API}/content/65602/restriction/byOperation/read`)).json).toMatchObject({
      restrictions: { user: { size: 1 }, group: { size: 0 } },
    });
    expect((await as('mia')('DELETE', `${API}/content/65602/restriction`)).status).toBe(200);
    expect((await seen('tomas'))[0]).toBe(200);
  });

  it('let nobody change what only others may', async () => {
    const { admin, as } = await startConfluence();
    const only = [{ operation: 'update', restrictions: { group: [{ name: 'site-admins' }] } }];
    expect((await admin('POST', `${API}/content/65602/restriction`, only)).status).toBe(200);
    const change = { type: 'page', title: 'x', version: { number: 2 } };
    expect(await as('tomas')('PUT', `${API}/content/65602`, change)).toMatchObject({
      status: 403,
      json: { statusCode: 403 },
    });
    expect((await as('tomas')('POST', `${API}/content/65602/label`, [{ name: 'x' }])).status).toBe(403);
    expect((await as('tomas')('GET', `${API}/content/65602`)).status).toBe(200);
    expect((await admin('PUT', `${API}/content/65602`, change)).status).toBe(200);
    expect((await admin('POST', `${API}/content/65602/restriction`, [{ operation: 'sing' }])).status).toBe(
      400,
    );
  });
});

describe('search', () => {
  it('finds content, in parts', async () => {
    const { admin } = await startConfluence();
    const path = `${API}/content/search?cql=${encodeURIComponent('type = page order by title')}&limit=3&expand=space`;
    const first = await admin('GET', path);
    expect(first.json).toMatchObject({
      size: 3,
      limit: 3,
      results: [{ title: 'Demo space', space: { key: 'DS' } }, {}, {}],
    });
    const next = String(at(first.json, '_links', 'next'));
    expect(next).toMatch(/cursor=/);
    expect(resultsOf((await admin('GET', next)).json, 'title')).toEqual(['Release notes']);
    const all = await admin('GET', `${API}/search?cql=${encodeURIComponent('text ~ "dark theme"')}`);
    expect(all.json).toMatchObject({
      totalSize: 1,
      cqlQuery: 'text ~ "dark theme"',
      results: [
        {
          content: { id: '65602' },
          title: 'Release notes',
          entityType: 'content',
          excerpt: expect.stringContaining('@@@hl@@@Dark@@@endhl@@@ @@@hl@@@theme@@@endhl@@@'),
        },
      ],
    });
  });

  it('says that a query is none, and in a header why', async () => {
    const { admin } = await startConfluence();
    const answer = await admin('GET', `${API}/content/search?cql=${encodeURIComponent('type = ')}`);
    expect(answer).toMatchObject({
      status: 400,
      json: {
        statusCode: 400,
        message:
          'com.atlassian.confluence.api.service.exceptions.BadRequestException: Could not parse cql : type = ',
      },
    });
    expect(answer.headers.get('X-Connect-Kit-Explanation')).toBe(
      'expecting a value, but the query ends (at character 8)',
    );
    expect((await admin('GET', `${API}/content/search`)).status).toBe(400);
    expect((await admin('GET', `${API}/content/search?cql=type%3Dpage&cursor=x`)).status).toBe(400);
    expect((await admin('GET', `${API}/search?cql=creator.fullname~x`)).status).toBe(501);
  });

  it('looks into the trash, and knows where it is asked', async () => {
    const { admin } = await startConfluence();
    await admin('DELETE', `${API}/content/65603`);
    const find = async (context: unknown) => {
      const query = new URLSearchParams({
        cql: 'space = currentSpace()',
        cqlcontext: JSON.stringify(context),
      });
      return resultsOf((await admin('GET', `${API}/content/search?${query}`)).json, 'id');
    };
    expect(await find({ spaceKey: 'DS', contentStatuses: ['trashed'] })).toEqual(['65603']);
    expect(await find({ spaceKey: 'PRIV' })).toEqual(['65611']);
  });
});

describe('spaces', () => {
  it('are made, read, changed and removed', async () => {
    const { admin, as, takeEvents } = await startConfluence();
    const made = await as('mia')('POST', `${API}/space`, {
      key: 'NEW',
      name: 'New',
      description: { plain: { value: 'About', representation: 'plain' } },
    });
    expect(made).toMatchObject({
      status: 200,
      json: {
        key: 'NEW',
        type: 'global',
        description: { plain: { value: 'About' } },
        homepage: { title: 'New' },
      },
    });
    expect(takeEvents()).toEqual(['space_created', 'page_created']);
    expect((await admin('POST', `${API}/space`, { key: 'new', name: 'Again' })).status).toBe(400);
    expect((await admin('POST', `${API}/space`, { key: 'a b', name: 'x' })).status).toBe(400);
    expect((await admin('POST', `${API}/space`, { key: 'X' })).status).toBe(400);
    expect((await as('tomas')('PUT', `${API}/space/NEW`, { name: 'Mine' })).status).toBe(403);
    expect((await as('mia')('PUT', `${API}/space/NEW`, { name: 'Newer' })).json).toMatchObject({
      name: 'Newer',
    });
    expect((await admin('GET', `${API}/space/NEW/content`)).json).toMatchObject({
      page: { size: 1 },
      blogpost: { size: 0 },
    });
    expect(resultsOf((await admin('GET', `${API}/space/NEW/content/page?depth=root`)).json, 'title')).toEqual(
      ['New'],
    );
    expect(resultsOf((await admin('GET', `${API}/space?spaceKey=NEW&spaceKey=DS`)).json, 'key')).toEqual([
      'DS',
      'NEW',
    ]);
    const task = await as('mia')('DELETE', `${API}/space/NEW`);
    expect(task.status).toBe(202);
    expect((await as('mia')('GET', String(at(task.json, 'links', 'status')))).json).toMatchObject({
      percentageComplete: 100,
    });
    expect((await admin('GET', `${API}/space/NEW`)).status).toBe(404);
    expect(takeEvents()).toEqual(['space_updated', 'space_removed']);
  });

  it('are private to who makes them so', async () => {
    const { as } = await startConfluence();
    await as('mia')('POST', `${API}/space/_private`, { key: 'MINE', name: 'Mine' });
    expect((await as('mia')('GET', `${API}/space/MINE`)).status).toBe(200);
    expect((await as('admin')('GET', `${API}/space/MINE`)).status).toBe(404);
  });
});

describe('people and the rest', () => {
  it('are who they are, and in groups', async () => {
    const { admin, as } = await startConfluence();
    const current = (await as('mia')('GET', `${API}/user/current`)).json;
    expect(current).toMatchObject({ type: 'known', displayName: 'Mia Lindqvist', accountType: 'atlassian' });
    expect((await admin('GET', `${API}/user?accountId=${String(at(current, 'accountId'))}`)).json).toEqual(
      current,
    );
    expect((await admin('GET', `${API}/user?accountId=none`)).status).toBe(404);
    expect((await admin('GET', `${API}/user`)).status).toBe(400);
    expect(resultsOf((await admin('GET', `${API}/group`)).json, 'name')).toContain('confluence-users');
    expect(resultsOf((await admin('GET', `${API}/group/site-admins/member`)).json, 'displayName')).toEqual([
      'Alex Morgan',
    ]);
    expect((await admin('GET', `${API}/group/by-name?name=none`)).status).toBe(404);
    expect(
      resultsOf(
        (await admin('GET', `${API}/user/memberof?accountId=${String(at(current, 'accountId'))}`)).json,
        'name',
      ),
    ).toEqual(['jira-software-users', 'confluence-users']);
  });

  it('converts bodies, at once and as a task', async () => {
    const { admin, as } = await startConfluence();
    const body = { value: '<p>a</p>', representation: 'storage' };
    expect((await admin('POST', `${API}/contentbody/convert/view`, body)).json).toMatchObject({
      value: '<p>a</p>',
      representation: 'view',
    });
    const started = await admin('POST', `${API}/contentbody/convert/async/atlas_doc_format`, body);
    const path = `${API}/contentbody/convert/async/${String(at(started.json, 'asyncId'))}`;
    expect((await admin('GET', path)).json).toMatchObject({
      status: 'COMPLETED',
      representation: 'atlas_doc_format',
    });
    expect((await as('mia')('GET', path)).status).toBe(404);
    expect((await admin('POST', `${API}/contentbody/convert/poem`, body)).status).toBe(400);
    expect(
      (await admin('POST', `${API}/contentbody/convert/storage`, { value: '<p>', representation: 'view' }))
        .status,
    ).toBe(501);
  });

  it('watches', async () => {
    const { admin } = await startConfluence();
    for (const path of ['content/65601', 'space/DS', 'label/x']) {
      const watch = `${API}/user/watch/${path}`;
      expect((await admin('GET', watch)).json).toEqual({ watching: false });
      expect((await admin('POST', watch)).status).toBe(204);
      expect((await admin('GET', watch)).json).toEqual({ watching: true });
      expect((await admin('DELETE', watch)).status).toBe(204);
    }
    expect((await admin('GET', `${API}/user/watch/content/1`)).status).toBe(404);
  });

  it('says what it does not emulate', async () => {
    const { admin } = await startConfluence();
    expect((await admin('GET', `${API}/audit`)).status).toBe(501);
    expect((await admin('GET', `${API}/settings/lookandfeel`)).status).toBe(501);
  });
});
