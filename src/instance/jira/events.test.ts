import { expect, it } from 'vitest';
import { createTestJira } from '../../../test/support/jira-store.ts';
import { SEED_PEOPLE } from '../people/people.ts';
import { textToAdf } from './adf.ts';
import type { JiraEvent } from './events.ts';

const [admin = '', mia = ''] = SEED_PEOPLE.map(({ accountId }) => accountId);

function prepare() {
  const { store, database } = createTestJira();
  const [issue, other] = [store.issue('DEMO-1'), store.issue('DEMO-2')];
  const [linkType] = store.configuration.linkTypes;
  if (issue === undefined || other === undefined || linkType === undefined) throw new Error('no seed');
  const events: JiraEvent[] = [];
  store.subscribe((event) => events.push(event));
  const types = () => events.splice(0).map(({ type }) => type);
  return { store, database, issue, other, linkType, events, types };
}

it('tells of everything that changes', () => {
  const { store, issue, other, linkType, types } = prepare();
  const comment = store.comments.add(issue, textToAdf('a'), mia);
  store.comments.update(issue, comment, { body: textToAdf('b') }, mia);
  store.comments.delete(issue, comment, mia);
  expect(types()).toEqual(['comment_created', 'comment_updated', 'comment_deleted']);

  const input = { comment: null, started: 0, timeSpentSeconds: 60, visibility: null };
  const worklog = store.worklogs.add(issue, input, mia, () => null);
  store.worklogs.delete(store.issue(issue.id) ?? issue, worklog, mia, () => null);
  expect(types()).toEqual(['issue_updated', 'worklog_created', 'issue_updated', 'worklog_deleted']);

  const link = store.links.add(linkType, issue, other, mia);
  store.links.add(linkType, issue, other, mia);
  store.links.delete(link, issue, other, mia);
  expect(types()).toEqual(['issuelink_created', 'issuelink_deleted']);

  const content = new Uint8Array([1]);
  const [file] = store.attachments.add(issue, [{ name: 'a', mediaType: 'text/plain', content }], mia);
  if (file !== undefined) store.attachments.delete(issue, file, mia);
  expect(types()).toEqual(['attachment_created', 'issue_updated', 'attachment_deleted', 'issue_updated']);

  store.issueProperties.set(issue, 'k', 1, mia);
  store.issueProperties.delete(issue, 'k', mia);
  store.issueProperties.delete(issue, 'k', mia);
  expect(types()).toEqual(['issue_property_set', 'issue_property_deleted']);

  // It came with a comment.
  store.issues.delete(issue, mia);
  expect(types()).toEqual(['issue_deleted', 'comment_deleted']);
});

it('tells of nothing that was undone, and of what was done only afterwards', () => {
  const { store, issue, events, types } = prepare();
  const fail = () =>
    store.changes.run(() => {
      store.issues.update(issue, { summary: 'other' }, admin);
      throw new Error('on purpose');
    });
  expect(fail).toThrow('on purpose');
  expect(types()).toEqual([]);
  expect(store.issue('DEMO-1')?.summary).toBe(issue.summary);
  expect(store.changelog.page(issue.id).total).toBe(0);
  store.changes.run(() => {
    store.issues.update(issue, { summary: 'other' }, admin);
    expect(events).toEqual([]);
  });
  expect(types()).toEqual(['issue_updated']);
});

it('tells of what goes with a deleted issue as its fallout, while it can still be told', () => {
  const { store, issue, other, linkType, events, types } = prepare();
  for (const { id } of store.comments.page(issue.id, 'all').comments) {
    const comment = store.comments.find(id, 'all');
    if (comment !== undefined) store.comments.delete(issue, comment, mia);
  }
  store.comments.add(issue, textToAdf('last words'), mia);
  store.attachments.add(issue, [{ name: 'a', mediaType: 'text/plain', content: new Uint8Array([1]) }], mia);
  store.links.add(linkType, other, issue, mia);
  types();
  store.issues.delete(issue, mia);
  expect(events.map(({ type, isFallout = false }) => [type, isFallout])).toEqual([
    ['issue_deleted', false],
    ['comment_deleted', true],
    ['attachment_deleted', true],
    ['issuelink_deleted', true],
  ]);
});

it('finds issues by queries as they were, also when they are gone', () => {
  const { store, issue } = prepare();
  store.issues.delete(issue, admin);
  expect(store.search.matchesIssue('project = DEMO AND labels = mobile AND summary ~ plan', issue)).toBe(
    true,
  );
  expect(store.search.matchesIssue('labels = search', issue)).toBe(false);
  expect(store.issue(issue.id)).toBeUndefined();
  expect(store.search.page('labels = mobile', 'site').ids).toEqual([]);
});

it('takes along everything that belongs to a deleted issue', () => {
  const { store, database, issue, other, linkType } = prepare();
  const comment = store.comments.add(issue, textToAdf('gone'), mia);
  store.properties.set({ type: 'comment', id: comment.id }, 'k', 1);
  store.properties.set({ type: 'issue', id: issue.id }, 'k', 1);
  store.links.add(linkType, other, issue, mia);
  store.watchers.add(issue.id, mia);
  store.issues.delete(issue, mia);
  expect(store.links.list(other.id)).toEqual([]);
  expect(store.properties.keys({ type: 'comment', id: comment.id })).toEqual([]);
  expect(store.properties.keys({ type: 'issue', id: issue.id })).toEqual([]);
  expect(store.search.page('comment ~ gone', 'site').ids).toEqual([]);
  expect(database.get('SELECT 1 FROM jira_change WHERE issue = ?', [Number(issue.id)])).toBeUndefined();
});

it('finds a moved issue by its former key as well', () => {
  const { store, issue } = prepare();
  const project = store.project('PRIV');
  if (project === undefined) throw new Error('no seed');
  const moved = store.issues.move(issue, project, admin);
  expect(moved.key).toBe('PRIV-2');
  expect([store.issue('DEMO-1')?.key, store.issue('priv-2')?.id]).toEqual(['PRIV-2', issue.id]);
  expect(store.search.page('key = DEMO-1', 'site').ids).toEqual([Number(issue.id)]);
  expect(store.search.page('project = PRIV', 'site').ids).toContain(Number(issue.id));
});
