import type { Product } from './products.ts';

/**
 * The variables that the products replace in URLs of modules: `{issue.key}` and its like.
 *
 * Sources, the newest first: https://developer.atlassian.com/cloud/jira/platform/context-parameters and
 * https://developer.atlassian.com/cloud/confluence/context-parameters (2026-01-28, 2026-02-02),
 * https://developer.atlassian.com/cloud/jira/software/jira-software-context-parameters (2025-06-30),
 * Atlassian's descriptor schema for Jira (about 2021), and the host of 2016 (github:mahmoudimus/ac@6626e41:
 * `JiraModuleContextFilter`, `ConfluenceModuleContextFilter`, `MacroModuleContextExtractorImpl`). Where they disagree,
 * the newer one is taken.
 */
export interface ContextVariable {
  readonly product: Product;
  /** What has to be in sight for the variable to have a value. */
  readonly subject: ContextSubject;
  /** `deprecated` ones still have a value, `removed` ones are always empty. */
  readonly state?: 'deprecated' | 'removed';
  /** The variable to take instead, and whether its value is the same. */
  readonly successor?: { readonly name: string; readonly isSameValue: boolean };
  /** True where the value names or describes a person. */
  readonly isPersonal?: true;
}

export type ContextSubject =
  | 'issue'
  | 'project'
  | 'version'
  | 'component'
  | 'profile'
  | 'dashboard-item'
  | 'board'
  | 'sprint'
  | 'request'
  | 'post-function'
  | 'validator'
  | 'workflow-condition'
  | 'content'
  | 'space'
  | 'attachment'
  | 'macro'
  | 'user';

const jira = (subject: ContextSubject) => ({ product: 'jira', subject }) as const satisfies ContextVariable;
const confluence = (subject: ContextSubject) =>
  ({ product: 'confluence', subject }) as const satisfies ContextVariable;
const instead = (name: string) =>
  ({
    state: 'deprecated',
    successor: { name, isSameValue: true },
  }) as const satisfies Partial<ContextVariable>;
/** Gone with user names and user keys when the GDPR migration ended. */
const removedPerson = { state: 'removed', isPersonal: true } as const satisfies Partial<ContextVariable>;

/**
 * Names of both products are listed once for each; macros of Confluence also have their own parameters.
 * `attachment.id` and `attachment.name` are in no list, but published add-ons live on them (ONLYOFFICE for Confluence).
 */
export const CONTEXT_VARIABLES: ReadonlyMap<string, ContextVariable> = toMap({
  'issue.id': jira('issue'),
  'issue.key': jira('issue'),
  'issuetype.id': jira('issue'),
  'project.id': jira('project'),
  'project.key': jira('project'),
  'version.id': jira('version'),
  'component.id': jira('component'),
  'profileUser.accountId': { ...jira('profile'), isPersonal: true },
  'profileUser.name': {
    ...jira('profile'),
    ...removedPerson,
    successor: { name: 'profileUser.accountId', isSameValue: false },
  },
  'profileUser.key': {
    ...jira('profile'),
    ...removedPerson,
    successor: { name: 'profileUser.accountId', isSameValue: false },
  },
  'dashboard.id': jira('dashboard-item'),
  'dashboardItem.id': jira('dashboard-item'),
  'dashboardItem.key': jira('dashboard-item'),
  'dashboardItem.viewType': jira('dashboard-item'),
  'postFunction.id': jira('post-function'),
  'postFunction.config': jira('post-function'),
  'validator.id': jira('validator'),
  'validator.config': jira('validator'),
  'condition.id': jira('workflow-condition'),
  'condition.config': jira('workflow-condition'),
  'board.id': jira('board'),
  'board.type': jira('board'),
  'board.screen': jira('board'),
  'board.mode': {
    ...jira('board'),
    state: 'deprecated',
    successor: { name: 'board.screen', isSameValue: false },
  },
  'sprint.id': jira('sprint'),
  'sprint.state': jira('sprint'),
  'servicedesk.requestId': jira('request'),
  'servicedesk.requestTypeId': jira('request'),
  'servicedesk.serviceDeskId': jira('request'),
  'content.id': confluence('content'),
  'content.version': confluence('content'),
  'content.type': confluence('content'),
  'content.plugin': confluence('content'),
  'space.id': confluence('space'),
  'space.key': confluence('space'),
  'attachment.id': confluence('attachment'),
  'attachment.name': confluence('attachment'),
  'page.id': { ...confluence('content'), ...instead('content.id') },
  'page.version': { ...confluence('content'), ...instead('content.version') },
  'page.type': { ...confluence('content'), ...instead('content.type') },
});

/**
 * What macros of Confluence have besides their own parameters. To them, `page.*` are not deprecated: the host of 2016
 * gave macros no `content.*` at all. `user.*` have been empty since the GDPR migration.
 */
