/**
 * What a descriptor for Bitbucket Cloud can name. Of Bitbucket there is no dev instance; these serve the linter.
 * The schemas below `schemas/bitbucket` offer the same names to editors; a test keeps both alike.
 */

/**
 * Events that a webhook can ask for; `*` asks for all of them. Published add-ons name others too, so the list may lack
 * some.
 * @see https://developer.atlassian.com/cloud/bitbucket/modules/webhook (2025-12-26)
 */
export const BITBUCKET_EVENTS = [
  'issue:comment_created',
  'issue:created',
  'issue:updated',
  'project:updated',
  'pullrequest:approved',
  'pullrequest:changes_request_created',
  'pullrequest:changes_request_removed',
  'pullrequest:comment_created',
  'pullrequest:comment_deleted',
  'pullrequest:created',
  'pullrequest:fulfilled',
  'pullrequest:rejected',
  'pullrequest:superseded',
  'pullrequest:unapproved',
  'pullrequest:updated',
  'repo:branch_created',
  'repo:branch_deleted',
  'repo:commit_comment_created',
  'repo:commit_status_created',
  'repo:commit_status_updated',
  'repo:created',
  'repo:deleted',
  'repo:fork',
  'repo:imported',
  'repo:push',
  'repo:transfer',
  'repo:updated',
  'user:account_property_changed',
] as const;

/**
 * Every scope. Bitbucket refuses to install what asks for another; `project:write` was one until 2023-05-15.
 * @see https://developer.atlassian.com/cloud/bitbucket/bitbucket-cloud-rest-api-scopes (2026-01-12), and the OAuth scopes
 * of Bitbucket's OpenAPI file (2026-07-11)
 */
export const BITBUCKET_SCOPES = [
  'account',
  'account:write',
  'email',
  'issue',
  'issue:write',
  'pipeline',
  'pipeline:variable',
  'pipeline:write',
  'project',
  'project:admin',
  'pullrequest',
  'pullrequest:write',
  'repository',
  'repository:admin',
  'repository:delete',
  'repository:write',
  'runner',
  'runner:write',
  'snippet',
  'snippet:write',
  'team',
  'team:write',
  'test',
  'test:write',
  'webhook',
  'wiki',
] as const;

/**
 * Conditions, with the scope without which each is not evaluated.
 * @see https://developer.atlassian.com/cloud/bitbucket/conditions (2024-04) and
 * https://developer.atlassian.com/cloud/bitbucket/connect-context-access (2024-04)
 */
export const BITBUCKET_CONDITIONS = {
  equals: undefined,
  contains: undefined,
  has_account_permission: 'account',
  has_permission: 'repository',
  has_workspace_permission: 'account',
  has_issue_permission: 'repository',
  meets_access_requirements: 'account',
  property_exists: 'repository',
  has_file: 'repository',
  scm: 'repository',
  user_has_premium: 'account',
  has_addon: 'account',
  flag_is_active: 'account',
  has_feature: 'account',
} as const satisfies Readonly<Record<string, (typeof BITBUCKET_SCOPES)[number] | undefined>>;

/**
 * Other names of module types, as add-ons wrote them before about 2019 and an announcement of Atlassian's did in 2021
 * (https://community.developer.atlassian.com/t/46174).
 */
export const BITBUCKET_MODULE_ALIASES = {
  adminPage: 'adminPages',
  generalPage: 'generalPages',
  profileTab: 'profileTabs',
  repoPage: 'repoPages',
  webItem: 'webItems',
  webPanel: 'webPanels',
} as const;

/** Properties of the descriptor's root that neither Jira nor Confluence has. */
export const BITBUCKET_ROOT_PROPERTIES = ['contexts', 'definitions', 'forgeAppId', 'forgeAppLink'] as const;
