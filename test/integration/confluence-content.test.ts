import { describe, expect, it } from 'vitest';
import { at, resultsOf, startConfluence } from '../support/confluence-client.ts';
import { waitFor } from '../support/wait-for.ts';

const V1 = '/rest/api';
const V2 = '/api/v2';

type Call = (method: string, path: string, body?: unknown) => Promise<{ status: number; json: unknown }>;

const storage = (value: string) => ({ storage: { value, representation: 'storage' } });
const page = (title: string, more: Record<string, unknown> = {}) => ({
  ...{ type: 'page', title, space: { key: 'DS' }, body: storage(`<p>${title}</p>`) },
  ...more,
});

async function make(call: Call, title: string, more: Record<string, unknown> = {}): Promise<string> {
  return String(at((await call('POST', `${V1}/content`, page(title, more))).json, 'id'));
}

/** Waits for a long task, and says how it ended. */
async function ended(call: Call, answer: { json: unknown }) {
  const address = String(at(answer.json, 'links', 'status'));
  return waitFor(async () => {
    const { json } = await call('GET', address);
    expect(json).toMatchObject({ finished: true });
    return json;
  });
}

async function titlesBelow(call: Call, id: string): Promise<readonly unknown[]> {
  return resultsOf((await call('GET', `${V2}/pages/${id}/descendants?depth=5`)).json, 'title');
}

describe('a copy', () => {
  it('of a page has what is asked for, and nothing else', async () => {
    const { admin, takeEvents } = await startConfluence();
    const form = new FormData();
    form.append('file', new File(['data'], 'a.txt', { type: 'text/plain' }));
    await admin('POST', `${V1}/content/65602/child/attachment`, form);
    await admin('POST', `${V1}/content/65602/label`, [{ name: 'x' }]);
    await admin('POST', `${V1}/content/65602/property`, { key: 'k', value: 1 });
    await admin('PUT', `${V1}/content/65602/restriction/byOperation/update/group/site-admins`);
    takeEvents();
    const destination = { type: 'parent_page', value: '65603' };
    const bare = await admin(
      'POST',
      `${V1}/content/65602/copy?expand=body.storage,ancestors,metadata.labels`,
      {
        destination,
        pageTitle: 'Bare',
      },
    );
    expect(bare).toMatchObject({
      status: 200,
      json: {
        title: 'Bare',
        ancestors: [{ id: '65601' }, { id: '65603' }],
        body: { storage: { value: expect.stringContaining('Dark theme') } },
        metadata: { labels: { size: 0 } },
      },
    });
    expect(takeEvents()).toEqual(['page_created']);
    const flags = ['Attachments', 'Permissions', 'Properties', 'Labels', 'CustomContents'];
    const full = await admin('POST', `${V1}/content/65602/copy`, {
      ...Object.fromEntries(flags.map((flag) => [`copy${flag}`, true])),
      destination: { type: 'space', value: 'DS' },
      pageTitle: 'Full',
      body: storage('<p>other</p>'),
    });
    const id = String(at(full.json, 'id'));
    const expand =
      'body.storage,metadata.labels,metadata.properties.k,children.attachment,restrictions,ancestors';
    expect((await admin('GET', `${V1}/content/${id}?expand=${expand}`)).json).toMatchObject({
      ancestors: [],
      body: { storage: { value: '<p>other</p>' } },
      metadata: { labels: { results: [{ name: 'x' }] }, properties: { k: { value: 1 } } },
      children: { attachment: { results: [{ title: 'a.txt' }] } },
      restrictions: { update: { restrictions: { group: { size: 1 } } } },
    });
    const file = await admin('GET', `/download/attachments/${id}/a.txt`);
    expect(file.text).toBe('data');
  });

  it('takes the place of a page that is there', async () => {
    const { admin } = await startConfluence();
    const answer = await admin('POST', `${V1}/content/65602/copy?expand=version,body.storage`, {
      destination: { type: 'existing_page', value: '65603' },
    });
    expect(answer.json).toMatchObject({
      id: '65603',
      title: 'How we work',
      version: { number: 2 },
      body: { storage: { value: expect.stringContaining('Dark theme') } },
    });
  });

  it.each([
    ['no destination', {}, 400],
    ['an unknown kind of destination', { destination: { type: 'moon', value: '1' } }, 400],
    ['a title that is taken', { destination: { type: 'space', value: 'DS' } }, 400],
    ['a space that is not there', { destination: { type: 'space', value: 'NONE' } }, 404],
    ['a parent that is not there', { destination: { type: 'parent_page', value: '1' } }, 404],
  ])('is refused with %s', async (_, body, status) => {
    const { admin, takeEvents } = await startConfluence();
    expect((await admin('POST', `${V1}/content/65602/copy`, body)).status).toBe(status);
    expect(takeEvents()).toEqual([]);
  });

  it('of a tree is made page by page, while somebody asks how far it is', async () => {
    const { admin, as, takeEvents } = await startConfluence();
    const top = await make(admin, 'Top');
    const middle = await make(admin, 'Middle', { ancestors: [{ id: top }] });
    await make(admin, 'Leaf', { ancestors: [{ id: middle }] });
    const hidden = await make(admin, 'Hidden', { ancestors: [{ id: top }] });
    await admin('PUT', `${V1}/content/${hidden}/restriction/byOperation/read/group/site-admins`);
    takeEvents();
    const started = await as('tomas')('POST', `${V1}/content/${top}/pagehierarchy/copy`, {
      destinationPageId: '65602',
      titleOptions: { prefix: 'Copy of ', search: 'Top', replace: 'Head' },
    });
    expect(started.status).toBe(202);
    expect(await ended(as('tomas'), started)).toMatchObject({
      successful: true,
      percentageComplete: 100,
      messages: [],
    });
    expect(await titlesBelow(admin, '65602')).toEqual(['Copy of Head', 'Copy of Middle', 'Copy of Leaf']);
    expect(takeEvents()).toEqual(['page_created', 'page_created', 'page_created']);
    // The task is nobody else's.
    expect((await admin('GET', String(at(started.json, 'links', 'status')))).status).toBe(404);
    const again = {
      destinationPageId: '65602',
      titleOptions: { prefix: 'Copy of ', search: 'Top', replace: 'Head' },
    };
    expect((await admin('POST', `${V1}/content/${top}/pagehierarchy/copy`, again)).status).toBe(400);
  });
});

