import { ConfluenceClient } from 'confluence.js';
import { beforeEach, describe, expect, it } from 'vitest';
import { startInstalled } from '../support/installed-addon.ts';
import { startTestInstance } from '../support/test-instance.ts';
import { installInBoth } from '../support/walking-addon.ts';

const SCOPES = ['READ', 'WRITE', 'DELETE', 'SPACE_ADMIN', 'ADMIN'];

/** A program that knows Confluence only by `confluence.js`, for an add-on that acts as the administrator. */
async function startProgram(scopes: readonly string[] = SCOPES) {
  const instance = await startTestInstance();
  const addon = await installInBoth(instance, 'program', { scopes: [...scopes, 'ACT_AS_USER'] });
  const admin = instance.services.people.list().find(({ username }) => username === 'admin');
  const { confluence: accessToken } = await addon.tokensOf(admin?.accountId ?? '', scopes.join(' '));
  return new ConfluenceClient({ host: instance.origin, authentication: { oauth2: { accessToken } } });
}

function storage(value: string) {
  return { storage: { value, representation: 'storage' as const } };
}

describe('an add-on on confluence.js', () => {
  let confluence: ConfluenceClient;
  beforeEach(async () => {
    confluence = await startProgram();
  });

  const create = (title: string, type: 'page' | 'blogpost' = 'page', value = `<p>${title}</p>`) =>
    confluence.content.createContent({ type, title, space: { key: 'DS' }, body: storage(value) });

  it('creates a space, reads, renames and deletes it', async () => {
    await confluence.space.createSpace({ key: 'PROG', name: 'A program' });
    const space = await confluence.space.getSpace({ spaceKey: 'PROG', expand: ['homepage'] });
    expect(space).toMatchObject({ key: 'PROG', name: 'A program', homepage: { type: 'page' } });
    await confluence.space.updateSpace({ spaceKey: 'PROG', name: 'Another' });
    const { results } = await confluence.space.getSpaces({ spaceKey: ['PROG', 'DS'] });
    expect(results.map(({ name }) => name).toSorted()).toEqual(['Another', 'Demo space']);
    await confluence.space.deleteSpace({ spaceKey: 'PROG' });
    await expect(confluence.space.getSpace({ spaceKey: 'PROG' })).rejects.toMatchObject({ statusCode: 404 });
  });

  it('creates, edits, reads the versions of, and deletes a page', async () => {
    const page = await create('Über “pages” & more', 'page', '<p>Old &amp; &uuml;</p>');
    const { id } = page;
    expect(page).toMatchObject({ title: 'Über “pages” & more', version: { number: 1 } });
    const edit = { id, type: 'page' as const, title: 'Edited' };
    await confluence.content.updateContent({ ...edit, version: { number: 2 }, body: storage('<p>New</p>') });
    const edited = await confluence.content.getContentById({
      id,
      expand: ['body.storage', 'version', 'space'],
    });
    expect(edited).toMatchObject({
      ...{ title: 'Edited', version: { number: 2 }, space: { key: 'DS' } },
      body: { storage: { value: '<p>New</p>' } },
    });
    const late = confluence.content.updateContent({ ...edit, version: { number: 2 }, body: storage('') });
    await expect(late).rejects.toMatchObject({ statusCode: 409 });
    const first = await confluence.content.getContentById({ id, version: 1, expand: ['body.storage'] });
    expect(first.body?.storage?.value).toBe('<p>Old &amp; &uuml;</p>');
    const { results } = await confluence.contentVersions.getContentVersions({ id });
    expect(results.map(({ number }) => number)).toEqual([2, 1]);
    await confluence.content.deleteContent({ id });
    await expect(confluence.content.getContentById({ id })).rejects.toMatchObject({ statusCode: 404 });
    expect(await confluence.content.getContentById({ id, status: ['trashed'] })).toMatchObject({
      status: 'trashed',
    });
  });

  it('writes blog posts, and turns the pages of a list', async () => {
    const ids: string[] = [];
    for (let number = 0; number < 7; number += 1) ids.push((await create(`Post ${number}`, 'blogpost')).id);
    const found: string[] = [];
    for (let start = 0; ; start += 3) {
      const page = await confluence.content.getContent({ type: 'blogpost', spaceKey: 'DS', start, limit: 3 });
      found.push(...page.results.map(({ id }) => id));
      if (page._links?.['next'] === undefined) break;
    }
    expect(found.toSorted()).toEqual(ids.toSorted());
  });

  it('comments below a page', async () => {
    const page = await create('Discussed');
    const comment = await confluence.content.createContent({
      ...{ type: 'comment', title: '', space: { key: 'DS' }, container: { id: page.id, type: 'page' } },
      body: storage('<p>I agree</p>'),
    });
    const { results } = await confluence.contentComments.getContentComments({
      ...{ id: page.id, expand: ['body.storage'] },
    });
    expect(results).toMatchObject([{ id: comment.id, body: { storage: { value: '<p>I agree</p>' } } }]);
  });

  it('labels, and finds by CQL', async () => {
    const page = await create('Findable', 'page', '<p>A zebra</p>');
    await confluence.contentLabels.addLabelsToContent({
      id: page.id,
      body: [
        { prefix: 'global', name: 'stripes' },
        { prefix: 'global', name: 'animals' },
      ],
    });
    const search = async (cql: string) =>
      (await confluence.content.searchContentByCQL({ cql })).results.map(({ id }) => id);
    expect(await search('label = stripes and space = DS')).toEqual([page.id]);
    expect(await search('text ~ "zebra" and type = page')).toEqual([page.id]);
    await confluence.contentLabels.removeLabelFromContent({ id: page.id, label: 'stripes' });
    const { results } = await confluence.contentLabels.getLabelsForContent({ id: page.id });
    expect(results.map(({ name }) => name)).toEqual(['animals']);
    expect(await search('label = stripes')).toEqual([]);
    await expect(search('label = ')).rejects.toMatchObject({ statusCode: 400 });
    const everything = await confluence.search.searchByCQL({ cql: `id = ${page.id}` });
    expect(everything.results).toMatchObject([
      { content: { id: page.id }, title: expect.stringContaining('Findable') },
    ]);
  });

  it('keeps properties of pages and spaces, by version', async () => {
    const { id } = await create('With properties');
    await confluence.contentProperties.createContentProperty({ id, key: 'state', value: { a: [1] } });
    const kept = await confluence.contentProperties.getContentProperty({ id, key: 'state' });
    expect(kept).toMatchObject({ key: 'state', value: { a: [1] }, version: { number: 1 } });
    await confluence.contentProperties.updateContentProperty({
      ...{ id, key: 'state', value: { a: [2] }, version: { number: 2 } },
    });
    const { results } = await confluence.contentProperties.getContentProperties({ id });
    expect(results).toMatchObject([{ key: 'state', value: { a: [2] } }]);
    await confluence.contentProperties.deleteContentProperty({ id, key: 'state' });
    const gone = confluence.contentProperties.getContentProperty({ id, key: 'state' });
    await expect(gone).rejects.toMatchObject({ statusCode: 404 });
  });

  it('attaches a file and gets its bytes again', async () => {
    const { id } = await create('With a file');
    const { results } = await confluence.contentAttachments.createAttachments({
      id,
      attachments: [
        { file: Buffer.from([0, 255, 10]), filename: 'bytes.bin', minorEdit: true, comment: 'Mine' },
      ],
    });
    expect(results).toMatchObject([{ title: 'bytes.bin', extensions: { fileSize: 3 } }]);
    const bytes = await confluence.contentAttachments.downloadAttachment({
      id,
      attachmentId: results[0]?.id ?? '',
    });
    expect(Buffer.from(bytes)).toEqual(Buffer.from([0, 255, 10]));
  });

  it('moves pages about', async () => {
    const [parent, child] = [await create('Above'), await create('Below')];
    await confluence.contentChildrenAndDescendants.movePage({
      ...{ pageId: child.id, position: 'append', targetId: parent.id },
    });
    const moved = await confluence.content.getContentById({ id: child.id, expand: ['ancestors'] });
    expect(moved.ancestors?.at(-1)?.id).toBe(parent.id);
  });
});

it('confluence.js is told what an add-on may not do', async () => {
  const confluence = await startProgram(['READ']);
  const denied = confluence.space.createSpace({ key: 'NO', name: 'No' });
  await expect(denied).rejects.toMatchObject({ 'status-code': 403 });
});

// Its hashes are over the path with /wiki in it, which Confluence leaves out: add-ons cannot sign with it.
it('confluence.js is refused when it signs by itself, and the dev instance says why', async () => {
  const { instance, secret } = await startInstalled({}, { product: 'confluence' });
  const jwt = { issuer: 'fake-addon', secret: secret() };
  const confluence = new ConfluenceClient({ host: instance.origin, authentication: { jwt } });
  await expect(confluence.space.getSpaces()).rejects.toMatchObject({ 'status-code': 401 });
  expect(instance.services.traffic.list().at(-1)?.note).toContain('bound to another request');
});
