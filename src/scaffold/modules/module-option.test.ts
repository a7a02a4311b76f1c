import { describe, expect, test } from 'vitest';
import { parseModuleOption, readModuleType } from './module-option.ts';

describe('parseModuleOption', () => {
  test.each([
    ['jiraIssueContents', { type: 'jiraIssueContents' }],
    ['JIRAissueContents', { type: 'jiraIssueContents' }],
    ['generalPages=reports', { type: 'generalPages', key: 'reports' }],
    ['confluence:generalPages=reports', { product: 'confluence', type: 'generalPages', key: 'reports' }],
    ['webhooks', { type: 'webhooks' }],
    ['webhooks=jira:issue_created', { type: 'webhooks', event: 'jira:issue_created' }],
    ['jira:webhooks=jira:issue_created', { product: 'jira', type: 'webhooks', event: 'jira:issue_created' }],
    ['webhooks=a=b', { type: 'webhooks', event: 'a=b' }],
  ])('reads %s', (text, option) => {
    expect(parseModuleOption(text)).toEqual(option);
  });

  test.each([
    ['generalPage', 'unknown-module-type', 'Did you mean generalPages?'],
    ['jira:issuePanel', 'unknown-module-type', 'The one of Connect is jiraIssueContents.'],
    ['macro', 'unknown-module-type', 'The one of Connect is dynamicContentMacros.'],
    ['bitbucket:repoPages', 'unknown-module-type', 'See what there is: connect-kit add module --list'],
    ['profilePages', 'retired-module-type', 'explain locations'],
    ['generalPages=', 'invalid-module', 'a key'],
    ['constructor', 'unknown-module-type', '--list'],
    ['', 'unknown-module-type', '--list'],
  ])('refuses %j', (text, code, step) => {
    expect(() => parseModuleOption(text)).toThrow(
      expect.objectContaining({
        code,
        exitCode: 2,
        where: '--module',
        nextSteps: expect.arrayContaining([expect.stringContaining(step)]),
      }),
    );
  });

  test('names no flag where none was given', () => {
    expect(() => readModuleType('x')).toThrow(expect.objectContaining({ where: undefined }));
  });
});
