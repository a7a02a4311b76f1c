import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createTempDir } from '../../../test/support/temp-dir.ts';
import { SEED_PEOPLE } from '../people/people.ts';
import { openSiteDatabase } from '../store/site-database.ts';
import { type Confluence, openConfluence } from './confluence.ts';
import type { ConfluenceEvent } from './events.ts';
import { viewerOf } from './permissions.ts';

const [admin] = SEED_PEOPLE;
if (admin === undefined) throw new Error('there are people');
const viewer = viewerOf(admin);
const actor = admin.accountId;

function open(file?: string): { confluence: Confluence; events: ConfluenceEvent[]; close: () => void } {
  const database = openSiteDatabase(file);
  const confluence = openConfluence({ database, people: SEED_PEOPLE, now: () => 1_000 });
  const events: ConfluenceEvent[] = [];
  confluence.subscribe((event) => events.push(event));
  return { confluence, events, close: () => database.close() };
}

function openForTest() {
  const opened = open();
  onTestFinished(opened.close);
  return opened;
}

describe('content', () => {
  it('is there again after a restart, and what was seeded is not seeded twice', async () => {
    const file = path.join(await createTempDir(), 'site.db');
    const first = open(file);
    const made = first.confluence.writer.create(
      { type: 'page', title: 'Kept', spaceId: 65_537, body: '<p>x</p>' },
      actor,
    );
    first.confluence.writer.remove(first.confluence.reader.get(viewer, 65_603), actor);
    first.close();
    expect(existsSync(file)).toBe(true);
    const second = open(file);
    onTestFinished(second.close);
    expect(second.confluence.reader.get(viewer, made.id)).toEqual(made);
    expect(second.confluence.reader.find(viewer, 65_603)).toBeUndefined();
    const next = second.confluence.writer.create(
      { type: 'page', title: 'Next', spaceId: 65_537, body: '' },
      actor,
    );
    expect(next.id).toBeGreaterThan(made.id);
  });

  it('is heard of after it was written, with everything around it', () => {
    const { confluence, events } = openForTest();
    const { writer, reader } = confluence;
    const page = reader.get(viewer, 65_602);
    let seen: string | undefined;
    confluence.subscribe((event) => {
      if (event.type === 'comment_created') seen = reader.find(viewer, event.comment.id)?.title;
    });
    const comment = (parentId: number | null) =>
      writer.create(
        { type: 'comment', title: 'Re', spaceId: page.spaceId, containerId: page.id, parentId, body: '' },
        actor,
      );
    const first = comment(null);
    comment(first.id);
    writer.update(reader.get(viewer, 65_603), { parentId: 65_602, isMinor: true }, actor);
    expect(seen).toBe('Re');
    expect(events).toMatchObject([
      { type: 'comment_created', parent: { id: 65_602 }, inReplyTo: undefined, actor, at: 1_000 },
      { type: 'comment_created', parent: { id: 65_602 }, inReplyTo: { id: first.id } },
      { type: 'page_updated', page: { id: 65_603, version: { number: 2 } }, suppressNotifications: true },
      { type: 'page_moved', page: { id: 65_603 }, oldParent: { id: 65_601 }, newParent: { id: 65_602 } },
    ]);
  });

  it('tells nobody of what was undone', () => {
    const { confluence, events } = openForTest();
    expect(() =>
      confluence.transaction(() => {
        confluence.writer.create({ type: 'page', title: 'Half', spaceId: 65_537, body: '' }, actor);
        throw new Error('on second thoughts');
      }),
    ).toThrow('on second thoughts');
    expect(events).toEqual([]);
    const half = { types: ['page'], title: 'Half' };
    expect(confluence.reader.list(viewer, half, { column: 'id', isDescending: false }, { limit: 1 })).toEqual(
      [],
    );
  });

  it('leaves its children to its parent when it goes', () => {
    const { confluence } = openForTest();
    const { writer, reader } = confluence;
    writer.update(reader.get(viewer, 65_603), { parentId: 65_602 }, actor);
    const trashed = writer.trash(reader.get(viewer, 65_602), actor);
    expect(reader.get(viewer, 65_603).parentId).toBe(65_601);
    writer.remove(trashed, actor);
    expect(reader.versions(trashed)).toEqual([]);
  });

  it('takes what belongs to it along when it is purged', () => {
    const { confluence, events } = openForTest();
    const { writer, reader, attachments, labels, properties, search } = confluence;
    const page = writer.create(
      { type: 'page', title: 'Full', spaceId: 65_537, body: '<p>unheardof</p>' },
      actor,
    );
    const file = {
      name: 'a.txt',
      mediaType: 'text/plain',
      data: new Uint8Array(3),
      comment: '',
      isMinor: false,
    };
    const attachment = attachments.create(page, file, actor);
    labels.add(page, [{ prefix: 'global', name: 'x' }], actor);
    properties.create({ type: 'content', id: page.id }, { key: 'k', value: 1 }, actor);
    events.length = 0;
    writer.remove(page, actor);
    expect(events.map(({ type }) => type)).toEqual(['attachment_removed', 'page_removed']);
    expect(reader.find(viewer, attachment.id)).toBeUndefined();
    expect(attachments.data(attachment, 1)).toBeUndefined();
    expect(labels.of({ type: 'content', id: page.id })).toEqual([]);
    expect(properties.of({ type: 'content', id: page.id })).toEqual([]);
    const context = {
      accountId: actor,
      now: 0,
      timeZone: 'UTC',
      locale: 'en_US',
      indexes: [],
      spaceKey: undefined,
      contentId: undefined,
    };
    const query = { cql: 'text ~ unheardof', statuses: ['current'] as const, start: 0, limit: 1 };
    expect(search.find(viewer, query, context).total).toBe(0);
  });
});
