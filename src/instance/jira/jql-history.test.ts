import { describe, expect, it } from 'vitest';
import { createTestJira } from '../../../test/support/jira-store.ts';
import { SEED_PEOPLE } from '../people/people.ts';

const HOUR = 3_600_000;
const START = Date.parse('2026-11-21T00:00:00Z');
const [admin = '', mia = '', tomas = ''] = SEED_PEOPLE.map(({ accountId }) => accountId);

/**
 * DEMO-6: made by Mia, in progress by Tomás, done by Mia, to do again by Alex, each an hour or two after the other.
 * DEMO-7: made by Mia, and left alone. Both are unassigned at first; the first is given to Tomás.
 */
function prepare() {
  const { store } = createTestJira({ start: START, step: HOUR });
  const project = store.project('DEMO');
  if (project === undefined) throw new Error('no seed');
  const [toDo, inProgress, done] = store.transitions();
  if (toDo === undefined || inProgress === undefined || done === undefined) throw new Error('no workflow');
  const moved = store.issues.create(project, { summary: 'moved', issueTypeId: '10001' }, mia);
  const current = () => store.issue(moved.id) ?? moved;
  store.issues.transition(current(), inProgress, tomas);
  store.issues.transition(current(), done, mia);
  store.issues.transition(current(), toDo, admin);
  store.issues.create(project, { summary: 'left', issueTypeId: '10001' }, mia);
  store.issues.update(current(), { assigneeAccountId: tomas }, admin);
  return (jql: string) => {
    const { ids } = store.search.page(`key >= DEMO-6 AND (${jql}) ORDER BY key`, 'site');
    return store.table.list(ids).map(({ key }) => key);
  };
}

describe('the history of a field', () => {
  const find = (jql: string) => prepare()(jql);

  it.each([
    ['status was "In Progress"', ['DEMO-6']],
    ['status was "To Do"', ['DEMO-6', 'DEMO-7']],
    ['status was not "In Progress"', ['DEMO-7']],
    ['not status was "In Progress"', ['DEMO-7']],
    ['status was in ("In Progress", Done)', ['DEMO-6']],
    ['status was not in ("In Progress", Done)', ['DEMO-7']],
    ['status was "In Progress" by "Tomás Rivera"', ['DEMO-6']],
    ['status was "In Progress" by "Mia Lindqvist"', []],
    ['status was Done by "Mia Lindqvist"', ['DEMO-6']],
    ['status was "To Do" by "Alex Morgan"', ['DEMO-6']],
    ['status was "To Do" by "Mia Lindqvist"', ['DEMO-6', 'DEMO-7']],
    ['status changed', ['DEMO-6']],
    ['not status changed', ['DEMO-7']],
    ['status changed from "To Do" to "In Progress"', ['DEMO-6']],
    ['status changed from "To Do" to Done', []],
    ['status changed to Done by "Mia Lindqvist"', ['DEMO-6']],
    ['status changed to Done by "Alex Morgan"', []],
    ['status changed by ("Alex Morgan", "Yuki Tanaka")', ['DEMO-6']],
    ['status changed after "2026-11-22"', []],
    ['status changed before "2026-11-21 02:00"', []],
    ['status changed on "2026-11-21"', ['DEMO-6']],
    ['status changed on "2026-11-20"', []],
    ['status changed during ("2026-11-21", "2026-11-21 23:00")', ['DEMO-6']],
    ['status was Done after "2026-11-22"', []],
    ['status was "To Do" after "2026-11-22"', ['DEMO-6', 'DEMO-7']],
    ['status was Done before "2026-11-21 01:00"', []],
    ['status was Done before "2026-11-22"', ['DEMO-6']],
    ['status was Done during ("2026-11-19", "2026-11-20")', []],
    ['status was Done on "2026-11-21"', ['DEMO-6']],
    ['assignee was EMPTY', ['DEMO-6', 'DEMO-7']],
    ['assignee was "Tomás Rivera"', ['DEMO-6']],
    ['assignee changed from EMPTY to "Tomás Rivera"', ['DEMO-6']],
    ['assignee was in (EMPTY) and assignee is not EMPTY', ['DEMO-6']],
    ['resolution changed to Done', ['DEMO-6']],
    ['resolution was Done', ['DEMO-6']],
    ['priority was Medium', ['DEMO-6', 'DEMO-7']],
    ['priority changed', []],
  ])('%s', (jql, keys) => {
    expect(find(jql)).toEqual(keys);
  });
});

