import { describe, expect, it } from 'vitest';
import { createTestJira } from '../../../test/support/jira-store.ts';
import { JqlError } from './jql.ts';
import { checkWebhookJql } from './webhook-jql.ts';

const complaint = (jql: string): string | undefined => {
  try {
    checkWebhookJql(jql, createTestJira().store.search);
    return undefined;
  } catch (error) {
    if (error instanceof JqlError) return error.message;
    throw error;
  }
};

describe('the filter of a webhook that is registered at run time', () => {
  it.each([
    'project = DEMO',
    'project IN (DEMO) AND (status != Done OR NOT issuetype = Bug)',
    'issueKey = DEMO-1 OR key in (DEMO-1, DEMO-2)',
    'assignee = EMPTY',
    'reporter not in (EMPTY)',
    'priority = High',
    '',
  ])('may be %j', (jql) => {
    expect(complaint(jql)).toBeUndefined();
  });

  it.each([
    ['watchers = 3', 'The clause watchers is unsupported'],
    ['project = DEMO OR (labels = a)', 'The clause labels is unsupported'],
    ['cf[10011] = 1', 'The clause cf[10011] is unsupported'],
    ['project is not EMPTY', 'The operator is not is unsupported'],
    ['project ~ demo', 'The operator ~ is unsupported'],
    ['assignee in (EMPTY, currentUser())', 'The function currentUser is unsupported'],
    ['project = DEMO ORDER BY created', 'The clause ORDER BY is unsupported'],
  ])('may not be %j', (jql, message) => {
    expect(complaint(jql)).toBe(message);
  });

  it('must be JQL, and name what there is', () => {
    expect(complaint('project =')).toContain('Error in the JQL Query');
    expect(complaint('project = NOWHERE')).toContain('NOWHERE');
  });
});
