import { EntityProperties } from '../properties/entity-properties.ts';
import { Changes } from '../store/changes.ts';
import type { Database } from '../store/database.ts';
import type { AddonJiraModule, AddonModuleType } from './access/addon-modules.ts';
import { Dashboards } from './access/dashboards.ts';
import { Filters } from './access/filters.ts';
import { type Involvement, involvedIn } from './access/involvement.ts';
import {
  addonGlobalPermission,
  addonProjectPermission,
  type PermissionDefinition,
  PROJECT_PERMISSION_DEFINITIONS,
} from './access/permission-keys.ts';
import { moveRestrictions } from './access/restrictions.ts';
import { boardFilters, findSavedQuery } from './access/saved-queries.ts';
import { Shares } from './access/shares.ts';
import { UserSettings } from './access/user-settings.ts';
import { ComponentAdmin } from './admin/component-admin.ts';
import { ConfigList } from './admin/config-list.ts';
import { ConfigurationAdmin } from './admin/configuration-admin.ts';
import { FieldAdmin } from './admin/field-admin.ts';
import { ProjectAdmin } from './admin/project-admin.ts';
import { ProjectRoles } from './admin/project-roles.ts';
import { SiteConfiguration } from './admin/site-configuration.ts';
import { VersionAdmin } from './admin/version-admin.ts';
import { Agile, ensureAgileFields } from './agile/agile.ts';
import { Sprints } from './agile/sprints.ts';
import { type AddonField, CustomFields } from './custom-fields.ts';
import type { JiraEvent } from './events.ts';
import { type JiraPeople, membersOf, named } from './find-people.ts';
import { Attachments } from './issues/attachments.ts';
import { createChangeNames } from './issues/change-names.ts';
import { Changelog } from './issues/changelog.ts';
import { Comments } from './issues/comments.ts';
import { falloutOf } from './issues/fallout.ts';
import { IssueProperties } from './issues/issue-properties.ts';
import { IssueTable } from './issues/issue-table.ts';
import { IssueWriter } from './issues/issue-writer.ts';
import { Links } from './issues/links.ts';
import { RemoteLinks } from './issues/remote-links.ts';
import { PeopleOfIssue } from './issues/watchers.ts';
import { Worklogs } from './issues/worklogs.ts';
import { compileJql } from './jql/compile.ts';
import { filterField } from './jql/fields/filter-field.ts';
import type { PropertyIndex } from './jql/fields/property-field.ts';
import { JqlFieldRegistry } from './jql/registry.ts';
import { sql } from './jql/sql.ts';
import { parseJql } from './jql.ts';
import { Permissions } from './permissions.ts';
import { isNewSite, plantJira } from './plant.ts';
import { Projects } from './projects.ts';
import { IssueSearch } from './search.ts';
import type { JiraSeed } from './seed.ts';
import type { Issue, Project, ProjectCategory, Transition } from './types.ts';

export interface JiraStoreOptions {
  readonly database: Database;
  /** What a new site starts with. */
  readonly seed: () => JiraSeed;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly people: JiraPeople;
  /** What add-ons have declared to be searchable in the entity properties of issues. */
  readonly propertyIndexes?: () => readonly PropertyIndex[];
  /** The fields that add-ons have declared. */
  readonly addonFields?: () => readonly AddonField[];
  /** What add-ons have declared of the modules that Jira's data knows of. */
  readonly addonModules?: AddonModules;
}

type AddonModules = (type: AddonModuleType) => readonly AddonJiraModule[];

/** The data of the emulated Jira, by meaning. Values that come in are taken as they are: the REST border checks them. */
export class JiraStore {
  readonly configuration: SiteConfiguration;
  readonly changes: Changes<JiraEvent>;
  readonly permissions: Permissions;
  readonly search: IssueSearch;
  readonly customFields: CustomFields;
  readonly properties: EntityProperties;
  /** Projects, their components and their versions. */
  readonly catalog: Projects;
  /** Reads single issues. */
  readonly table: IssueTable;
  /** Changes issues. */
  readonly issues: IssueWriter;
  readonly issueProperties: IssueProperties;
  readonly changelog: Changelog;
  readonly comments: Comments;
  readonly worklogs: Worklogs;
  readonly links: Links;
  readonly remoteLinks: RemoteLinks;
  readonly watchers: PeopleOfIssue;
  readonly voters: PeopleOfIssue;
  readonly attachments: Attachments;
  /** Boards and sprints. */
  readonly agile: Agile;
  readonly roles: ProjectRoles;
  readonly categories: ConfigList<ProjectCategory>;
  readonly projectAdmin: ProjectAdmin;
  readonly versionAdmin: VersionAdmin;
  readonly componentAdmin: ComponentAdmin;
  readonly configurationAdmin: ConfigurationAdmin;
  readonly fieldAdmin: FieldAdmin;

  readonly addonModules: AddonModules;
  /** Who shares filters and dashboards with whom. */
  readonly shares: Shares;
  readonly filters: Filters;
  readonly dashboards: Dashboards;
  readonly userSettings: UserSettings;
  readonly #database: Database;

