import { type EntryInput, type ModuleSample, text } from '../sample.ts';

const named = ({ key, name }: EntryInput) => ({ key, name: text(name) });

const indexed = (given: EntryInput) => ({
  ...named(given),
  keyConfigurations: [
    {
      propertyKey: given.key,
      extractions: [{ objectName: 'status', type: 'string', alias: given.exportName }],
    },
  ],
});

/** Modules that say something and show nothing of the add-on's own. */
export const DECLARATION_SAMPLES = {
  jiraEntityProperties: {
    key: 'issue-property',
    name: 'Issue property',
    routes: [],
    entry: (given) => ({ ...indexed(given), entityType: 'issue' }),
  },
  confluenceContentProperties: {
    key: 'content-property',
    name: 'Content property',
    routes: [],
    entry: indexed,
  },
  jiraProjectPermissions: {
    key: 'project-permission',
    name: 'Project permission',
    routes: [],
    entry: (given) => ({
      ...named(given),
      description: text(`Use ${given.addonName} in a project`),
      category: 'other',
    }),
  },
  jiraGlobalPermissions: {
    key: 'global-permission',
    name: 'Global permission',
    routes: [],
    entry: (given) => ({
      ...named(given),
      description: text(`Use ${given.addonName}`),
      anonymousAllowed: false,
      defaultGrants: ['jira-administrators'],
    }),
  },
  jiraIssueFields: {
    key: 'issue-field',
    name: 'Issue field',
    routes: [],
    entry: (given) => ({
      ...named(given),
      description: text(`A field of ${given.addonName}`),
      type: 'string',
    }),
  },
  jiraIssueTypes: {
    key: 'issue-type',
    name: 'Issue type',
    routes: [],
    entry: (given) => ({
      ...named(given),
      description: text(`An issue type of ${given.addonName}`),
      type: 'standard',
    }),
  },
  jiraTimeTrackingProviders: {
    key: 'time-tracking',
    routes: [],
    references: [{ role: 'settings', targets: ['adminPages'] }],
    entry: (given) => {
      const adminPageKey = given.reference('settings');
      return { ...named(given), ...(adminPageKey === undefined ? {} : { adminPageKey }) };
    },
  },
  serviceDeskQueueGroups: { key: 'queue-group', routes: [], entry: named },
  serviceDeskReportGroups: { key: 'report-group', routes: [], entry: named },
} as const satisfies Readonly<Record<string, ModuleSample>>;
