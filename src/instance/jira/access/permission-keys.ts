import type { AddonJiraModule } from './addon-modules.ts';

export interface PermissionDefinition {
  readonly key: string;
  /** As `mypermissions` has it; permissions that are not Jira's own have -1. */
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly type: 'GLOBAL' | 'PROJECT';
}

/** Whoever signs in and may use Jira, or administrators, or nobody. */
export type GlobalGrant = 'users' | 'admins' | 'nobody';

export interface GlobalPermission extends PermissionDefinition {
  readonly grant: GlobalGrant;
}

/** Numbers are those of Jira's constants, which its REST API still shows. */
export const GLOBAL_PERMISSIONS: readonly GlobalPermission[] = [
  global('ADMINISTER', '0', 'admins', 'Administer Jira', 'Configure Jira, and manage its projects and apps.'),
  global('SYSTEM_ADMIN', '44', 'admins', 'Jira System Administrators', 'Administer everything in Jira.'),
  global('USER_PICKER', '27', 'users', 'Browse users and groups', 'Find people and groups, and choose them.'),
  global(
    'CREATE_SHARED_OBJECTS',
    '22',
    'users',
    'Share dashboards and filters',
    'Share dashboards and filters with other people.',
  ),
  global(
    'MANAGE_GROUP_FILTER_SUBSCRIPTIONS',
    '24',
    'users',
    'Manage group filter subscriptions',
    'Create and delete subscriptions of groups to filters.',
  ),
  global('BULK_CHANGE', '33', 'users', 'Make bulk changes', 'Change many issues at once.'),
  global('CREATE_PROJECT', '-1', 'users', 'Create team-managed projects', 'Create projects of one team.'),
];

export const PROJECT_PERMISSION_DEFINITIONS: readonly PermissionDefinition[] = [
  project('ADMINISTER_PROJECTS', '23', 'Administer projects', 'Administer a project.'),
  project('BROWSE_PROJECTS', '10', 'Browse projects', 'See a project and the issues in it.'),
  project('MANAGE_SPRINTS_PERMISSION', '-1', 'Manage sprints', 'Create, start and complete sprints.'),
  project('VIEW_DEV_TOOLS', '29', 'View development tools', 'See what development tools tell of an issue.'),
  project('VIEW_READONLY_WORKFLOW', '45', 'View read-only workflow', 'See the workflow of an issue.'),
  project('ASSIGNABLE_USER', '17', 'Assignable user', 'Be assigned to issues.'),
  project('ASSIGN_ISSUES', '13', 'Assign issues', 'Assign issues to people.'),
  project('CLOSE_ISSUES', '18', 'Close issues', 'Close issues.'),
  project('CREATE_ISSUES', '11', 'Create issues', 'Create issues.'),
  project('DELETE_ISSUES', '16', 'Delete issues', 'Delete issues.'),
  project('EDIT_ISSUES', '12', 'Edit issues', 'Edit issues.'),
  project('LINK_ISSUES', '21', 'Link issues', 'Link issues with others.'),
  project('MODIFY_REPORTER', '30', 'Modify reporter', 'Change who reported an issue.'),
  project('MOVE_ISSUES', '25', 'Move issues', 'Move issues to other projects and workflows.'),
  project('RESOLVE_ISSUES', '14', 'Resolve issues', 'Resolve and reopen issues.'),
  project('SCHEDULE_ISSUES', '28', 'Schedule issues', 'Set when issues are due, and rank them.'),
  project('SET_ISSUE_SECURITY', '26', 'Set issue security', 'Set the security level of an issue.'),
  project('TRANSITION_ISSUES', '46', 'Transition issues', 'Move issues through their workflow.'),
  project('MANAGE_WATCHERS', '32', 'Manage watchers', 'Choose who watches an issue.'),
  project('VIEW_VOTERS_AND_WATCHERS', '31', 'View voters and watchers', 'See who votes and watches.'),
  project('ADD_COMMENTS', '15', 'Add comments', 'Comment on issues.'),
  project('DELETE_ALL_COMMENTS', '36', 'Delete all comments', 'Delete any comment on an issue.'),
  project('DELETE_OWN_COMMENTS', '37', 'Delete own comments', 'Delete comments that one has written.'),
  project('EDIT_ALL_COMMENTS', '34', 'Edit all comments', 'Edit any comment on an issue.'),
  project('EDIT_OWN_COMMENTS', '35', 'Edit own comments', 'Edit comments that one has written.'),
  project('CREATE_ATTACHMENTS', '19', 'Create attachments', 'Attach files to issues.'),
  project('DELETE_ALL_ATTACHMENTS', '38', 'Delete all attachments', 'Delete any attachment of an issue.'),
  project('DELETE_OWN_ATTACHMENTS', '39', 'Delete own attachments', 'Delete what one has attached.'),
  project('WORK_ON_ISSUES', '20', 'Work on issues', 'Log work on issues.'),
  project('DELETE_ALL_WORKLOGS', '43', 'Delete all worklogs', 'Delete any worklog of an issue.'),
  project('DELETE_OWN_WORKLOGS', '42', 'Delete own worklogs', 'Delete work that one has logged.'),
  project('EDIT_ALL_WORKLOGS', '41', 'Edit all worklogs', 'Edit any worklog of an issue.'),
  project('EDIT_OWN_WORKLOGS', '40', 'Edit own worklogs', 'Edit work that one has logged.'),
];

/** What an add-on declares in `jiraGlobalPermissions`. Without `defaultGrants`, nobody has it. */
export function addonGlobalPermission(module: AddonJiraModule): GlobalPermission {
  const { defaultGrants } = module.module;
  const granted = (Array.isArray(defaultGrants) ? defaultGrants : []).map((one) => String(one).toLowerCase());
  const grant = granted.includes('all')
    ? 'users'
    : granted.includes('jira-administrators')
      ? 'admins'
      : 'nobody';
  return { ...global(permissionKey(module), '-1', grant, module.name, module.description) };
}

/** What an add-on declares in `jiraProjectPermissions`. */
export function addonProjectPermission(module: AddonJiraModule): PermissionDefinition {
  return project(permissionKey(module), '-1', module.name, module.description);
}

/** As permissions of add-ons are called: `com.example.app__permission-key`. */
function permissionKey({ addonKey, key }: AddonJiraModule): string {
  return `${addonKey}__${key}`;
}

function global(
  key: string,
  id: string,
  grant: GlobalGrant,
  name: string,
  description: string,
): GlobalPermission {
  return { key, id, name, description, type: 'GLOBAL', grant };
}

function project(key: string, id: string, name: string, description: string): PermissionDefinition {
  return { key, id, name, description, type: 'PROJECT' };
}
