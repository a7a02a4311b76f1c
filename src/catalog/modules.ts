import type { DescriptorProduct } from './products.ts';

/**
 * How entries of a module type stand in a descriptor: as a list below `modules`, as one object below `modules`,
 * or, for what only a Forge manifest calls a module, as a property of the descriptor's root.
 */
export type ModuleContainer = 'list' | 'object' | 'root';

export interface ModuleKind {
  readonly products: readonly DescriptorProduct[];
  readonly container: ModuleContainer;
}

const all = (container: ModuleContainer) =>
  ({ products: ['jira', 'confluence', 'bitbucket'], container }) as const satisfies ModuleKind;
const both = (container: ModuleContainer) =>
  ({ products: ['jira', 'confluence'], container }) as const satisfies ModuleKind;
const jira = (container: ModuleContainer) =>
  ({ products: ['jira'], container }) as const satisfies ModuleKind;
const confluence = (container: ModuleContainer) =>
  ({ products: ['confluence'], container }) as const satisfies ModuleKind;
const bitbucket = (container: ModuleContainer) =>
  ({ products: ['bitbucket'], container }) as const satisfies ModuleKind;

/**
 * Every module type of the products. Each has a schema of its own: `schemas/modules/<type>.json`, and for Bitbucket
 * `schemas/bitbucket/modules/<type>.json`.
 * Sources: Atlassian's descriptor schema for Jira (about 2021) and the `connect-*` modules of the Forge manifest
 * schema (@forge/manifest 13.7.0, 2026). Containers of types that only the latter has follow their older siblings.
 * For Bitbucket: https://developer.atlassian.com/cloud/bitbucket/modules (2026-02), and published add-ons.
 */
export const MODULES = {
  generalPages: all('list'),
  adminPages: all('list'),
  configurePage: all('object'),
  postInstallPage: both('object'),
  webPanels: all('list'),
  webItems: all('list'),
  webSections: both('list'),
  webhooks: all('list'),
  dialogs: both('list'),
  keyboardShortcuts: both('list'),
  cloudAppMigration: both('object'),
  lifecycle: both('root'),
  translations: both('root'),
  jiraEntityProperties: jira('list'),
  jiraProjectPermissions: jira('list'),
  jiraGlobalPermissions: jira('list'),
  jiraReports: jira('list'),
  jiraProjectPages: jira('list'),
  jiraSearchRequestViews: jira('list'),
  jiraDashboardItems: jira('list'),
  jiraWorkflowPostFunctions: jira('list'),
  jiraWorkflowConditions: jira('list'),
  jiraWorkflowValidators: jira('list'),
  jiraIssueGlances: jira('list'),
  jiraIssueContexts: jira('list'),
  jiraIssueContents: jira('list'),
  jiraIssueFields: jira('list'),
  jiraIssueTabPanels: jira('list'),
  jiraProjectTabPanels: jira('list'),
  jiraProjectAdminTabPanels: jira('list'),
  jiraTimeTrackingProviders: jira('list'),
  jiraDevelopmentTool: jira('object'),
  jiraFeatureFlagInfoProvider: jira('object'),
  jiraBuildInfoProvider: jira('object'),
  jiraDeploymentInfoProvider: jira('object'),
  jiraRemoteLinkInfoProvider: jira('object'),
  jiraSecurityInfoProvider: jira('object'),
  jiraOperationsInfoProvider: jira('object'),
  jiraDevOpsComponentProvider: jira('object'),
  jiraDeploymentGating: jira('object'),
  jiraBackgroundScripts: jira('list'),
  jiraIssueTypes: jira('list'),
  jiraJqlFunctions: jira('list'),
  automationActions: jira('list'),
  assetPanels: jira('list'),
  serviceDeskPortalHeaders: jira('list'),
  serviceDeskPortalSubHeaders: jira('list'),
  serviceDeskPortalFooters: jira('list'),
  serviceDeskPortalRequestCreatePropertyPanels: jira('list'),
  serviceDeskPortalRequestViewDetailsPanels: jira('list'),
  serviceDeskPortalRequestViewPanels: jira('list'),
  serviceDeskPortalProfilePanels: jira('list'),
  serviceDeskOrganizationPanels: jira('list'),
  serviceDeskQueues: jira('list'),
  serviceDeskReports: jira('list'),
  serviceDeskQueueGroups: jira('list'),
  serviceDeskReportGroups: jira('list'),
  serviceDeskPortalUserMenuActions: jira('list'),
  serviceDeskPortalProfileActions: jira('list'),
  serviceDeskPortalRequestViewActions: jira('list'),
  serviceDeskOrganizationActions: jira('list'),
  blueprints: confluence('list'),
  spaceToolsTabs: confluence('list'),
  confluenceContentProperties: confluence('list'),
  customContent: confluence('list'),
  publishConditions: confluence('list'),
  dynamicContentMacros: confluence('list'),
  staticContentMacros: confluence('list'),
  contentBylineItems: confluence('list'),
  confluenceThemes: confluence('list'),
  repoPages: bitbucket('list'),
  profileTabs: bitbucket('list'),
  postInstallRedirect: bitbucket('object'),
  webCards: bitbucket('list'),
  fileViews: bitbucket('list'),
  fileEditors: bitbucket('list'),
  linkers: bitbucket('list'),
  oauthConsumer: bitbucket('object'),
  proxy: bitbucket('object'),
} as const satisfies Readonly<Record<string, ModuleKind>>;

export type ModuleType = keyof typeof MODULES;

/**
 * Module types of the host of 2016 that today's schemas no longer have. Add-ons still declare them.
 * Source: Atlassian's host plugin, github:mahmoudimus/ac@6626e41, `ProfilePageModuleMeta` and
 * `ProfileTabPanelModuleMeta`.
 */
export const RETIRED_MODULES = {
  profilePages: confluence('list'),
  jiraProfileTabPanels: jira('list'),
} as const satisfies Readonly<Record<string, ModuleKind>>;

export function isModuleType(name: string): name is ModuleType {
  return Object.hasOwn(MODULES, name);
}

/** The module types that a descriptor for `product` may have below `modules`. */
export function moduleTypesOf(product: DescriptorProduct): readonly ModuleType[] {
  return Object.keys(MODULES)
    .filter(isModuleType)
    .filter((name) => {
      const { products, container }: ModuleKind = MODULES[name];
      return container !== 'root' && products.includes(product);
    });
}