describe('a tree', () => {
  it('goes into the trash with everything that one may delete', async () => {
    const { admin, as, takeEvents } = await startConfluence();
    const top = await make(admin, 'Top');
    const kept = await make(admin, 'Kept', { ancestors: [{ id: top }] });
    const leaf = await make(admin, 'Leaf', { ancestors: [{ id: top }] });
    await admin('PUT', `${V1}/content/${kept}/restriction/byOperation/update/group/site-admins`);
    takeEvents();
    const started = await as('tomas')('DELETE', `${V1}/content/${top}/pageTree`);
    expect(started.status).toBe(202);
    expect(await ended(as('tomas'), started)).toMatchObject({
      successful: true,
      messages: [{ translation: 'WARN_IGNORE_DELETE_PAGE', args: ['Kept'] }],
    });
    const status = async (id: string) => (await admin('GET', `${V1}/content/${id}`)).status;
    expect([await status(top), await status(leaf), await status(kept)]).toEqual([404, 404, 200]);
    expect(takeEvents()).toEqual(['page_trashed', 'page_trashed']);
    expect((await as('tomas')('DELETE', `${V1}/content/${kept}/pageTree`)).status).toBe(403);
  });

  it.each(['folders', 'whiteboards', 'databases', 'embeds'])('has %s among its pages', async (path) => {
    const { admin, as, takeEvents } = await startConfluence();
    const type = path.slice(0, -1);
    const made = await admin('POST', `${V2}/${path}`, {
      ...{ spaceId: '65537', title: 'Node', parentId: '65602' },
      ...(type === 'embed' ? { embedUrl: 'https://example.com' } : {}),
    });
    expect(made).toMatchObject({
      status: 200,
      json: {
        type,
        status: 'current',
        title: 'Node',
        parentId: '65602',
        parentType: 'page',
        version: { number: 1 },
      },
    });
    const id = String(at(made.json, 'id'));
    const node = `${V2}/${path}/${id}`;
    const below = await admin('POST', `${V2}/pages`, { spaceId: '65537', title: 'Below', parentId: id });
    expect(below.json).toMatchObject({ parentId: id, parentType: type });
    expect(
      (await admin('GET', `${node}?include-direct-children=true&include-operations=true`)).json,
    ).toMatchObject({
      ...(type === 'embed' ? { embedUrl: 'https://example.com' } : {}),
      directChildren: { results: [{ title: 'Below', type: 'page' }] },
      operations: { results: expect.arrayContaining([{ operation: 'update', targetType: type }]) },
    });
    expect(resultsOf((await admin('GET', `${node}/direct-children`)).json, 'type')).toEqual(['page']);
    expect(resultsOf((await admin('GET', `${node}/ancestors`)).json, 'id')).toEqual(['65601', '65602']);
    const belowId = String(at(below.json, 'id'));
    expect(resultsOf((await admin('GET', `${V2}/pages/${belowId}/ancestors`)).json, 'type')).toEqual([
      ...['page', 'page', type],
    ]);
    expect(resultsOf((await admin('GET', `${V2}/pages/65602/direct-children`)).json, 'type')).toEqual([type]);
    expect(resultsOf((await admin('GET', `${V2}/pages/65602/children`)).json)).toEqual([]);
    expect(resultsOf((await admin('GET', `${V2}/pages/65602/descendants`)).json, 'depth')).toEqual([1, 2]);
    expect((await admin('POST', `${node}/properties`, { key: 'k', value: 1 })).status).toBe(200);
    expect((await admin('GET', `${V1}/content/${id}`)).json).toMatchObject({ type, title: 'Node' });
    // Of these no webhook tells; the page and the property have theirs.
    expect(takeEvents()).toEqual(['page_created', 'property_changed']);
    expect((await as('tomas')('DELETE', node)).status).toBe(204);
    expect((await admin('GET', `${V2}/pages/${belowId}`)).json).toMatchObject({ parentId: '65602' });
    expect((await admin('GET', `${V2}/${path}/65602`)).status).toBe(404);
  });
});

