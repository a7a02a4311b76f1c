import { describe, expect, it } from 'vitest';
import { createTestJira } from '../../../test/support/jira-store.ts';
import { ProductError } from '../product-error.ts';
import { textToAdf } from './adf.ts';
import { CONFIGURATION } from './configuration.ts';
import { type InputContext, parseIssueFields, parseProject } from './issue-input.ts';

const PROJECT = { id: '10000', key: 'DEMO', name: 'Demo', leadAccountId: '', description: '' };
const CONTEXT: InputContext = {
  apiVersion: '3',
  project: (idOrKey) => (idOrKey === 'DEMO' || idOrKey === '10000' ? PROJECT : undefined),
  hasPerson: (accountId) => accountId === 'mia',
  mayNameProject: true,
  configuration: CONFIGURATION,
  components: () => [{ id: '1', projectId: '10000', name: 'Server', description: '' }],
  versions: () => [
    { id: '5', projectId: '10000', name: '1.0', description: '', released: false, archived: false },
  ],
  isAssignable: () => true,
  issue: () => undefined,
  customField: () => undefined,
  sprint: () => undefined,
  projectId: '10000',
  current: undefined,
};
const parse = (fields: unknown, context: Partial<InputContext> = {}) =>
  parseIssueFields({ fields }, { ...CONTEXT, ...context });

/** The body of the error that is thrown. */
function refusalOf(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    if (error instanceof ProductError) return { status: error.status, ...error.body };
    throw error;
  }
  throw new Error('it was not refused');
}

