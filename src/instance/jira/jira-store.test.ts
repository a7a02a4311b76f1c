import { describe, expect, it } from 'vitest';
import { createTestJira } from '../../../test/support/jira-store.ts';
import { SEED_PEOPLE } from '../people/people.ts';
import { textToAdf } from './adf.ts';
import type { JiraEvent } from './events.ts';

function createStore() {
  const { store, database } = createTestJira();
  const events: JiraEvent[] = [];
  store.subscribe((event) => events.push(event));
  const issue = store.issue('DEMO-1');
  const project = store.project('DEMO');
  if (issue === undefined || project === undefined) throw new Error('no seed');
  return { store, database, events, issue, project };
}

const [admin, mia, tomas] = SEED_PEOPLE.map(({ accountId }) => accountId);

describe('an issue', () => {
  it('is found by its key, in either case, and by its id', () => {
    const { store, issue } = createStore();
    expect([store.issue('demo-1'), store.issue(issue.id)]).toEqual([issue, issue]);
    expect([store.issue('DEMO-99'), store.issue('__proto__'), store.issue('')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('is created with the next number, which is not used again', () => {
    const { store, events, project } = createStore();
    const fields = { summary: 'a', issueTypeId: '10001' };
    const first = store.issues.create(project, fields, mia ?? null);
    expect(first).toMatchObject({
      key: 'DEMO-6',
      reporterAccountId: mia,
      statusId: '10000',
      priorityId: '3',
      creatorAccountId: mia,
    });
    store.issues.delete(first, mia ?? null);
    expect(store.issue('DEMO-6')).toBeUndefined();
    expect(store.issue(first.id)).toBeUndefined();
    const second = store.issues.create(project, fields, null);
    expect(second.key).toBe('DEMO-7');
    expect(second.id).not.toBe(first.id);
    expect(events.map(({ type, actor }) => [type, actor])).toEqual([
      ['issue_created', mia],
      ['issue_deleted', mia],
      ['issue_created', null],
    ]);
  });

  it('announces what changed, with names from before and after', () => {
    const { store, events, issue } = createStore();
    const changed = store.issues.update(
      issue,
      {
        summary: 'Other',
        assigneeAccountId: null,
        priorityId: '1',
        labels: ['a', 'b'],
        description: textToAdf('x'),
      },
      mia ?? null,
    );
    expect(changed.updated).toBeGreaterThan(issue.updated);
    expect(store.issue('DEMO-1')).toEqual(changed);
    const [event] = events;
    expect(event).toMatchObject({
      type: 'issue_updated',
      issue: changed,
      eventTypeName: 'issue_updated',
      actor: mia,
    });
    const changes = event?.type === 'issue_updated' ? event.changes : [];
    expect(
      changes.map(({ field, from, fromText, to, toText }) => [field, from, fromText, to, toText]),
    ).toEqual([
      ['summary', null, issue.summary, null, 'Other'],
      ['description', null, expect.stringContaining('The mobile app'), null, 'x'],
      ['priority', '2', 'High', '1', 'Highest'],
      ['assignee', mia, 'Mia Lindqvist', null, null],
      ['labels', null, 'mobile release', null, 'a b'],
    ]);
  });

  it.each([
    ['nothing', {}],
    ['the same values', { summary: 'Plan the release of the mobile app', labels: ['mobile', 'release'] }],
  ])('announces nothing when given %s', (_, fields) => {
    const { store, events, issue } = createStore();
    expect(store.issues.update(issue, fields, null)).toBe(issue);
    expect(events).toEqual([]);
  });

  it.each([
    ['issue_assigned', { assigneeAccountId: tomas ?? null }],
    ['issue_updated', { assigneeAccountId: tomas ?? null, summary: 'x' }],
  ])('is told as %s', (name, fields) => {
    const { store, events, issue } = createStore();
    store.issues.update(issue, fields, admin ?? null);
    expect(events).toMatchObject([{ eventTypeName: name }]);
  });

  it('moves from status to status, and not to the one that it has', () => {
    const { store, events, issue } = createStore();
    const to = (id: string) => {
      const transition = store.transitions().find((one) => one.id === id);
      if (transition === undefined) throw new Error('no such transition');
      return transition;
    };
    expect(store.issues.transition(issue, to('21'), null)).toBe(issue);
    expect(store.issues.transition(issue, to('31'), null).statusId).toBe('10002');
    expect(events).toMatchObject([
      {
        eventTypeName: 'issue_generic',
        changes: [
          { field: 'resolution', from: null, fromText: null, to: '10000', toText: 'Done' },
          { field: 'status', from: '10001', fromText: 'In Progress', to: '10002', toText: 'Done' },
        ],
      },
    ]);
  });

  it('collects comments', () => {
    const { store, events, issue } = createStore();
    const comment = store.comments.add(issue, textToAdf('hello'), mia ?? '');
    expect(store.comments.page(issue.id, 'all').comments.at(-1)).toEqual(comment);
    expect(events).toMatchObject([{ type: 'comment_created', comment, actor: mia }]);
  });
});

it('tells nobody who has ended the subscription', () => {
  const { store, project } = createStore();
  const heard: string[] = [];
  store.subscribe(({ type }) => heard.push(type))();
  store.issues.create(project, { summary: 'a', issueTypeId: '10001' }, null);
  expect(heard).toEqual([]);
});