describe('tasks', () => {
  const list = (...lines: string[]) =>
    `<ac:task-list>${lines
      .map(
        (line, index) =>
          `<ac:task><ac:task-id>${index + 1}</ac:task-id><ac:task-status>incomplete</ac:task-status><ac:task-body>${line}</ac:task-body></ac:task>`,
      )
      .join('')}</ac:task-list>`;

  it('are found in bodies, and done there', async () => {
    const { admin, as } = await startConfluence();
    const tomas = String(at((await as('tomas')('GET', `${V1}/user/current`)).json, 'accountId'));
    const mention = `<ac:link><ri:user ri:account-id="${tomas}" /></ac:link> <time datetime="2026-12-24" />`;
    const id = await make(admin, 'Plan', { body: storage(list(`Pack ${mention}`, 'Go')) });
    const tasks = async (call: Call, query: string) =>
      resultsOf((await call('GET', `${V2}/tasks?${query}`)).json);
    const found = await tasks(as('tomas'), `assigned-to=${tomas}&body-format=storage`);
    expect(found).toMatchObject([
      {
        localId: '1',
        pageId: id,
        spaceId: '65537',
        status: 'incomplete',
        assignedTo: tomas,
        dueAt: '2026-12-24T00:00:00.000Z',
        completedAt: null,
        body: { storage: { value: expect.stringMatching(/^Pack /) } },
      },
    ]);
    const taskId = String(at(found[0], 'id'));
    expect(await as('tomas')('PUT', `${V2}/tasks/${taskId}`, { status: 'complete' })).toMatchObject({
      status: 200,
      json: { status: 'complete', completedBy: tomas },
    });
    const after = await admin('GET', `${V1}/content/${id}?expand=body.storage,version`);
    expect(after.json).toMatchObject({
      version: { number: 1 },
      body: {
        storage: {
          value: expect.stringMatching(/<ac:task-status>complete<.*<ac:task-status>incomplete</),
        },
      },
    });
    expect(await tasks(admin, 'status=incomplete')).toMatchObject([{ localId: '2' }]);
    const v1 = await admin('GET', `${V1}/inlinetasks/search?pageId=${id}&status=complete`);
    expect(resultsOf(v1.json)).toMatchObject([{ globalId: Number(taskId), id: 1, completeUser: tomas }]);
    expect((await admin('PUT', `${V1}/inlinetasks/${taskId}`, { status: 'incomplete' })).json).toMatchObject({
      status: 'incomplete',
    });
    expect((await admin('PUT', `${V1}/inlinetasks/${taskId}`, { status: 'maybe' })).status).toBe(400);
    // A task that is taken out of the body is gone; the other one is still the same.
    const [, second] = await tasks(admin, `page-id=${id}`);
    const change = {
      ...page('Plan', { body: storage(list('Pack').replace('>1<', '>2<')) }),
      version: { number: 2 },
    };
    await admin('PUT', `${V1}/content/${id}`, change);
    expect(await tasks(admin, `page-id=${id}`)).toMatchObject([{ id: at(second, 'id'), localId: '2' }]);
    expect((await admin('GET', `${V2}/tasks/${taskId}`)).status).toBe(404);
  });

  it('are for who sees the page, and done by who may change it', async () => {
    const { admin, as } = await startConfluence();
    const id = await make(admin, 'Plan', { body: storage(list('Go')) });
    await admin('PUT', `${V1}/content/${id}/restriction/byOperation/update/group/site-admins`);
    const [task] = resultsOf((await as('tomas')('GET', `${V2}/tasks`)).json, 'id');
    expect((await as('tomas')('PUT', `${V2}/tasks/${String(task)}`, { status: 'complete' })).status).toBe(
      404,
    );
    expect(
      (await as('tomas')('PUT', `${V1}/inlinetasks/${String(task)}`, { status: 'complete' })).status,
    ).toBe(403);
    await admin('PUT', `${V1}/content/${id}/restriction/byOperation/read/group/site-admins`);
    expect(resultsOf((await as('tomas')('GET', `${V2}/tasks`)).json)).toEqual([]);
    expect((await as('tomas')('GET', `${V1}/inlinetasks/${String(task)}`)).status).toBe(404);
  });
});

