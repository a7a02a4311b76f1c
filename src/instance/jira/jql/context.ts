import type { Person } from '../../people/people.ts';
import type { JiraConfiguration } from '../configuration.ts';
import type { CustomFields } from '../custom-fields.ts';
import type { Viewer } from '../levels.ts';
import type { Projects } from '../projects.ts';
import type { Issue } from '../types.ts';
import type { JqlField } from './field.ts';
import type { JqlFunction } from './functions.ts';

/** What a query is understood with: what names stand for, who asks, and when. */
export interface JqlContext {
  readonly configuration: JiraConfiguration;
  readonly projects: Projects;
  readonly customFields: CustomFields;
  /** Fields that other parts of the site add. */
  readonly fields: JqlFields;
  readonly functions: ReadonlyMap<string, JqlFunction>;
  readonly people: JqlPeople;
  readonly sprints: JqlSprints;
  readonly issue: (idOrKey: string) => Issue | undefined;
  /** Ids of the issues that links lead to and from; only those whose description is among the names where there are any. */
  readonly linkedIssues: (issueId: string, names: readonly string[]) => readonly number[];
  /** Ids of projects whose issues are seen. */
  readonly visibleProjects: readonly string[] | 'all';
  /** Whose eyes comments and worklogs are read with. */
  readonly viewer: Viewer;
  /** The account behind `currentUser()`. */
  readonly currentUser: string | null;
  readonly timeZone: string;
  /** Says on which day weeks begin: `en_US`. */
  readonly locale: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export interface JqlPeople {
  /** Whose account id, e-mail address or whole name it is. */
  named(text: string): readonly Person[];
  /** The accounts in a group; undefined where there is no such group. */
  membersOf(group: string): readonly string[] | undefined;
}

export interface JqlSprints {
  list(): readonly { readonly id: number; readonly name: string; readonly state: string }[];
}

export interface JqlFields {
  /** @param name as it is written in a query */
  find(name: string): JqlField | undefined;
  list(): readonly JqlField[];
}
