import type { Person } from '../people/people.ts';
import { EntityProperties } from '../properties/entity-properties.ts';
import { Changes } from '../store/changes.ts';
import type { Database } from '../store/database.ts';
import { reserveId } from '../store/sequences.ts';
import { CONFIGURATION, type JiraConfiguration } from './configuration.ts';
import { CustomFields } from './custom-fields.ts';
import type { JiraEvent } from './events.ts';
import { Attachments } from './issues/attachments.ts';
import type { ChangeNames } from './issues/change-items.ts';
import { Changelog } from './issues/changelog.ts';
import { Comments } from './issues/comments.ts';
import { falloutOf } from './issues/fallout.ts';
import { IssueProperties } from './issues/issue-properties.ts';
import { numberOf } from './issues/issue-row.ts';
import { IssueTable } from './issues/issue-table.ts';
import { IssueWriter } from './issues/issue-writer.ts';
import { Links } from './issues/links.ts';
import { RemoteLinks } from './issues/remote-links.ts';
import { PeopleOfIssue } from './issues/watchers.ts';
import { Worklogs } from './issues/worklogs.ts';
import type { PropertyIndex } from './jql/fields/property-field.ts';
import { JqlFieldRegistry } from './jql/registry.ts';
import { Permissions } from './permissions.ts';
import { Projects } from './projects.ts';
import { IssueSearch } from './search.ts';
import type { JiraSeed } from './seed.ts';
import type { Issue, Project, Transition } from './types.ts';

export interface JiraStoreOptions {
  readonly database: Database;
  /** What a new site starts with. */
  readonly seed: () => JiraSeed;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly people: JiraPeople;
  /** What add-ons have declared to be searchable in the entity properties of issues. */
  readonly propertyIndexes?: () => readonly PropertyIndex[];
}

/** What Jira asks of the people of its site. */
export interface JiraPeople {
  list(): readonly Person[];
  find(accountId: string | null | undefined): Person | undefined;
  /** Groups that somebody has put a person into. */
  groupsOf?(accountId: string): readonly string[];
}

/** The data of the emulated Jira, by meaning. Values that come in are taken as they are: the REST border checks them. */
export class JiraStore {
  readonly configuration: JiraConfiguration = CONFIGURATION;
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

  constructor({ database, seed, now, people, propertyIndexes = () => [] }: JiraStoreOptions) {
    const { configuration } = this;
    this.changes = new Changes<JiraEvent>(database);
    const { changes } = this;
    const groupsOf = (accountId: string) => people.groupsOf?.(accountId) ?? [];
    this.permissions = new Permissions({ database, person: (accountId) => people.find(accountId), groupsOf });
    this.properties = new EntityProperties(database);
    const { properties } = this;
    this.customFields = new CustomFields(database);
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
      projects: this.catalog,
      names: this.#names(people),
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
    this.search = new IssueSearch({
      database,
      configuration,
      projects: this.catalog,
      customFields: this.customFields,
      fields: new JqlFieldRegistry(this.customFields, propertyIndexes),
      permissions: this.permissions,
      issues: this.table,
      now,
      people: {
        find: (accountId) => people.find(accountId),
        named: (text) => named(people, text),
        membersOf: (group) => this.#membersOf(people, group),
      },
    });
    if (this.projects().length === 0) database.transaction(() => this.#plant(database, seed()));
  }

  /** @returns a function that ends the subscription */
  subscribe(listener: (event: JiraEvent) => void): () => void {
    return this.changes.subscribe(listener);
  }

  projects(): readonly Project[] {
    return this.catalog.list();
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

  #names(people: JiraPeople): ChangeNames {
    const { issueTypes, statuses, priorities, resolutions } = this.configuration;
    const nameIn = (list: readonly { readonly id: string; readonly name: string }[]) => (id: string) =>
      list.find((one) => one.id === id)?.name ?? null;
    return {
      person: (accountId) => people.find(accountId)?.displayName ?? null,
      issueType: nameIn(issueTypes),
      status: nameIn(statuses),
      priority: nameIn(priorities),
      resolution: nameIn(resolutions),
      component: (id) => this.catalog.component(id)?.name ?? null,
      version: (id) => this.catalog.version(id)?.name ?? null,
      issueKey: (id) => this.table.find(id)?.key ?? null,
      customField: (id) => this.customFields.find(id)?.name ?? null,
    };
  }

  #membersOf(people: JiraPeople, group: string): readonly string[] | undefined {
    const wanted = group.toLowerCase();
    const members = people
      .list()
      .filter(({ accountId }) =>
        this.permissions.groups(accountId).some((one) => one.toLowerCase() === wanted),
      );
    return members.length === 0 ? undefined : members.map(({ accountId }) => accountId);
  }

  #plant(database: Database, { projects, issues }: JiraSeed): void {
    for (const project of projects) this.catalog.add(project);
    for (const { issue, comments } of issues) {
      this.table.insert(issue);
      this.catalog.reserveNumber(issue.projectId, numberOf(issue.key));
      reserveId(database, 'issue', Number(issue.id));
      for (const comment of comments) {
        this.comments.insert(issue, comment);
        reserveId(database, 'comment', Number(comment.id));
      }
    }
  }
}

function named(people: JiraPeople, text: string): readonly Person[] {
  const byId = people.find(text);
  if (byId !== undefined) return [byId];
  const wanted = text.toLowerCase();
  return people
    .list()
    .filter(({ displayName, emailAddress }) =>
      [displayName, emailAddress].some((one) => one.toLowerCase() === wanted),
    );
}