describe('a macro', () => {
  it('is given an id when it is saved, by which it is found in each version', async () => {
    const { admin } = await startConfluence();
    const macro = (text: string) =>
      `<ac:structured-macro ac:name="note"><ac:parameter ac:name="title">T</ac:parameter><ac:rich-text-body><p>${text}</p></ac:rich-text-body></ac:structured-macro>`;
    const id = await make(admin, 'Macros', { body: storage(macro('one')) });
    const bodyOf = async () =>
      String(
        at((await admin('GET', `${V1}/content/${id}?expand=body.storage`)).json, 'body', 'storage', 'value'),
      );
    const saved = await bodyOf();
    const macroId = /ac:macro-id="([^"]+)"/.exec(saved)?.[1] ?? '';
    expect(macroId).not.toBe('');
    const change = {
      ...page('Macros', { body: storage(saved.replace('one', 'two')) }),
      version: { number: 2 },
    };
    await admin('PUT', `${V1}/content/${id}`, change);
    expect(await bodyOf()).toContain(macroId);
    const at2 = await admin('GET', `${V1}/content/${id}/history/2/macro/id/${macroId}`);
    expect(at2.json).toMatchObject({
      name: 'note',
      body: '<p>two</p>',
      parameters: { title: { value: 'T' } },
    });
    const path = `${V1}/content/${id}/history/1/macro/id/${macroId}`;
    expect((await admin('GET', `${path}/convert/view`)).json).toEqual({
      value: '<p>one</p>',
      representation: 'view',
    });
    expect((await admin('GET', `${V1}/content/${id}/history/0/macro/id/none`)).status).toBe(404);
  });
});

describe('how far content is', () => {
  it('is said with a new version, in words of the space or one’s own', async () => {
    const { admin, as } = await startConfluence();
    const path = `${V1}/content/65602/state`;
    expect((await admin('GET', path)).json).toMatchObject({ contentState: null });
    const suggested = (await admin('GET', `${V1}/space/DS/state`)).json;
    expect((await admin('PUT', path, { id: 1 })).json).toMatchObject({ contentState: at(suggested, 1) });
    const own = await admin('PUT', path, { name: 'Odd', color: '#8777D9' });
    const state = at(own.json, 'contentState');
    expect(state).toMatchObject({ name: 'Odd', color: '#8777D9' });
    expect((await admin('GET', `${V1}/content-states`)).json).toEqual([state]);
    expect((await as('tomas')('GET', `${V1}/content-states`)).json).toEqual([]);
    expect((await admin('GET', `${path}/available`)).json).toMatchObject({ customContentStates: [state] });
    const list = `${V1}/space/DS/state/content?state-id=${String(at(state, 'id'))}`;
    expect(resultsOf((await admin('GET', list)).json, 'id')).toEqual(['65602']);
    expect((await admin('DELETE', path)).json).toMatchObject({ contentState: null });
    expect((await admin('GET', `${V1}/content/65602?expand=version`)).json).toMatchObject({
      version: { number: 4 },
    });
    expect((await admin('PUT', path, { id: 77 })).status).toBe(404);
    expect((await admin('PUT', path, { name: 'x'.repeat(21), color: '#8777D9' })).status).toBe(400);
    expect((await admin('PUT', path, { name: 'x', color: 'red' })).status).toBe(400);
    expect((await as('tomas')('GET', `${V1}/space/DS/state/settings`)).status).toBe(403);
    expect((await admin('GET', `${path}?status=draft`)).status).toBe(404);
  });
});

