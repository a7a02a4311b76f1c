import { describe, expect, it } from 'vitest';
import { createTestJira } from '../../../test/support/jira-store.ts';
import { textToAdf } from './adf.ts';
import type { IssueJsonContext } from './json/issue-context.ts';
import { issueJson as represent, webhookIssueJson } from './json/issue-json.ts';
import { wantedFields } from './json/wanted-fields.ts';
import { changeItemJson, formatTime } from './json.ts';
import type { Issue } from './types.ts';

function prepare() {
  const { store, people } = createTestJira();
  const issue = store.issue('DEMO-1');
  if (issue === undefined) throw new Error('no seed');
  const context = (apiVersion: '2' | '3'): IssueJsonContext => ({
    baseUrl: 'http://localhost:2990',
    apiVersion,
    person: (accountId) => people.find(accountId),
    store,
    viewer: 'all',
    accountId: null,
  });
  const issueJson = (one: Issue, given: IssueJsonContext, wanted: readonly string[] = []) =>
    represent(one, wantedFields(store, wanted, '*all'), given);
  return { store, issue, context, issueJson };
}

describe('an issue', () => {
  it('has every part by its id, key and address', () => {
    const { issue, context, issueJson } = prepare();
    expect(issueJson(issue, context('3'))).toMatchObject({
      id: '10000',
      key: 'DEMO-1',
      self: 'http://localhost:2990/rest/api/3/issue/10000',
      fields: {
        summary: 'Plan the release of the mobile app',
        issuetype: { id: '10003', name: 'Story', subtask: false },
        project: { id: '10000', key: 'DEMO' },
        status: { name: 'In Progress', statusCategory: { key: 'indeterminate' } },
        priority: { id: '2', name: 'High' },
        assignee: { displayName: 'Mia Lindqvist' },
        labels: ['mobile', 'release'],
        comment: { total: 1, comments: [{ author: { displayName: 'Mia Lindqvist' } }] },
      },
    });
  });

  it('has rich text as ADF in version 3 and as text in version 2', () => {
    const { issue, context, issueJson } = prepare();
    const described = { ...issue, description: textToAdf('a\n\nb') };
    const descriptionIn = (version: '2' | '3') =>
      issueJson(described, context(version)).fields['description'];
    expect(descriptionIn('3')).toEqual(described.description);
    expect(descriptionIn('2')).toBe('a\n\nb');
    expect(issueJson({ ...issue, description: null }, context('3')).fields['description']).toBeNull();
  });

  it('shows nobody for accounts that are gone, and never an e-mail address', () => {
    const { issue, context, issueJson } = prepare();
    const orphan = { ...issue, assigneeAccountId: 'gone', reporterAccountId: null };
    expect(issueJson(orphan, context('3')).fields).toMatchObject({ assignee: null, reporter: null });
    expect(JSON.stringify(issueJson(issue, context('3')))).not.toContain('@');
  });

  it.each([
    [
      ['summary', 'status'],
      ['status', 'summary'],
    ],
    [['summary', 'nonsense', '__proto__'], ['summary']],
    [['nonsense'], []],
  ])('asked for %j has %j', (wanted, names) => {
    const { issue, context, issueJson } = prepare();
    expect(Object.keys(issueJson(issue, context('3'), wanted).fields)).toEqual(names);
  });

  it.each([[[]], [['*all']], [['*navigable', 'summary']]])('asked for %j has all', (wanted) => {
    const { issue, context, issueJson } = prepare();
    expect(Object.keys(issueJson(issue, context('3'), wanted).fields)).toContain('description');
  });

  it.each([[['-description']], [['*all', '-description']]])('asked for %j has all but that', (wanted) => {
    const { issue, context, issueJson } = prepare();
    const names = Object.keys(issueJson(issue, context('3'), wanted).fields);
    expect(names).not.toContain('description');
    expect(names).toContain('summary');
  });

  it('is sent in version 2, and without its comments, by webhooks', () => {
    const { issue, context } = prepare();
    const sent = webhookIssueJson(issue, context('3'));
    expect(sent.self).toContain('/rest/api/2/');
    expect(sent.fields['description']).toEqual(expect.any(String));
    expect(sent.fields).not.toHaveProperty('comment');
  });
});

it('writes moments and changes as Jira does', () => {
  expect(formatTime(Date.parse('2026-11-21T09:30:00.120Z'))).toBe('2026-11-21T09:30:00.120+0000');
  const change = { field: 'status', fieldId: 'status', from: '1', fromText: 'A', to: '2', toText: 'B' };
  expect(changeItemJson(change)).toEqual({
    field: 'status',
    fieldtype: 'jira',
    fieldId: 'status',
    from: '1',
    fromString: 'A',
    to: '2',
    toString: 'B',
  });
});
