import { describe, expect, it, test } from 'vitest';
import { TOPIC_SOURCES } from '../../src/explain/sources.ts';
import { TOPIC_KINDS } from '../../src/explain/topic.ts';
import { followDocs } from '../support/docs-examples.ts';
import { runCli } from '../support/run-cli.ts';

async function explain(...argv: readonly string[]) {
  return runCli(['explain', ...argv]);
}

describe('connect-kit explain', () => {
  it.each([
    ['jiraIssueContents', /^jiraIssueContents\n(?:.*\n)*.*icon +object +required/],
    ['READ', /^READ\n(?:.*\n)*\d+ operations of Confluence\n/],
    ['jira:issue_updated', /^jira:issue_updated\n(?:.*\n)*.*changelog/],
    ['user_is_admin', /^user_is_admin\n(?:.*\n)*.*Jira and Confluence/],
    ['atl.jira.view.issue.right.context', /^atl.jira.view.issue.right.context\n(?:.*\n)*.*panels/],
    ['issue.key', /^\{issue.key\}\n(?:.*\n)*.*an issue/],
  ])('tells what %s is', async (name, page) => {
    const { stdout, stderr, exitCode } = await explain(name);
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
    expect(stdout).toMatch(page);
  });

  it('finds names in any case', async () => {
    expect((await explain('WEBPANELS')).stdout).toMatch(/^webPanels\n/);
    expect((await explain('read')).stdout).toMatch(/^READ\n/);
  });

  it('tells of both products where both have the name', async () => {
    const { stdout } = await explain('comment_created');
    expect(stdout).toMatch(/Jira: (?:.*\n)*.*Confluence: /);
  });

  it('takes a kind in front of a name, also where the name has a colon', async () => {
    expect((await explain('event:jira:issue_created')).stdout).toMatch(/^jira:issue_created\n/);
    const { exitCode, stderr } = await explain('module:read');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('called "read"');
  });

  it('suggests a name that is near', async () => {
    const { exitCode, stdout, stderr } = await explain('jira:issue_update');
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain('connect-kit explain jira:issue_updated');
  });

  it('lists what there is, by kind', async () => {
    const { stdout } = await explain();
    for (const kind of TOPIC_KINDS) expect(stdout).toContain(`connect-kit explain ${kind}s`);
    expect((await explain('scopes')).stdout).toMatch(/^NONE\t.*\nREAD\t/);
  });

  it('lists the rules of a group', async () => {
    const { stdout } = await explain('scopes/');
    expect(stdout).toMatch(/^scopes\//);
    expect(
      stdout
        .split('\n')
        .slice(0, -1)
        .every((line) => line.startsWith('scopes/')),
    ).toBe(true);
  });

  it('gives programs the text of the page', async () => {
    const { stdout } = await explain('webPanels', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      pages: [{ kind: 'module', name: 'webPanels', page: expect.stringMatching(/^# webPanels\n/) }],
    });
  });
});

describe.each(TOPIC_KINDS)('every %s', (kind) => {
  const topics = TOPIC_SOURCES[kind].list();

  test('has a summary of one line, and a name of its own', () => {
    expect(topics.length).toBeGreaterThan(5);
    for (const { summary } of topics) expect(summary).toMatch(/^\S[^\n]*$/);
    expect(new Set(topics.map(({ name }) => name.toLowerCase())).size).toBe(topics.length);
  });

  test('has a page with a heading, and nothing unsaid in it', async () => {
    for (const { name } of topics) {
      const page = await TOPIC_SOURCES[kind].page(name);
      expect(page, name).toMatch(/^# \S/);
      expect(page, name).not.toMatch(/undefined|\[object|NaN| {2}\.|\(\)\./);
    }
  });
});

test('the page of the command shows what it does', async () => {
  expect(await followDocs('docs/explain.md')).toBeGreaterThan(3);
});
