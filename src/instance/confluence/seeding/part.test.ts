import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it, onTestFinished } from 'vitest';
import schema from '../../../../schemas/seed-confluence.json' with { type: 'json' };
import { appAccountId, People, SEED_PEOPLE } from '../../people/people.ts';
import { SeedError } from '../../seed/seed-part.ts';
import type { Database } from '../../store/database.ts';
import { openSiteDatabase } from '../../store/site-database.ts';
import { openConfluence } from '../confluence.ts';
import { viewerOf } from '../permissions.ts';
import { CONFLUENCE_PART } from './part.ts';

const [admin, mia, tomas] = SEED_PEOPLE;
if (admin === undefined || mia === undefined || tomas === undefined) throw new Error('there are people');
const viewer = viewerOf(admin);
const NOW = Date.UTC(2026, 10, 18);
/** An account of which nobody is known. */
const GONE = '0123456789abcdef01234567';

const hasItsForm = new Ajv2020({ validateFormats: false }).compile(schema);

function newSite() {
  const database = openSiteDatabase();
  onTestFinished(() => database.close());
  new People(database, SEED_PEOPLE);
  return database;
}

function openAt(database: Database) {
  return openConfluence({ database, people: SEED_PEOPLE, now: () => NOW });
}

function imported(seed: unknown) {
  const database = newSite();
  CONFLUENCE_PART.import(database, seed, NOW);
  return { database, confluence: openAt(database) };
}

/** Something of everything. */
function furnish(database: Database): void {
  const confluence = openAt(database);
  const { writer, reader, labels, properties, attachments, spaces, restrictions, tree } = confluence;
  const page = reader.any(65_602);
  const space = spaces.byKey(viewer, 'DS');
  const actor = mia?.accountId ?? '';
  writer.update(page, { title: 'Notes', body: '<p>new &amp; better</p>', message: 'why' }, actor);
  labels.add(
    page,
    [
      { prefix: 'global', name: 'x' },
      { prefix: 'my', name: 'y' },
    ],
    actor,
  );
  labels.add(space, [{ prefix: 'team', name: 'docs' }], actor);
  const owner = { type: 'content', id: page.id } as const;
  const property = properties.create(owner, { key: 'k', value: { a: [1, null] } }, actor);
  properties.update(property, { key: 'k', value: 2 }, actor);
  properties.create({ type: 'space', id: space.id }, { key: 's', value: true }, actor);
  const file = {
    name: 'a.txt',
    mediaType: 'text/plain',
    data: Buffer.from('one'),
    comment: 'c',
    isMinor: false,
  };
  const made = attachments.create(page, file, actor);
  attachments.replace(made, { ...file, data: Uint8Array.from([0, 255, 128]) }, actor);
  restrictions.add(page, [{ operation: 'update', kind: 'user', subject: actor }], actor);
  const comment = {
    type: 'comment',
    title: 'Re: Notes',
    spaceId: space.id,
    containerId: page.id,
    detail: { location: 'footer' },
  } as const;
  const first = writer.create({ ...comment, body: '<p>c</p>' }, actor);
  writer.create({ ...comment, parentId: first.id, body: '<p>answer</p>' }, actor);
  const folder = writer.create({ type: 'folder', title: 'Box', spaceId: space.id, body: '' }, actor);
  tree.move(reader.any(65_603), 'append', folder, actor);
  writer.create(
    { type: 'blogpost', title: 'News', spaceId: space.id, body: '<p>n</p>', status: 'draft' },
    actor,
  );
  writer.create(
    {
      type: 'ac:addon:note',
      title: 'N',
      spaceId: space.id,
      containerId: page.id,
      body: 'raw <',
      detail: { isRaw: true },
    },
    actor,
  );
  writer.trash(writer.create({ type: 'page', title: 'Gone', spaceId: space.id, body: '' }, actor), actor);
  confluence.states.set(reader.any(65_603), { id: 1, name: 'In progress', color: '#2684FF' }, actor);
  confluence.likes.add(65_602, actor, NOW);
  confluence.templates.create({
    spaceId: space.id,
    name: 'T',
    description: '',
    body: '<p>t</p>',
    labels: [],
  });
  confluence.relations.add(
    'favourite',
    { type: 'user', key: actor },
    { type: 'content', key: '65602' },
    actor,
  );
  confluence.watches.add(actor, 'space', 'DS');
  confluence.userProperties.set(actor, 'u', { a: 1 });
  const reading = { kind: 'user', subject: tomas?.accountId ?? '' } as const;
  confluence.spacePermissions.add(spaces.byKey(viewer, 'PRIV'), reading, 'read/space', actor);
  const custom = { type: 'ac:addon:note', operation: 'read', isGranted: false } as const;
  confluence.spacePermissions.setCustom(space, [{ ...reading, ...custom }], actor);
}

