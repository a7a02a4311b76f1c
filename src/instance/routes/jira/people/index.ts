import { addBulkPropertyRoutes } from './bulk-properties.ts';
import { addDashboardBulkRoutes } from './dashboard-bulk.ts';
import { addDashboardItemRoutes } from './dashboard-items.ts';
import { addDashboardListRoutes } from './dashboard-lists.ts';
import { addDashboardRoutes } from './dashboards.ts';
import { addFilterColumnRoutes } from './filter-columns.ts';
import { addFilterListRoutes } from './filter-lists.ts';
import { addFilterSearchRoutes } from './filter-search.ts';
import { addFilterSharingRoutes } from './filter-sharing.ts';
import { addFilterRoutes } from './filters.ts';
import { addGadgetRoutes } from './gadgets.ts';
import { addGroupAdminRoutes } from './group-admin.ts';
import { addGroupPickerRoutes } from './group-picker.ts';
import { addGroupRoutes } from './groups.ts';
import { addIssueListRoutes } from './issue-lists.ts';
import { addJqlPeopleRoutes } from './jql-people.ts';
import { addJqlSuggestionRoutes } from './jql-suggestions.ts';
import { addPermissionSchemeRoutes } from './permission-schemes.ts';
import { addPermissionRoutes } from './permissions.ts';
import { addPermittedUserRoutes } from './permitted-users.ts';
import { addProjectPermissionSchemeRoutes } from './project-permission-scheme.ts';
import { addSiteFactRoutes } from './site-facts.ts';
import { addUserAdminRoutes } from './user-admin.ts';
import { addUserQueryRoutes } from './user-query.ts';
import { addUserSearchRoutes } from './user-search.ts';
import { addUserSettingRoutes } from './user-settings.ts';
import { addUserRoutes } from './users.ts';
import { addWorklogChangeRoutes } from './worklog-changes.ts';

/** People, groups, what they may, and what they save and share. What a path can be taken for more than once goes before. */
export const PEOPLE_PARTS = [
  addUserRoutes,
  addUserSearchRoutes,
  addPermittedUserRoutes,
  addUserQueryRoutes,
  addUserSettingRoutes,
  addUserAdminRoutes,
  addGroupRoutes,
  addGroupAdminRoutes,
  addGroupPickerRoutes,
  addPermissionRoutes,
  addPermissionSchemeRoutes,
  addProjectPermissionSchemeRoutes,
  addSiteFactRoutes,
  addFilterListRoutes,
  addFilterColumnRoutes,
  addFilterSearchRoutes,
  addFilterSharingRoutes,
  addFilterRoutes,
  addGadgetRoutes,
  addDashboardBulkRoutes,
  addDashboardListRoutes,
  addDashboardRoutes,
  addDashboardItemRoutes,
  addJqlPeopleRoutes,
  addJqlSuggestionRoutes,
  addWorklogChangeRoutes,
] as const;

/** What the paths of issues could be taken for: `properties` and `picker` are no keys. */
export const BEFORE_ISSUES = [addBulkPropertyRoutes, addIssueListRoutes] as const;
