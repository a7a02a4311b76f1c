import { type EntryInput, icon, type ModuleSample, text } from '../sample.ts';

const context = ({ key, name, url }: EntryInput) => ({
  key,
  name: text(name),
  icon: icon(24),
  content: { type: 'label', label: text(`Show ${name}`) },
  target: { type: 'web_panel', url: url() },
});

/** Modules of Jira's issue view, and of what surrounds issues. */
export const ISSUE_SAMPLES = {
  jiraIssueContents: {
    key: 'issue-panel',
    routes: [{ kind: 'page', about: 'issue' }],
    entry: ({ key, name, url }) => ({
      key,
      name: text(name),
      tooltip: text(`Show ${name}`),
      icon: icon(24),
      target: { type: 'web_panel', url: url() },
    }),
  },
  jiraIssueContexts: { key: 'issue-context', routes: [{ kind: 'page', about: 'issue' }], entry: context },
  jiraIssueGlances: { key: 'issue-glance', routes: [{ kind: 'page', about: 'issue' }], entry: context },
  jiraIssueTabPanels: {
    key: 'issue-tab',
    routes: [{ kind: 'page', about: 'issue' }],
    entry: ({ key, name, url }) => ({ key, name: text(name), url: url() }),
  },
  jiraBackgroundScripts: {
    key: 'background-script',
    routes: [{ kind: 'page', about: 'issue' }],
    entry: ({ key, url }) => ({
      key,
      location: { type: 'issue_view', shouldReloadOnRefresh: true },
      url: url(),
    }),
  },
  jiraSearchRequestViews: {
    key: 'search-view',
    name: 'Search view',
    routes: [{ kind: 'page', about: 'none' }],
    entry: ({ key, name, url, addonName }) => ({
      key,
      name: text(name),
      description: text(`Shows the issues of a search in ${addonName}`),
      url: url(),
    }),
  },
  jiraDashboardItems: {
    key: 'dashboard-item',
    routes: [{ kind: 'page', about: 'dashboard-item' }],
    entry: ({ key, name, url, iconUrl }) => ({
      key,
      name: text(name),
      description: text(`${name} on a dashboard`),
      thumbnailUrl: iconUrl,
      url: url(),
    }),
  },
} as const satisfies Readonly<Record<string, ModuleSample>>;
