import { onTestFinished } from 'vitest';
import type { StartOptions, TestInstance } from '../../src/testing/api.ts';
import { createTesting } from '../../src/testing/create-testing.ts';
import { testMachine } from './test-machine.ts';

export const testing = createTesting(testMachine(), { Error, parse: JSON.parse });

/** An instance of `connect-kit/testing`, from the sources; stopped when the test ends. A bug in it fails the test. */
export async function startHarness(options: StartOptions = {}): Promise<TestInstance> {
  const instance = await testing.startInstance(options);
  onTestFinished(() => instance.stop());
  return instance;
}

const panel = (key: string, more: Readonly<Record<string, unknown>> = {}) => ({
  key,
  name: { value: key },
  icon: { url: '/icon.svg', width: 16, height: 16 },
  tooltip: { value: key },
  target: { type: 'web_panel', url: `/${key}?issue={issue.key}&project={project.id}` },
  ...more,
});

/** Modules of Jira, for the fake add-on. */
export const JIRA_ADDON = {
  modules: {
    jiraIssueContents: [panel('panel')],
    jiraIssueContexts: [
      {
        ...panel('admins', { conditions: [{ condition: 'user_is_admin' }] }),
        label: { value: 'Admins' },
        content: { type: 'label', label: { value: 'Admins' } },
      },
    ],
    generalPages: [{ key: 'page', name: { value: 'Page' }, url: '/page' }],
    jiraProjectPages: [
      {
        key: 'project-page',
        name: { value: 'Project' },
        url: '/project?key={project.key}',
        weight: 1,
        iconUrl: '/i.svg',
      },
    ],
    webPanels: [
      {
        key: 'board',
        name: { value: 'Board' },
        location: 'jira.agile.board.configuration',
        url: '/board?board={board.id}&type={board.type}',
      },
    ],
    webItems: [
      {
        key: 'link',
        name: { value: 'Link' },
        location: 'system.user.options/personal',
        url: 'https://example.com/',
      },
    ],
    webSections: [{ key: 'section', name: { value: 'Section' }, location: 'admin_plugins_menu' }],
    webhooks: [
      { event: 'jira:issue_created', url: `/webhooks/created?issue=$\{issue.key}` },
      { event: 'jira:issue_created', url: '/webhooks/bare', excludeBody: true },
    ],
  },
};

/** Modules of Confluence, for the fake add-on. */
export const CONFLUENCE_ADDON = {
  modules: {
    dynamicContentMacros: [
      {
        key: 'chart',
        name: { value: 'Chart' },
        description: { value: 'A chart' },
        url: '/chart?max={max}&title={title}&page={page.id}',
        editor: { url: '/chart-editor' },
        parameters: [
          { identifier: 'max', name: { value: 'Max' }, type: 'string' },
          { identifier: 'title', name: { value: 'Title' }, type: 'string' },
        ],
      },
    ],
  },
};
