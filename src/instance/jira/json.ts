import type { Person } from '../people/people.ts';
import { type AdfDocument, adfToText } from './adf.ts';
import { ISSUE_TYPES, PRIORITIES, STATUSES } from './seed.ts';
import type { ChangeItem, Comment, Issue, IssueType, Project, Status, Transition } from './types.ts';

/** What the representations need besides the thing itself. */
export interface JsonContext {
  /** The product's base URL, without a trailing slash. */
  readonly baseUrl: string;
  /** Rich text is ADF in version 3, wiki text in version 2. */
  readonly apiVersion: '2' | '3';
  readonly person: (accountId: string | null) => Person | undefined;
  readonly project: (key: string) => Project | undefined;
}

/** Jira's own form of a moment, `2026-11-21T09:30:00.000+0000`. */
export function formatTime(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '+0000');
}

export function personJson(person: Person, { baseUrl }: Pick<JsonContext, 'baseUrl'>) {
  const avatar = `${baseUrl}/_connect-kit/avatars/${person.accountId}.svg`;
  return {
    self: `${baseUrl}/rest/api/2/user?accountId=${person.accountId}`,
    accountId: person.accountId,
    accountType: person.accountType,
    avatarUrls: { '48x48': avatar, '24x24': avatar, '16x16': avatar, '32x32': avatar },
    displayName: person.displayName,
    active: true,
    timeZone: person.timeZone,
  };
}

export function projectJson(project: Project, { baseUrl }: Pick<JsonContext, 'baseUrl'>) {
  const avatar = `${baseUrl}/_connect-kit/assets/icons/project.svg`;
  return {
    self: `${baseUrl}/rest/api/2/project/${project.id}`,
    id: project.id,
    key: project.key,
    name: project.name,
    projectTypeKey: 'software',
    simplified: false,
    avatarUrls: { '48x48': avatar, '24x24': avatar, '16x16': avatar, '32x32': avatar },
  };
}

export function issueTypeJson(type: IssueType, { baseUrl }: Pick<JsonContext, 'baseUrl'>) {
  return {
    self: `${baseUrl}/rest/api/2/issuetype/${type.id}`,
    id: type.id,
    description: type.description,
    iconUrl: `${baseUrl}/_connect-kit/assets/icons/${type.icon}.svg`,
    name: type.name,
    subtask: type.subtask,
    hierarchyLevel: type.subtask ? -1 : 0,
  };
}

const CATEGORIES = {
  new: { id: 2, colorName: 'blue-gray', name: 'To Do' },
  indeterminate: { id: 4, colorName: 'yellow', name: 'In Progress' },
  done: { id: 3, colorName: 'green', name: 'Done' },
} as const;

export function statusJson(status: Status, { baseUrl }: Pick<JsonContext, 'baseUrl'>) {
  const category = CATEGORIES[status.categoryKey];
  return {
    self: `${baseUrl}/rest/api/2/status/${status.id}`,
    description: '',
    iconUrl: `${baseUrl}/`,
    name: status.name,
    id: status.id,
    statusCategory: {
      self: `${baseUrl}/rest/api/2/statuscategory/${category.id}`,
      id: category.id,
      key: status.categoryKey,
      colorName: category.colorName,
      name: category.name,
    },
  };
}

export function transitionJson(transition: Transition, context: Pick<JsonContext, 'baseUrl'>) {
  return {
    id: transition.id,
    name: transition.name,
    to: statusJson(transition.to, context),
    hasScreen: false,
    isGlobal: true,
    isInitial: false,
    isAvailable: true,
    isConditional: false,
    isLooped: false,
  };
}

export function commentJson(comment: Comment, issueId: string, context: JsonContext) {
  const author = context.person(comment.authorAccountId);
  const person = author === undefined ? undefined : personJson(author, context);
  return {
    self: `${context.baseUrl}/rest/api/${context.apiVersion}/issue/${issueId}/comment/${comment.id}`,
    id: comment.id,
    author: person,
    body: richText(comment.body, context),
    updateAuthor: person,
    created: formatTime(comment.created),
    updated: formatTime(comment.updated),
    jsdPublic: true,
  };
}

/** All fields of an issue that the emulated Jira has. */
export function issueFieldsJson(issue: Issue, context: JsonContext) {
  const person = (accountId: string | null) => {
    const found = context.person(accountId);
    return found === undefined ? null : personJson(found, context);
  };
  const type = ISSUE_TYPES.find(({ id }) => id === issue.issueTypeId);
  const status = STATUSES.find(({ id }) => id === issue.statusId);
  const priority = PRIORITIES.find(({ id }) => id === issue.priorityId);
  const project = context.project(issue.projectKey);
  const comments = issue.comments.map((comment) => commentJson(comment, issue.id, context));
  return {
    summary: issue.summary,
    issuetype: type && issueTypeJson(type, context),
    project: project && projectJson(project, context),
    status: status && statusJson(status, context),
    priority: priority && {
      self: `${context.baseUrl}/rest/api/2/priority/${priority.id}`,
      iconUrl: `${context.baseUrl}/_connect-kit/assets/icons/priority-${priority.icon}.svg`,
      name: priority.name,
      id: priority.id,
    },
    description: issue.description === null ? null : richText(issue.description, context),
    assignee: person(issue.assigneeAccountId),
    reporter: person(issue.reporterAccountId),
    creator: person(issue.reporterAccountId),
    labels: issue.labels,
    created: formatTime(issue.created),
    updated: formatTime(issue.updated),
    resolution: null,
    duedate: null,
    subtasks: [],
    issuelinks: [],
    components: [],
    versions: [],
    fixVersions: [],
    attachment: [],
    comment: { comments, maxResults: comments.length, total: comments.length, startAt: 0 },
  };
}

/**
 * An issue as `GET /rest/api/{version}/issue` answers it.
 * @param wanted names of fields; `*all`, `*navigable` and names with a leading `-` as Jira takes them; all when empty
 */
export function issueJson(issue: Issue, context: JsonContext, wanted: readonly string[] = []) {
  return {
    expand: 'renderedFields,names,schema,operations,editmeta,changelog,versionedRepresentations',
    id: issue.id,
    self: `${context.baseUrl}/rest/api/${context.apiVersion}/issue/${issue.id}`,
    key: issue.key,
    fields: pickFields(issueFieldsJson(issue, context), wanted),
  };
}

/** An issue as webhooks carry it: version 2 of the representation. */
export function webhookIssueJson(issue: Issue, context: JsonContext) {
  const versioned: JsonContext = { ...context, apiVersion: '2' };
  const { comment: _omitted, ...fields } = issueFieldsJson(issue, versioned);
  return {
    id: issue.id,
    self: `${context.baseUrl}/rest/api/2/issue/${issue.id}`,
    key: issue.key,
    fields,
  };
}

export function changeItemJson({ field, fieldId, from, fromText, to, toText }: ChangeItem) {
  return { field, fieldtype: 'jira', fieldId, from, fromString: fromText, to, toString: toText };
}

function richText(document: AdfDocument, { apiVersion }: JsonContext): AdfDocument | string {
  return apiVersion === '3' ? document : adfToText(document);
}

function pickFields(fields: Record<string, unknown>, wanted: readonly string[]): Record<string, unknown> {
  const excluded = new Set(wanted.filter((name) => name.startsWith('-')).map((name) => name.slice(1)));
  const included = wanted.filter((name) => !name.startsWith('-'));
  const all = included.length === 0 || included.includes('*all') || included.includes('*navigable');
  return Object.fromEntries(
    Object.entries(fields).filter(([name]) => (all || included.includes(name)) && !excluded.has(name)),
  );
}