describe('templates', () => {
  it('are of the site or a space, and changed by who administers it', async () => {
    const { admin, as } = await startConfluence();
    const template = (name: string, more = {}) => ({
      ...{ name, templateType: 'page', body: storage('<p>t</p>'), description: 'D', labels: [{ name: 'x' }] },
      ...more,
    });
    const made = await admin('POST', `${V1}/template`, template('Minutes', { space: { key: 'DS' } }));
    expect(made).toMatchObject({
      status: 200,
      json: { name: 'Minutes', templateType: 'page', labels: [{ name: 'x' }], space: { key: 'DS' } },
    });
    const id = String(at(made.json, 'templateId'));
    const list = async (query: string) =>
      resultsOf((await admin('GET', `${V1}/template/page${query}`)).json, 'name');
    expect(await list('?spaceKey=DS')).toEqual(['Minutes']);
    expect(await list('')).toEqual([]);
    await admin('POST', `${V1}/template`, template('Site'));
    expect(await list('')).toEqual(['Site']);
    const change = { ...template('Notes'), templateId: id };
    expect((await as('tomas')('PUT', `${V1}/template`, change)).status).toBe(403);
    expect((await admin('PUT', `${V1}/template`, change)).json).toMatchObject({
      templateId: id,
      name: 'Notes',
    });
    expect((await as('tomas')('GET', `${V1}/template/${id}`)).json).toMatchObject({
      body: { storage: { value: '<p>t</p>' } },
    });
    expect((await as('tomas')('POST', `${V1}/template`, template('Mine'))).status).toBe(403);
    expect((await admin('POST', `${V1}/template`, template(''))).status).toBe(400);
    expect((await as('tomas')('DELETE', `${V1}/template/${id}`)).status).toBe(403);
    expect((await admin('DELETE', `${V1}/template/${id}`)).status).toBe(204);
    // What is not there is forbidden, says the product.
    expect((await admin('GET', `${V1}/template/${id}`)).status).toBe(403);
    expect(resultsOf((await admin('GET', `${V1}/template/blueprint`)).json)).toEqual([]);
  });
});

describe('relations', () => {
  it('go from one thing to another, and are found from both ends', async () => {
    const { admin, as, takeEvents } = await startConfluence();
    const path = `${V1}/relation/sibling/from/content/65602/to/content`;
    expect((await admin('GET', `${path}/65603`)).status).toBe(404);
    expect((await admin('PUT', `${path}/65603?expand=relationData,target`)).json).toMatchObject({
      name: 'sibling',
      relationData: { createdBy: { displayName: 'Alex Morgan' } },
      target: { id: '65603', title: 'How we work' },
    });
    await admin('PUT', `${path}/65603`);
    await admin('PUT', `${path}/65611`);
    expect(takeEvents()).toEqual(['relation_created', 'relation_created']);
    const targets = async (call: Call) =>
      resultsOf((await call('GET', `${path}?expand=target`)).json, 'target', 'id');
    expect(await targets(admin)).toEqual(['65603', '65611']);
    expect(await targets(as('tomas'))).toEqual(['65603']);
    const back = `${V1}/relation/sibling/to/content/65603/from/content?expand=source`;
    expect(resultsOf((await admin('GET', back)).json, 'source', 'id')).toEqual(['65602']);
    expect((await admin('DELETE', `${path}/65603`)).status).toBe(204);
    expect((await admin('DELETE', `${path}/65603`)).status).toBe(204);
    expect(takeEvents()).toEqual(['relation_deleted']);
    expect((await as('tomas')('PUT', `${path}/65611`)).status).toBe(404);
  });

  it('keep what somebody has saved, which nobody else takes away', async () => {
    const { admin, as } = await startConfluence();
    const mine = `${V1}/relation/favourite/from/user/current/to/content/65602`;
    expect((await as('tomas')('PUT', mine)).status).toBe(200);
    expect((await admin('GET', mine)).status).toBe(404);
    const tomas = String(at((await as('tomas')('GET', `${V1}/user/current`)).json, 'accountId'));
    const his = `${V1}/relation/favourite/from/user/${tomas}/to/content/65602`;
    expect((await as('mia')('DELETE', his)).status).toBe(403);
    expect((await admin('DELETE', his)).status).toBe(204);
    expect((await as('tomas')('GET', `${V1}/relation/favourite/from/user/current/to/content`)).status).toBe(
      400,
    );
  });
});

