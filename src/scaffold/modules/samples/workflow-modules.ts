import { type ModuleSample, text } from '../sample.ts';

/** Modules of Jira that run by themselves: in workflows, in automation rules, in searches. */
export const WORKFLOW_SAMPLES = {
  jiraWorkflowPostFunctions: {
    key: 'post-function',
    name: 'Post function',
    routes: [
      { kind: 'webhook', about: 'none', role: 'triggered' },
      { kind: 'page', about: 'post-function', role: 'edit' },
      { kind: 'page', about: 'post-function', role: 'view' },
    ],
    entry: ({ key, name, addonName, path, url }) => ({
      key,
      name: text(name),
      description: text(`Tells ${addonName} of the transition`),
      triggered: { url: url('triggered') },
      create: { url: path('edit') },
      edit: { url: url('edit') },
      view: { url: url('view') },
    }),
  },
  jiraWorkflowConditions: {
    key: 'workflow-condition',
    name: 'Only for the assignee',
    routes: [],
    entry: ({ key, name }) => ({
      key,
      name: text(name),
      description: text('Only the assignee of an issue can move it on'),
      expression: 'issue.assignee == user',
    }),
  },
  jiraWorkflowValidators: {
    key: 'workflow-validator',
    name: 'With a file',
    routes: [],
    entry: ({ key, name }) => ({
      key,
      name: text(name),
      description: text('Only issues with a file move on'),
      expression: 'issue.attachments.length > 0',
      errorMessage: text('Attach a file first.'),
    }),
  },
  automationActions: {
    key: 'automation-action',
    name: 'Automation action',
    routes: [{ kind: 'webhook', about: 'none' }],
    entry: ({ key, name, url }) => ({ key, name: text(name), requires: ['issue'], webhook: { url: url() } }),
  },
  jiraJqlFunctions: {
    key: 'jql-function',
    routes: [{ kind: 'fragment', about: 'none', isSpecial: true }],
    entry: ({ key, url, exportName }) => ({
      key,
      name: exportName,
      arguments: [{ name: 'text', required: true }],
      types: ['issue'],
      operators: ['in', 'not_in'],
      url: url(),
    }),
  },
  jiraDeploymentGating: {
    key: 'deployment-gate',
    routes: [{ kind: 'webhook', about: 'none' }],
    entry: ({ key, name, url }) => ({ key, name: text(name), callback: { type: 'jwt', url: url() } }),
  },
  cloudAppMigration: {
    key: 'app-migration',
    routes: [{ kind: 'webhook', about: 'none' }],
    entry: ({ url }) => ({ migrationWebhookPath: url() }),
  },
} as const satisfies Readonly<Record<string, ModuleSample>>;