describe('a seed of Confluence', () => {
  it('makes the site that it was made of, and again the same seed', () => {
    const database = newSite();
    furnish(database);
    const seed = CONFLUENCE_PART.export(database);
    expect(hasItsForm(seed), JSON.stringify(hasItsForm.errors)).toBe(true);
    const copy = imported(JSON.parse(JSON.stringify(seed)));
    expect(CONFLUENCE_PART.export(copy.database)).toEqual(seed);
    // Once more over itself: what is there makes way.
    CONFLUENCE_PART.import(copy.database, JSON.parse(JSON.stringify(seed)), NOW);
    expect(CONFLUENCE_PART.export(copy.database)).toEqual(seed);
    const there = openAt(database);
    const here = openAt(copy.database);
    for (const who of [viewer, viewerOf(mia), viewerOf(tomas)]) {
      const list = (one: typeof here) =>
        one.reader.list(who, {}, { column: 'id', isDescending: false }, { limit: 100 });
      expect(list(here)).toEqual(list(there));
      for (const content of list(there)) {
        expect(here.reader.versions(content)).toEqual(there.reader.versions(content));
        expect(here.permissions.mayEdit(who, content)).toBe(there.permissions.mayEdit(who, content));
      }
    }
    const file = here.attachments.named(here.reader.any(65_602), 'a.txt');
    expect(file).toBeDefined();
    if (file !== undefined) {
      expect(here.attachments.data(file, 1)?.data).toEqual(Uint8Array.from(Buffer.from('one')));
      expect(here.attachments.data(file, 2)?.data).toEqual(Uint8Array.from([0, 255, 128]));
    }
    // A number that was given out is not given again.
    const next = here.writer.create(
      { type: 'page', title: 'Next', spaceId: 65_537, body: '' },
      mia.accountId,
    );
    expect(there.reader.lookUp(next.id)).toBeUndefined();
  });

  it('calls people as the part of Jira does', () => {
    const app = appAccountId('my-addon');
    const creators = ['mia', mia.emailAddress, mia.accountId, `account:${mia.accountId}`, 'addon_my-addon'];
    const pages = [...creators, GONE, `account:${GONE}`].map((creator, index) => ({
      ...{ title: `Page ${index}`, creator },
    }));
    const seed = { spaces: [{ key: 'A', pages }] };
    expect(hasItsForm(seed), JSON.stringify(hasItsForm.errors)).toBe(true);
    const { database, confluence } = imported(seed);
    const idOf = confluence.spaces.byKey(viewer, 'A').id;
    const list = confluence.reader.list(
      viewer,
      { types: ['page'], spaceIds: [idOf] },
      { column: 'id', isDescending: false },
      { limit: 20 },
    );
    expect(list.map(({ creator }) => creator)).toEqual([...Array(4).fill(mia.accountId), app, GONE, GONE]);
    const exported = JSON.stringify(CONFLUENCE_PART.export(database));
    expect(exported).toContain(`"creator":"${GONE}"`);
    expect(exported).not.toContain('account:');
  });

  it('needs no more than titles', () => {
    const seed = {
      spaces: [
        {
          key: 'TEAM',
          pages: [
            { title: 'Home', children: [{ title: 'Below', body: '<p>findable</p>', labels: ['x'] }] },
            { title: 'Box', type: 'folder', children: [{ title: 'Inside' }] },
          ],
          blogPosts: [
            { title: 'News', comments: [{ body: '<p>Yes</p>', answers: [{ body: '<p>No</p>' }] }] },
          ],
        },
      ],
    };
    expect(hasItsForm(seed), JSON.stringify(hasItsForm.errors)).toBe(true);
    const { confluence } = imported(seed);
    const space = confluence.spaces.byKey(viewerOf(tomas), 'TEAM');
    expect(space).toMatchObject({ name: 'TEAM', creator: admin.accountId, type: 'global' });
    const titles = (types: readonly string[]) =>
      confluence.reader
        .list(viewer, { types, spaceIds: [space.id] }, { column: 'id', isDescending: false }, { limit: 20 })
        .map(({ title }) => title);
    expect(titles(['page'])).toEqual(['Home', 'Below', 'Inside']);
    expect(titles(['comment'])).toEqual(['Re: News', 'Re: News']);
    expect(confluence.reader.any(space.homepageId ?? 0).title).toBe('Home');
    const context = {
      accountId: '',
      now: 0,
      timeZone: 'UTC',
      locale: 'en_GB',
      indexes: [],
      spaceKey: '',
      contentId: '',
    };
    const input = {
      cql: 'text ~ findable and label = x',
      statuses: ['current'],
      start: 0,
      limit: 5,
    } as const;
    expect(confluence.search.find(viewer, input, context).contents.map(({ title }) => title)).toEqual([
      'Below',
    ]);
    // The demo space of a new site is not there beside it.
    expect(() => confluence.spaces.byKey(viewer, 'DS')).toThrow();
  });

  const inSpace = (...pages: readonly unknown[]) => ({ spaces: [{ key: 'A', pages }] });
  it.each([
    ['a list in its place', [], '/confluence'],
    ['a field that there is none of', { spaces: [{ key: 'A', page: [] }] }, '/confluence/spaces/0/page'],
    ['a space without a key', { spaces: [{}] }, '/confluence/spaces/0/key'],
    ['a key that is none', { spaces: [{ key: 'a b' }] }, '/confluence/spaces/0/key'],
    ['a key that is taken', { spaces: [{ key: 'A' }, { key: 'a' }] }, '/confluence/spaces/1/key'],
    ['a page without a title', inSpace({}), '/confluence/spaces/0/pages/0/title'],
    [
      'a title that is taken',
      inSpace({ title: 'x', children: [{ title: 'x' }] }),
      '/confluence/spaces/0/pages/0/children/0/title',
    ],
    ['a body that is no XHTML', inSpace({ title: 'x', body: '<p>' }), '/confluence/spaces/0/pages/0/body'],
    [
      'an id that is taken',
      inSpace({ title: 'x', id: 7 }, { title: 'y', id: 7 }),
      '/confluence/spaces/0/pages/1/id',
    ],
    ['an id that is none', inSpace({ title: 'x', id: 'seven' }), '/confluence/spaces/0/pages/0/id'],
    [
      'a type of another place',
      inSpace({ title: 'x', type: 'blogpost' }),
      '/confluence/spaces/0/pages/0/type',
    ],
    ['a time that is none', inSpace({ title: 'x', created: 'noon' }), '/confluence/spaces/0/pages/0/created'],
    [
      'somebody who is not there',
      inSpace({ title: 'x', creator: 'bob' }),
      '/confluence/spaces/0/pages/0/creator',
    ],
    [
      'a group that is not there',
      inSpace({ title: 'x', restrictions: { read: ['group:none'] } }),
      '/confluence/spaces/0/pages/0/restrictions/read/0',
    ],
    [
      'a permission that is none',
      { spaces: [{ key: 'A', permissions: { mia: ['sing'] } }] },
      '/confluence/spaces/0/permissions/mia/0',
    ],
    [
      'a label that is none',
      inSpace({ title: 'x', labels: ['a b'] }),
      '/confluence/spaces/0/pages/0/labels/0',
    ],
    [
      'a home page that is not there',
      { spaces: [{ key: 'A', homepage: 'x' }] },
      '/confluence/spaces/0/homepage',
    ],
    [
      'data that is no Base64',
      inSpace({ title: 'x', attachments: [{ title: 'f', base64: '§' }] }),
      '/confluence/spaces/0/pages/0/attachments/0/base64',
    ],
    [
      'a relation of nothing',
      { relations: [{ name: 'x', from: 'moon:1', to: 'space:A' }] },
      '/confluence/relations/0/from',
    ],
  ])('is refused with %s, at its place', (_, seed, pointer) => {
    const database = newSite();
    const attempt = () => CONFLUENCE_PART.import(database, seed, NOW);
    expect(attempt).toThrow(SeedError);
    expect(attempt).toThrow(new RegExp(`^${pointer}: `));
  });
});
