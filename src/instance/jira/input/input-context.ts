import type { Sprint } from '../agile/types.ts';
import type { JiraConfiguration } from '../configuration.ts';
import type { CustomField } from '../custom-fields.ts';
import type { Component, Issue, IssueFields, Project, Version } from '../types.ts';

/** What the fields of a request are understood with. */
export interface InputContext {
  readonly apiVersion: '2' | '3';
  readonly configuration: JiraConfiguration;
  /** Projects that the caller sees. */
  readonly project: (idOrKey: string) => Project | undefined;
  readonly components: (projectId: string) => readonly Component[];
  readonly versions: (projectId: string) => readonly Version[];
  readonly hasPerson: (accountId: string) => boolean;
  /** Whether somebody can be assigned issues of a project. */
  readonly isAssignable: (accountId: string, projectId: string) => boolean;
  /** Issues that the caller sees. */
  readonly issue: (idOrKey: string) => Issue | undefined;
  readonly customField: (id: string) => CustomField | undefined;
  /** Sprints that the caller sees. */
  readonly sprint: (id: number) => Sprint | undefined;
  /** Of the issue, once it is known. */
  readonly projectId: string | undefined;
  /** The issue that is edited; undefined for one that is made. */
  readonly current: Issue | undefined;
  /** On creation; an issue that exists stays in its project. */
  readonly mayNameProject: boolean;
}

export type Draft = { -readonly [Name in keyof IssueFields]?: IssueFields[Name] };

/** Puts a value into the draft, or says what is wrong with it. */
export type FieldParser = (value: unknown, draft: Draft, context: InputContext) => string | undefined;