describe('values of queries', () => {
  it.each(["'; DROP TABLE jira_issue; --", '" OR 1=1', 'x\0y', '%', '_', '\\', '😀'])(
    '%j is a value and nothing else',
    (text) => {
      const { store } = createTestJira();
      const quoted = `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
      expect(store.search.page(`labels = ${quoted}`, 'site').ids).toEqual([]);
      expect(store.search.page(`labels in (${quoted}, ${quoted})`, 'site').ids).toEqual([]);
      const issue = store.issue('DEMO-1');
      if (issue === undefined) throw new Error('no seed');
      store.issues.update(issue, { labels: [text] }, admin);
      expect(store.search.page(`labels = ${quoted}`, 'site').ids).toEqual([10_000]);
      expect(store.issue('DEMO-2')).toBeDefined();
    },
  );

  it('can be many', () => {
    const { store } = createTestJira();
    const labels = Array.from({ length: 5_000 }, (_, index) => `l${index}`);
    expect(store.search.page(`labels in (${labels.join(',')}, search)`, 'site').ids).toEqual([10_001]);
    const clauses = labels.slice(0, 2_000).map((label) => `labels = ${label}`);
    expect(store.search.page(`${clauses.join(' OR ')} OR labels = search`, 'site').ids).toEqual([10_001]);
  });
});

describe('custom fields and entity properties', () => {
  it('are searched by name, by number, and by what an add-on has declared', () => {
    const { store } = createTestJira({
      propertyIndexes: () => [
        { propertyKey: 'review', path: 'state.name', type: 'string', alias: 'reviewState' },
        { propertyKey: 'review', path: 'score', type: 'number', alias: undefined },
        { propertyKey: 'review', path: 'tags', type: 'string', alias: undefined },
        { propertyKey: 'review', path: 'note', type: 'text', alias: undefined },
        { propertyKey: 'review', path: 'at', type: 'date', alias: undefined },
      ],
    });
    const none = { description: '', options: [] };
    const points = store.customFields.add({ name: 'Effort', type: 'number', ...none });
    const team = store.customFields.add({
      name: 'Team',
      type: 'select',
      description: '',
      options: [
        { id: '1', value: 'Red' },
        { id: '2', value: 'Blue' },
      ],
    });
    const note = store.customFields.add({ name: 'Note', type: 'text', ...none });
    const set = (key: string, custom: object, review?: object) => {
      const issue = store.issue(key);
      if (issue === undefined) throw new Error('no seed');
      store.issues.update(issue, { custom: JSON.parse(JSON.stringify(custom)) }, admin);
      if (review !== undefined)
        store.issueProperties.set(issue, 'review', JSON.parse(JSON.stringify(review)), admin);
    };
    const name = (id: string) => `customfield_${id}`;
    set(
      'DEMO-1',
      { [name(points.id)]: 3, [name(team.id)]: { id: '1', value: 'Red' }, [name(note.id)]: 'Hello world' },
      { state: { name: 'Open' }, score: 3, tags: ['a', 'b'], note: 'needs work', at: '2026-11-20T10:00:00Z' },
    );
    set('DEMO-2', { [name(points.id)]: 8, [name(team.id)]: { id: '2', value: 'Blue' } }, { score: 12 });
    const find = (jql: string) =>
      store.table
        .list(store.search.page(`project = DEMO AND (${jql}) ORDER BY key`, 'site').ids)
        .map(({ key }) => key);
    expect(find('"Effort" > 3')).toEqual(['DEMO-2']);
    expect(find(`cf[${points.id}] = 3`)).toEqual(['DEMO-1']);
    expect(find(`cf[${points.id}] is EMPTY`)).toEqual(['DEMO-3', 'DEMO-4', 'DEMO-5']);
    expect(find('team = red')).toEqual(['DEMO-1']);
    expect(find('Team in (Red, Blue)')).toEqual(['DEMO-1', 'DEMO-2']);
    expect(find('Team != Red')).toEqual(['DEMO-2']);
    expect(find('Note ~ "world"')).toEqual(['DEMO-1']);
    expect(find('reviewState = open')).toEqual(['DEMO-1']);
    expect(find('issue.property[review].state.name = Open')).toEqual(['DEMO-1']);
    expect(find('issue.property["review"].score >= 3')).toEqual(['DEMO-1', 'DEMO-2']);
    expect(find('issue.property[review].score > 3')).toEqual(['DEMO-2']);
    expect(find('issue.property[review].tags = b')).toEqual(['DEMO-1']);
    expect(find('issue.property[review].tags is EMPTY')).toEqual(['DEMO-2', 'DEMO-3', 'DEMO-4', 'DEMO-5']);
    expect(find('issue.property[review].note ~ work')).toEqual(['DEMO-1']);
    expect(find('issue.property[review].at > "2026-11-20"')).toEqual(['DEMO-1']);
    expect(() => find('Team = Green')).toThrow("The option 'Green' for field 'Team' does not exist.");
    expect(() => find('issue.property[review].other = 1')).toThrow(/does not exist/);
  });
});