  constructor({
    database,
    seed,
    now,
    people,
    propertyIndexes = () => [],
    addonModules = () => [],
    addonFields,
  }: JiraStoreOptions) {
    this.configuration = new SiteConfiguration(database);
    const { configuration } = this;
    this.#database = database;
    this.changes = new Changes<JiraEvent>(database);
    const { changes } = this;
    this.addonModules = addonModules;
    this.permissions = new Permissions({
      database,
      person: (accountId) => people.find(accountId),
      shelved: (projectId) => this.catalog.find(projectId)?.shelved?.state,
      addonPermissions: () => addonModules('jiraGlobalPermissions').map(addonGlobalPermission),
      roleName: (id) => this.roles.find(id)?.name,
    });
    this.properties = new EntityProperties(database);
    const { properties } = this;
    this.customFields = new CustomFields(database, addonFields);
    ensureAgileFields(this.customFields, database);
    const sprints = new Sprints({ database, changes, now });
    this.catalog = new Projects(database);
    this.table = new IssueTable(database, this.customFields);
    this.changelog = new Changelog(database);
    this.issues = new IssueWriter({
      database,
      configuration,
      changes,
      properties,
      now,
      table: this.table,
      changelog: this.changelog,
      customFields: this.customFields,
      projects: this.catalog,
      names: createChangeNames(this, people, sprints),
      fallout: (issue, actor) => falloutOf(issue, actor, this),
    });
    const writer = this.issues;
    this.issueProperties = new IssueProperties(properties, changes);
    this.comments = new Comments({ database, changes, issues: this.table, properties, now });
    this.worklogs = new Worklogs({ database, changes, writer, properties, now });
    this.links = new Links({ database, changes, writer, linkTypes: configuration.linkTypes });
    this.remoteLinks = new RemoteLinks(database);
    this.watchers = new PeopleOfIssue(database, 'watchers');
    this.voters = new PeopleOfIssue(database, 'voters');
    this.attachments = new Attachments({ database, changes, writer, now });
    this.roles = new ProjectRoles(database);
    this.categories = new ConfigList<ProjectCategory>(database, 'project-category');
    const admin = { database, changes, properties, projects: this.catalog, table: this.table, writer, now };
    this.projectAdmin = new ProjectAdmin({ ...admin, roles: this.roles, agile: () => this.agile });
    this.versionAdmin = new VersionAdmin(admin);
    this.componentAdmin = new ComponentAdmin(admin);
    this.configurationAdmin = new ConfigurationAdmin({ ...admin, configuration, links: this.links });
    this.fieldAdmin = new FieldAdmin({
      database,
      changes,
      fields: this.customFields,
      table: this.table,
      now,
    });
    this.search = new IssueSearch({
      database,
      configuration,
      projects: this.catalog,
      customFields: this.customFields,
      fields: new JqlFieldRegistry(this.customFields, propertyIndexes),
      permissions: this.permissions,
      issues: this.table,
      sprints,
      now,
      people: {
        find: (accountId) => people.find(accountId),
        named: (text) => named(people, text),
        membersOf: (group) => membersOf(people, group),
      },
    });
    this.shares = new Shares({
      database,
      permissions: this.permissions,
      person: (accountId) => people.find(accountId),
      roleName: (id) => this.roles.find(id)?.name,
    });
    this.filters = new Filters(database, changes, this.shares);
    this.dashboards = new Dashboards({ database, changes, shares: this.shares, properties });
    this.userSettings = new UserSettings(database);
    this.search.fields.add(
      filterField({
        find: (text, context) => findSavedQuery(this, text, context),
        compile: (jql, context) => sql`(${compileJql(parseJql(jql), context).where})`,
      }),
    );
    this.agile = new Agile({
      ...{ database, changes, writer, sprints, properties },
      filters: boardFilters(this),
      table: this.table,
      projects: this.catalog,
      permissions: this.permissions,
    });
    if (isNewSite(this)) database.transaction(() => plantJira(this, database, seed()));
  }

  /** @returns a function that ends the subscription */
  subscribe(listener: (event: JiraEvent) => void): () => void {
    return this.changes.subscribe(listener);
  }

  /** Those that are neither archived nor in the trash. */
  projects(): readonly Project[] {
    return this.catalog.list().filter(({ shelved }) => shelved === undefined);
  }

  project(idOrKey: string): Project | undefined {
    return this.catalog.find(idOrKey);
  }

  issue(idOrKey: string): Issue | undefined {
    return this.table.find(idOrKey);
  }

  transitions(): readonly Transition[] {
    return this.configuration.transitions;
  }

  /** The accounts that have something to do with any of the issues. */
  involvedIn(involvement: Involvement, issueIds: readonly string[]): ReadonlySet<string> {
    return involvedIn(this.#database, involvement, issueIds);
  }

  /** Gives comments and worklogs that one group sees to another one. */
  moveRestrictions(from: string, to: string): void {
    moveRestrictions(this.#database, from, to);
  }

  /** Every label that an issue has, in the order of the alphabet. */
  labels(): readonly string[] {
    return this.#database
      .all('SELECT min(label) AS label FROM jira_issue_label GROUP BY label COLLATE NOCASE ORDER BY 1')
      .map(({ label }) => String(label));
  }

  /** When worklogs were changed, or deleted, after one moment and before another; the oldest first. */
  worklogChanges(what: 'updated' | 'deleted', after: number, before: number, most: number) {
    const [table, column] =
      what === 'updated' ? ['jira_worklog', 'updated'] : ['jira_deleted_worklog', 'deleted'];
    return this.#database
      .all(
        `SELECT id, ${column} AS at FROM ${table} WHERE ${column} > ? AND ${column} <= ? ORDER BY at, id LIMIT ?`,
        [after, before, most],
      )
      .map(({ id, at }) => ({ id: String(id), at: Number(at) }));
  }

  issueIdsOf(projectId: string): readonly string[] {
    return this.#database
      .all('SELECT id FROM jira_issue WHERE project = ? ORDER BY id', [Number(projectId)])
      .map(({ id }) => String(id));
  }

  /** Every permission that there is, those that add-ons have declared last. */
  permissionDefinitions(): readonly PermissionDefinition[] {
    return [
      ...this.permissions.globals(),
      ...PROJECT_PERMISSION_DEFINITIONS,
      ...this.addonModules('jiraProjectPermissions').map(addonProjectPermission),
    ];
  }
}