describe('parseIssueFields', () => {
  it('reads every field', () => {
    const description = textToAdf('text');
    const fields = parse({
      project: { key: 'DEMO' },
      summary: 'New',
      description,
      issuetype: { name: 'bug' },
      priority: { id: '1' },
      assignee: { accountId: 'mia' },
      reporter: { id: 'mia' },
      labels: ['a', 'b', 'a'],
      duedate: '2026-12-24',
      components: [{ name: 'server' }],
      fixVersions: [{ id: '5' }],
      timetracking: { originalEstimate: '1d 2h', remainingEstimate: '30m' },
    });
    expect(fields).toEqual({
      summary: 'New',
      description,
      issueTypeId: '10002',
      priorityId: '1',
      assigneeAccountId: 'mia',
      reporterAccountId: 'mia',
      labels: ['a', 'b'],
      dueDate: '2026-12-24',
      componentIds: ['1'],
      fixVersionIds: ['5'],
      originalEstimateSeconds: 36_000,
      remainingEstimateSeconds: 1800,
    });
  });

  it('reads nobody, no text, and the text of version 2', () => {
    expect(parse({ assignee: null, description: null })).toEqual({
      assigneeAccountId: null,
      description: null,
    });
    expect(parse({ assignee: { accountId: null } })).toEqual({ assigneeAccountId: null });
    expect(parse({ description: 'a' }, { apiVersion: '2' })).toEqual({ description: textToAdf('a') });
  });

  it.each([
    ['summary', '', 'You must specify a summary of the issue.'],
    ['summary', '  ', 'You must specify a summary of the issue.'],
    ['summary', 7, 'You must specify a summary of the issue.'],
    ['summary', 'a\nb', 'The summary is invalid because it contains newline characters.'],
    ['summary', 'x'.repeat(256), 'Summary must be less than 255 characters.'],
    ['description', 'text', expect.stringContaining('Atlassian Document')],
    ['issuetype', { name: 'Nonsense' }, 'Specify a valid issue type'],
    ['issuetype', null, 'Specify a valid issue type'],
    ['priority', { id: '9' }, expect.stringContaining('Priority')],
    ['assignee', { accountId: 'nobody' }, "User 'nobody' does not exist."],
    ['assignee', 'mia', "User '' does not exist."],
    ['reporter', { accountId: 7 }, 'The reporter specified is not a user.'],
    ['labels', 'a', 'data was not an array of strings'],
    ['labels', ['a', 1], 'data was not an array of strings'],
    ['labels', ['a b'], "The label 'a b' contains spaces which is invalid."],
    ['duedate', '24.12.2026', expect.stringContaining('yyyy-MM-dd')],
    ['duedate', '2026-02-30', expect.stringContaining('yyyy-MM-dd')],
    ['components', [{ name: 'Client' }], "Component name 'Client' is not valid"],
    ['fixVersions', [{ id: '9' }], "Version id '9' is not valid"],
    ['timetracking', { originalEstimate: 'long' }, 'The original estimate specified is not valid.'],
    ['parent', { key: 'DEMO-99' }, 'Could not find issue by id or key.'],
    ['status', { id: '1' }, expect.stringContaining('cannot be set')],
    ['customfield_1', 'x', expect.stringContaining('cannot be set')],
    ['constructor', 'x', expect.stringContaining('cannot be set')],
  ])('refuses %s of %j', (name, value, message) => {
    expect(refusalOf(() => parse({ [name]: value }))).toEqual({
      status: 400,
      errorMessages: [],
      errors: { [name]: message },
    });
  });

  it('names every field that is wrong', () => {
    const refusal = refusalOf(() => parse({ summary: '', labels: 1, priority: { id: '1' } }));
    expect(Object.keys(Object(refusal)['errors'])).toEqual(['summary', 'labels']);
  });

  it('refuses to move an issue', () => {
    expect(refusalOf(() => parse({ project: { key: 'DEMO' } }, { mayNameProject: false }))).toMatchObject({
      status: 400,
      errors: { project: expect.stringContaining('cannot be set') },
    });
    expect(parseIssueFields({ update: {}, fields: { summary: 'a' } }, CONTEXT)).toEqual({ summary: 'a' });
  });

  it.each([
    [{ labels: [{ add: 'b' }, { remove: 'a' }] }, { labels: ['b'] }],
    [{ labels: [{ set: ['c'] }, { add: 'd' }] }, { labels: ['c', 'd'] }],
    [{ components: [{ add: { name: 'Server' } }] }, { componentIds: ['1'] }],
    [{ fixVersions: [{ remove: { name: '1.0' } }] }, { fixVersionIds: [] }],
    [{ timetracking: [{ edit: { remainingEstimate: '1h' } }] }, { remainingEstimateSeconds: 3600 }],
  ])('applies %j to the values that there are', (update, fields) => {
    const { store } = createTestJira();
    const current = store.issue('DEMO-1');
    if (current === undefined) throw new Error('no seed');
    const context = { ...CONTEXT, current: { ...current, labels: ['a'], fixVersionIds: ['5'] } };
    expect(parseIssueFields({ update }, context)).toEqual(fields);
  });

  it.each([
    [{ update: { summary: [{ add: 'x' }] } }, 'summary', /does not support operation 'add'/],
    [{ update: { labels: [{ edit: 'x' }] } }, 'labels', /does not support operation 'edit'/],
    [{ update: { labels: 'x' } }, 'labels', /array of objects/],
    [{ fields: { labels: [] }, update: { labels: [{ add: 'x' }] } }, 'labels', /cannot appear in both/],
  ])('refuses %j', (body, name, message) => {
    expect(refusalOf(() => parseIssueFields(body, CONTEXT))).toMatchObject({
      status: 400,
      errors: { [name]: expect.stringMatching(message) },
    });
  });

  it.each([
    ['a sub-task without a parent', { issuetype: { name: 'Sub-task' } }, 'parent'],
    ['a parent of the same level', { issuetype: { name: 'Task' }, parent: { key: 'DEMO-1' } }, 'parentId'],
  ])('refuses %s', (_, fields, name) => {
    const { store } = createTestJira();
    expect(refusalOf(() => parse(fields, { issue: (idOrKey) => store.issue(idOrKey) }))).toMatchObject({
      status: 400,
      errors: { [name]: expect.any(String) },
    });
  });

  it.each([null, [], 'x', 7, { fields: [] }])('takes %j for no fields', (body) => {
    expect(parseIssueFields(body, CONTEXT)).toEqual({});
  });
});

it.each([
  [{ key: 'DEMO' }, undefined],
  [{ id: '10000' }, undefined],
  [{ key: 'NOPE' }, 'valid project is required'],
  [{ key: 7 }, 'Specify a valid project ID or key'],
  [undefined, 'Specify a valid project ID or key'],
])('parseProject of %j', (project, problem) => {
  const work = () => parseProject({ fields: { project } }, CONTEXT);
  if (problem === undefined) expect(work()).toBe(PROJECT);
  else expect(refusalOf(work)).toMatchObject({ status: 400, errors: { project: problem } });
});