export const MACRO_VARIABLES: ReadonlyMap<string, ContextVariable> = toMap({
  'macro.id': confluence('macro'),
  'macro.hash': confluence('macro'),
  'macro.body': confluence('macro'),
  'macro.truncated': confluence('macro'),
  'output.type': confluence('macro'),
  'page.id': confluence('macro'),
  'page.title': confluence('macro'),
  'page.type': confluence('macro'),
  'page.version': confluence('macro'),
  'space.id': confluence('space'),
  'space.key': confluence('space'),
  'user.id': { ...confluence('user'), ...removedPerson },
  'user.key': { ...confluence('user'), ...removedPerson },
});

/**
 * Names of what the products told of the person in front of the page until the GDPR migration, as parameters of each
 * URL or, in macros, as variables. None of them has a value today, whatever the form.
 */
export const REMOVED_PERSONAL_NAMES: ReadonlySet<string> = new Set([
  'user_id',
  'user_key',
  'tz',
  'loc',
  'user.id',
  'user.key',
  'user.name',
]);

/**
 * Parameters that the products add to the URL of a page. `xdm_deprecated_addon_key_do_not_use` is in no list of
 * Atlassian's but in every real URL.
 */
export const HOST_PARAMETERS: ReadonlySet<string> = new Set([
  'xdm_e',
  'xdm_c',
  'cp',
  'xdm_deprecated_addon_key_do_not_use',
  'lic',
  'cv',
  'jwt',
]);

/**
 * True for names of which there is no complete list: what an add-on passes to its own pages (`ac.`), conditions as
 * variables (`condition.is_admin`), and what Jira Service Management has.
 */
export function isOpenEnded(name: string): boolean {
  return /^(?:ac|condition|servicedesk|request)\./.test(name);
}

/** Types whose modules get macro parameters. */
export const MACRO_TYPES: ReadonlySet<string> = new Set(['dynamicContentMacros', 'staticContentMacros']);

/**
 * Subjects that only modules of some types ever have. Dialogs are among none of these types, but whatever opens a
 * dialog passes its own context on.
 */
const ONLY_IN: Readonly<Partial<Record<ContextSubject, readonly string[]>>> = {
  'dashboard-item': ['jiraDashboardItems'],
  'post-function': ['jiraWorkflowPostFunctions'],
  validator: ['jiraWorkflowValidators'],
  macro: [...MACRO_TYPES],
};

/**
 * All that modules of a type have, where the sources say so. For issues: "Jira issue pages only expose issue and
 * project data"; versions and components are in project administration only.
 */
const CLOSED_CONTEXTS: Readonly<Record<string, readonly ContextSubject[]>> = {
  jiraIssueGlances: ['issue', 'project'],
  jiraIssueContexts: ['issue', 'project'],
  jiraIssueContents: ['issue', 'project'],
  jiraIssueTabPanels: ['issue', 'project'],
  jiraProjectAdminTabPanels: ['project', 'version', 'component'],
  jiraDashboardItems: ['dashboard-item'],
  jiraWorkflowPostFunctions: ['post-function'],
  jiraWorkflowValidators: ['validator'],
  jiraWorkflowConditions: ['workflow-condition'],
};

/** Locations of web panels and web items on issues, which have no more than the issue's own modules. */
const ISSUE_LOCATION = /^atl\.jira\.view\.issue\./;

/** Types that no issue is in sight of; reports and tabs of a project are about the project. */
const WITHOUT_ISSUE: ReadonlySet<string> = new Set(['jiraReports', 'jiraProjectTabPanels']);

/** Whether modules of this type, at this location, can have a value for variables of `subject`. */
export function hasSubject(
  subject: ContextSubject,
  module: { readonly type: string; readonly location: string | undefined },
): boolean {
  if (module.type === 'dialogs') return true;
  const only = ONLY_IN[subject];
  if (only !== undefined) return only.includes(module.type);
  const closed = Object.hasOwn(CLOSED_CONTEXTS, module.type) ? CLOSED_CONTEXTS[module.type] : undefined;
  if (closed !== undefined) return closed.includes(subject);
  if (subject === 'issue' && WITHOUT_ISSUE.has(module.type)) return false;
  return !ISSUE_LOCATION.test(module.location ?? '') || subject === 'issue' || subject === 'project';
}

/**
 * Page modules that the products show at an address of their own, with links in menus: the context is what that
 * address carries, so there is an issue or a page only where a link put one in.
 */
export const MENU_PAGES: ReadonlySet<string> = new Set([
  'generalPages',
  'adminPages',
  'configurePage',
  'postInstallPage',
  'jiraProjectPages',
]);

function toMap(variables: Readonly<Record<string, ContextVariable>>): ReadonlyMap<string, ContextVariable> {
  return new Map(Object.entries(variables));
}
