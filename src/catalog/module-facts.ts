import type { ModuleType } from './modules.ts';

/**
 * What there is to know of module types beyond their names and schemas.
 */

/**
 * Pages that are about nothing: no issue, project or page of the product is in sight. The product refuses conditions
 * there that need one.
 * @see github:mahmoudimus/ac@6626e41, `AbstractConnectPageModuleProvider`; Atlassian's descriptor schema for Jira
 * (about 2021), `pageModule`
 */
export const PAGES_WITHOUT_CONTEXT = [
  'generalPages',
  'adminPages',
  'configurePage',
  'postInstallPage',
] as const satisfies readonly ModuleType[];

export interface ModuleDeprecation {
  /** ISO day from which on the type is deprecated. */
  readonly since: string;
  /** What became of it, as a sentence. */
  readonly note: string;
  readonly successor: ModuleType;
  /** True when the successor takes the same properties. */
  readonly hasSameShape: boolean;
}

/**
 * Module types that still install and that Atlassian has deprecated.
 * @see https://developer.atlassian.com/cloud/jira/platform/modules/issue-glance and
 * https://developer.atlassian.com/cloud/jira/software/modules/issue-context (2026-02-06), for glances; Atlassian's
 * descriptor schema for Jira (about 2021), `tabPanel`, for tabs of projects
 */
export const DEPRECATED_MODULES = {
  jiraIssueGlances: {
    since: '2023-10-06',
    note: 'Issue contexts take their place on the issue view.',
    successor: 'jiraIssueContexts',
    hasSameShape: true,
  },
  jiraProjectTabPanels: {
    since: '2017-10-01',
    note: 'The view of projects that they belong to was phased out in March 2015.',
    successor: 'jiraProjectPages',
    hasSameShape: false,
  },
} as const satisfies Partial<Record<ModuleType, ModuleDeprecation>>;

/** A property of a module that holds the key of another module of the same add-on. */
export interface ModuleReference {
  readonly type: ModuleType;
  /** Where in the module the key stands. */
  readonly path: readonly string[];
  /** Types that it may lead to; undefined for any. */
  readonly targets: readonly ModuleType[] | undefined;
}

/**
 * Which modules refer to which; dialogs of link targets and web sections of locations are not among them.
 * @see Atlassian's descriptor schema for Jira (about 2021), for shortcuts and time tracking; @forge/manifest 13.7.0
 * (2026), for the others
 */
export const MODULE_REFERENCES = [
  {
    type: 'keyboardShortcuts',
    path: ['target', 'key'],
    targets: ['webItems', 'dialogs', 'generalPages'],
  },
  { type: 'jiraTimeTrackingProviders', path: ['adminPageKey'], targets: ['adminPages'] },
  { type: 'serviceDeskQueues', path: ['group'], targets: ['serviceDeskQueueGroups'] },
  { type: 'serviceDeskReports', path: ['group'], targets: ['serviceDeskReportGroups'] },
  { type: 'customContent', path: ['uiSupport', 'contentViewComponent', 'moduleKey'], targets: undefined },
  { type: 'customContent', path: ['uiSupport', 'listViewComponent', 'moduleKey'], targets: undefined },
  { type: 'customContent', path: ['uiSupport', 'editComponent', 'moduleKey'], targets: undefined },
] as const satisfies readonly ModuleReference[];

/** What a link with `"context": "page"` can lead to: its URL is the key of one of these. */
export const PAGE_MODULES = [
  ...PAGES_WITHOUT_CONTEXT,
  'jiraProjectPages',
] as const satisfies readonly ModuleType[];

/** Kinds of issue fields that people choose from: these alone have `template` and `extractions`. */
export const SELECT_FIELD_TYPES = ['single_select', 'multi_select'] as const;

/**
 * The property of an issue that holds what a glance or context shows as its status.
 * @see Atlassian's descriptor schema for Jira (about 2021), `issueGlance`
 */
export function statusPropertyKey(addonKey: string, moduleKey: string): string {
  return `com.atlassian.jira.issue:${addonKey}:${moduleKey}:status`;
}

/** @see https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-properties/ */
export const MAX_PROPERTY_KEY_LENGTH = 255;

/**
 * Keys of macros that Confluence itself has; the keys of macros are shared by all add-ons of a site.
 * @see https://confluence.atlassian.com/doc/confluence-storage-format-for-macros-790796542.html
 */
export const CONFLUENCE_MACROS = [
  'anchor',
  'attachments',
  'blog-posts',
  'change-history',
  'chart',
  'children',
  'code',
  'column',
  'content-by-user',
  'contentbylabel',
  'contributors',
  'create-from-template',
  'detailssummary',
  'details',
  'excerpt',
  'excerpt-include',
  'expand',
  'gallery',
  'html',
  'include',
  'info',
  'jira',
  'livesearch',
  'multimedia',
  'noformat',
  'note',
  'pagetree',
  'panel',
  'profile',
  'recently-updated',
  'roadmap',
  'rss',
  'section',
  'status',
  'tasks-report-macro',
  'tip',
  'toc',
  'toc-zone',
  'userlister',
  'viewdoc',
  'viewpdf',
  'viewppt',
  'viewxls',
  'warning',
  'widget',
] as const;
