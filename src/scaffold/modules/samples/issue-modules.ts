import { icon, type ModuleSample, text } from '../sample.ts';

/** Modules of Jira's issue view. */
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
} as const satisfies Readonly<Record<string, ModuleSample>>;