describe('operations that version 2 has a successor of', () => {
  it('say that they are deprecated, and answer all the same', async () => {
    const { admin } = await startConfluence();
    const notice = async (method: string, path: string) => {
      const { status, headers } = await admin(method, path);
      return [
        status,
        headers.get('Deprecation') !== null,
        headers.get('Link')?.includes('CHANGE-864') ?? false,
      ];
    };
    expect(await notice('GET', `${V1}/content/65602`)).toEqual([200, true, true]);
    expect(await notice('GET', `${V1}/content/1`)).toEqual([404, true, true]);
    expect(await notice('GET', `${V1}/space`)).toEqual([200, true, true]);
    expect(await notice('GET', `${V1}/search?cql=type%3Dpage`)).toEqual([200, false, false]);
    expect(await notice('GET', `${V1}/content/65602/restriction`)).toEqual([200, false, false]);
  });
});

describe('the rest of a space', () => {
  it('has watchers, settings and views', async () => {
    const { admin, as, instance } = await startConfluence();
    await as('tomas')('POST', `${V1}/user/watch/content/65602`);
    await as('mia')('POST', `${V1}/user/watch/space/DS`);
    const watchers = async (path: string) =>
      resultsOf((await admin('GET', `${V1}${path}`)).json, 'watcher', 'displayName');
    expect(await watchers('/content/65602/notification/child-created')).toEqual(['Tomás Rivera']);
    expect(await watchers('/content/65602/notification/created')).toEqual(['Mia Lindqvist']);
    expect(await watchers('/space/DS/watch')).toEqual(['Mia Lindqvist']);
    expect(
      (await admin('PUT', `${V1}/space/DS/settings`, { routeOverrideEnabled: false })).json,
    ).toMatchObject({
      routeOverrideEnabled: false,
    });
    expect((await as('tomas')('GET', `${V1}/space/DS/settings`)).json).toMatchObject({
      routeOverrideEnabled: false,
    });
    expect((await as('tomas')('PUT', `${V1}/space/DS/settings`, {})).status).toBe(403);
    expect((await admin('GET', `${V1}/space/DS/theme`)).status).toBe(404);
    expect(resultsOf((await admin('GET', `${V1}/settings/theme`)).json)).toEqual([]);
    const views = async (what: string) =>
      at((await admin('GET', `${V1}/analytics/content/65602/${what}`)).json, 'count');
    expect(await views('views')).toBe(0);
    for (const _ of [1, 2]) await fetch(`${instance.origin}/wiki/spaces/DS/pages/65602`);
    expect([await views('views'), await views('viewers')]).toEqual([2, 1]);
  });

  it('has likes, which are only read', async () => {
    const { admin, instance } = await startConfluence();
    const { likes } = instance.services.confluence;
    for (const account of ['b', 'a', 'c']) likes.add(65_602, account, account.charCodeAt(0));
    expect((await admin('GET', `${V2}/pages/65602/likes/count`)).json).toEqual({ count: 3 });
    const first = await admin('GET', `${V2}/pages/65602/likes/users?limit=2`);
    expect(resultsOf(first.json, 'accountId')).toEqual(['a', 'b']);
    const next = String(at(first.json, '_links', 'next')).replace(/^\/wiki/, '');
    expect(resultsOf((await admin('GET', next)).json, 'accountId')).toEqual(['c']);
  });
});
