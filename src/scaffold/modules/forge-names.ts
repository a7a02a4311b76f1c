import type { ModuleType } from '../../catalog/modules.ts';

/**
 * What people ask for who know Forge: its modules, and the type of Connect that shows the same.
 * @see https://developer.atlassian.com/platform/adopting-forge-from-connect/connect-forge-equivalences/connect-forge-capabilities-available
 */
const CONNECT_TYPES: Readonly<Record<string, ModuleType>> = {
  'jira:issuePanel': 'jiraIssueContents',
  'jira:issueContext': 'jiraIssueContexts',
  'jira:issueGlance': 'jiraIssueContexts',
  'jira:issueActivity': 'jiraIssueTabPanels',
  'jira:issueAction': 'webItems',
  'jira:globalPage': 'generalPages',
  'jira:adminPage': 'adminPages',
  'jira:projectPage': 'jiraProjectPages',
  'jira:projectSettingsPage': 'jiraProjectAdminTabPanels',
  'jira:dashboardGadget': 'jiraDashboardItems',
  'jira:customField': 'jiraIssueFields',
  'jira:jqlFunction': 'jiraJqlFunctions',
  'jira:workflowPostFunction': 'jiraWorkflowPostFunctions',
  'jira:workflowCondition': 'jiraWorkflowConditions',
  'jira:workflowValidator': 'jiraWorkflowValidators',
  'jira:globalPermission': 'jiraGlobalPermissions',
  'jira:projectPermission': 'jiraProjectPermissions',
  'jira:entityProperty': 'jiraEntityProperties',
  'jira:timeTrackingProvider': 'jiraTimeTrackingProviders',
  macro: 'dynamicContentMacros',
  'confluence:globalPage': 'generalPages',
  'confluence:spaceSettings': 'spaceToolsTabs',
  'confluence:globalSettings': 'adminPages',
  'confluence:contentAction': 'webItems',
  'confluence:contentBylineItem': 'contentBylineItems',
  'confluence:contentProperty': 'confluenceContentProperties',
  'confluence:customContent': 'customContent',
  trigger: 'webhooks',
};

/** The module type of Connect in place of a module of Forge; undefined for every other name. */
export function meantByForgeName(name: string): ModuleType | undefined {
  return Object.hasOwn(CONNECT_TYPES, name) ? CONNECT_TYPES[name] : undefined;
}
