import { describe, expect, it } from 'vitest';
import { createTestJira } from '../../../test/support/jira-store.ts';
import type { JiraStore } from './jira-store.ts';
import type { Component, Project } from './types.ts';

function demo(store: JiraStore): Project {
  const project = store.project('DEMO');
  if (project === undefined) throw new Error('There is no DEMO.');
  return project;
}

describe('whom a new issue goes to', () => {
  const cases: readonly (readonly [Project['assigneeType'], readonly Partial<Component>[], string | null])[] =
    [
      [undefined, [], null],
      ['PROJECT_LEAD', [], 'lead'],
      ['PROJECT_LEAD', [{ assigneeType: 'UNASSIGNED' }], null],
      ['UNASSIGNED', [{ assigneeType: 'PROJECT_LEAD' }], 'lead'],
      [undefined, [{}, { assigneeType: 'COMPONENT_LEAD', leadAccountId: 'other' }], 'other'],
      ['PROJECT_LEAD', [{ assigneeType: 'COMPONENT_LEAD' }], 'lead'],
    ];
  it.each(cases)(
    'is said by the project (%s) and its components %j: %s',
    (assigneeType, components, expected) => {
      const { store } = createTestJira();
      const project = { ...demo(store), leadAccountId: 'lead', ...(assigneeType && { assigneeType }) };
      store.catalog.put(project);
      const ids = components.map(
        (one, index) =>
          store.catalog.addComponent({ projectId: project.id, name: `c${index}`, description: '', ...one })
            .id,
      );
      const issue = store.issues.create(
        project,
        { summary: 'a', issueTypeId: '10001', componentIds: ids },
        null,
      );
      expect(issue.assigneeAccountId).toBe(expected);
    },
  );

  it('is nobody where somebody says so', () => {
    const { store } = createTestJira();
    const project: Project = { ...demo(store), assigneeType: 'PROJECT_LEAD' };
    store.catalog.put(project);
    const fields = { summary: 'a', issueTypeId: '10001', assigneeAccountId: null };
    expect(store.issues.create(project, fields, null).assigneeAccountId).toBeNull();
  });
});

it('keeps the order of the versions of one project apart from those of others', () => {
  const { store } = createTestJira();
  const add = (projectId: string, name: string) =>
    store.catalog.addVersion({ projectId, name, description: '', released: false, archived: false }).id;
  const [a, other, b] = [add('10000', 'a'), add('10001', 'other'), add('10000', 'b')];
  store.catalog.orderVersions([b, a]);
  expect(store.catalog.versions().map(({ id }) => id)).toEqual([b, other, a]);
  store.catalog.deleteVersion(a);
  add('10000', 'c');
  expect(store.catalog.versions('10000').map(({ name }) => name)).toEqual(['b', 'c']);
});

it('takes everything that belongs to a project away with it', () => {
  const { store, database } = createTestJira();
  const project = demo(store);
  store.catalog.addComponent({ projectId: project.id, name: 'c', description: '' });
  store.properties.set({ type: 'project', id: project.id }, 'a', 1);
  store.properties.set({ type: 'issue', id: '10000' }, 'a', 1);
  store.projectAdmin.delete(project, null);
  expect(store.catalog.components()).toEqual([]);
  const left = ['entity_property', 'jira_component', 'jira_comment', 'jira_issue', 'jira_issue_text'].map(
    (table) => database.get(`SELECT count(*) AS n FROM ${table}`)?.['n'],
  );
  // The only issue of the other project.
  expect(left).toEqual([0, 0, 0, 1, 1]);
});

it('takes the boards of a project away with it when it goes for good, and not before', () => {
  const { store } = createTestJira();
  const project = demo(store);
  const told: string[] = [];
  store.subscribe(({ type }) => told.push(type));
  const ofOther = {
    type: 'kanban',
    projectId: '10001',
    ownerAccountId: null,
    filterId: null,
    jql: '',
  } as const;
  const other = store.agile.boards.create({ ...ofOther, name: 'Other' }, null);
  store.properties.set({ type: 'board', id: '1' }, 'a', 1);
  store.projectAdmin.trash(project, null);
  expect(store.agile.boards.list().map(({ id }) => id)).toEqual([1, other.id]);
  store.projectAdmin.delete(project, null);
  expect(store.agile.boards.list()).toEqual([other]);
  expect(store.properties.keys({ type: 'board', id: '1' })).toEqual([]);
  expect(told.slice(-2)).toEqual(['board_deleted', 'project_deleted']);
  // A sprint goes on without its board: issues of other projects may be in it.
  expect(store.agile.sprints.find(1)?.name).toBe('DEMO Sprint 1');
});

it('finds issues by the keys of a project that has been renamed twice and back again', () => {
  const { store } = createTestJira();
  const rename = (key: string) => {
    const { id: _id, ...fields } = demo(store);
    store.projectAdmin.update(demo(store), { ...fields, key }, null);
  };
  rename('ONE');
  expect(store.issue('DEMO-1')?.key).toBe('ONE-1');
  rename('TWO');
  expect([store.issue('DEMO-1')?.key, store.issue('ONE-1')?.key, store.project('ONE')?.key]).toEqual([
    'TWO-1',
    'TWO-1',
    'TWO',
  ]);
  rename('DEMO');
  expect([store.issue('DEMO-1')?.key, store.issue('TWO-1')?.key]).toEqual(['DEMO-1', 'DEMO-1']);
});
