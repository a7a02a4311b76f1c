import { isActive, type Person } from '../people/people.ts';
import type { AdfDocument } from './adf.ts';
import { formatDuration } from './durations.ts';
import type {
  Attachment,
  Change,
  ChangeItem,
  Comment,
  Component,
  IssueType,
  LinkType,
  Priority,
  Project,
  ProjectCategory,
  Resolution,
  Status,
  Transition,
  Version,
  Worklog,
} from './types.ts';
import { adfToWiki } from './wiki/adf-to-wiki.ts';

/** What the representations need besides the thing itself. */
export interface JsonContext {
  /** The product's base URL, without a trailing slash. */
  readonly baseUrl: string;
  /** Rich text is ADF in version 3, wiki text in version 2. */
  readonly apiVersion: '2' | '3';
  readonly person: (accountId: string | null) => Person | undefined;
}

/** Where a thing says that it is: below version 2 of the API unless it is answered below another. */
type SelfContext = Pick<JsonContext, 'baseUrl'> & Partial<Pick<JsonContext, 'apiVersion'>>;

/** Jira's own form of a moment, `2026-11-21T09:30:00.000+0000`. */
export function formatTime(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '+0000');
}

export function personJson(person: Person, { baseUrl, apiVersion = '2' }: SelfContext) {
  const avatar = `${baseUrl}/_connect-kit/avatars/${person.accountId}.svg`;
  return {
    self: `${baseUrl}/rest/api/${apiVersion}/user?accountId=${person.accountId}`,
    accountId: person.accountId,
    accountType: person.accountType,
    avatarUrls: { '48x48': avatar, '24x24': avatar, '16x16': avatar, '32x32': avatar },
    displayName: person.displayName,
    active: isActive(person),
    timeZone: person.timeZone,
  };
}

export function projectJson(project: Project, { baseUrl, apiVersion = '2' }: SelfContext) {
  const avatar = `${baseUrl}/_connect-kit/assets/icons/project.svg`;
  return {
    self: `${baseUrl}/rest/api/${apiVersion}/project/${project.id}`,
    id: project.id,
    key: project.key,
    name: project.name,
    projectTypeKey: project.typeKey ?? 'software',
    simplified: false,
    avatarUrls: { '48x48': avatar, '24x24': avatar, '16x16': avatar, '32x32': avatar },
  };
}

export function issueTypeJson(type: IssueType, { baseUrl, apiVersion = '2' }: SelfContext) {
  return {
    self: `${baseUrl}/rest/api/${apiVersion}/issuetype/${type.id}`,
    id: type.id,
    description: type.description,
    iconUrl: `${baseUrl}/_connect-kit/assets/icons/${type.icon}.svg`,
    name: type.name,
    subtask: type.subtask,
    hierarchyLevel: type.hierarchyLevel,
  };
}

const CATEGORIES = {
  new: { id: 2, colorName: 'blue-gray', name: 'To Do' },
  indeterminate: { id: 4, colorName: 'yellow', name: 'In Progress' },
  done: { id: 3, colorName: 'green', name: 'Done' },
} as const;

export function statusJson(status: Status, context: SelfContext) {
  const { baseUrl, apiVersion = '2' } = context;
  return {
    self: `${baseUrl}/rest/api/${apiVersion}/status/${status.id}`,
    description: status.description ?? '',
    iconUrl: `${baseUrl}/`,
    name: status.name,
    id: status.id,
    statusCategory: categoryJson(status.categoryKey, context),
  };
}

/** The categories of statuses, with the one that no status is in. */
export function statusCategoriesJson(context: SelfContext) {
  const { baseUrl, apiVersion = '2' } = context;
  const self = `${baseUrl}/rest/api/${apiVersion}/statuscategory/1`;
  const none = { self, id: 1, key: 'undefined', colorName: 'medium-gray', name: 'No Category' };
  const keys = ['new', 'indeterminate', 'done'] as const;
  return [none, ...keys.map((key) => categoryJson(key, context))];
}

function categoryJson(key: Status['categoryKey'], { baseUrl, apiVersion = '2' }: SelfContext) {
  const { id, colorName, name } = CATEGORIES[key];
  return { self: `${baseUrl}/rest/api/${apiVersion}/statuscategory/${id}`, id, key, colorName, name };
}

export function transitionJson(transition: Transition, context: SelfContext) {
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

export function priorityJson({ id, name, icon }: Priority, { baseUrl, apiVersion = '2' }: SelfContext) {
  return {
    self: `${baseUrl}/rest/api/${apiVersion}/priority/${id}`,
    iconUrl: `${baseUrl}/_connect-kit/assets/icons/priority-${icon}.svg`,
    name,
    id,
  };
}

export function resolutionJson(
  { id, name, description }: Resolution,
  { baseUrl, apiVersion = '2' }: SelfContext,
) {
  return { self: `${baseUrl}/rest/api/${apiVersion}/resolution/${id}`, id, description, name };
}

export function linkTypeJson(
  { id, name, inward, outward }: LinkType,
  { baseUrl, apiVersion = '2' }: SelfContext,
) {
  return { id, name, inward, outward, self: `${baseUrl}/rest/api/${apiVersion}/issueLinkType/${id}` };
}

export function componentJson(component: Component, { baseUrl, apiVersion = '2' }: SelfContext) {
  const { id, name, description } = component;
  return {
    self: `${baseUrl}/rest/api/${apiVersion}/component/${id}`,
    id,
    name,
    ...(description === '' ? {} : { description }),
  };
}

export function versionJson(version: Version, { baseUrl, apiVersion = '2' }: SelfContext) {
  const { id, name, description, archived, released, releaseDate } = version;
  return {
    self: `${baseUrl}/rest/api/${apiVersion}/version/${id}`,
    id,
    description,
    name,
    archived,
    released,
    ...(releaseDate === undefined ? {} : { releaseDate }),
  };
}

/** Also what a project of an issue says of its category. */
export function projectCategoryJson(
  { id, name, description }: ProjectCategory,
  { baseUrl, apiVersion = '2' }: SelfContext,
) {
  return { self: `${baseUrl}/rest/api/${apiVersion}/projectCategory/${id}`, id, description, name };
}

/** An option of a custom field, as values of issues and lists of what can be chosen have it. */
export function optionJson(
  { id, value }: { readonly id: string; readonly value: string },
  { baseUrl, apiVersion = '2' }: SelfContext,
) {
  return { self: `${baseUrl}/rest/api/${apiVersion}/customFieldOption/${id}`, value, id };
}

export function commentJson(comment: Comment, issueId: string, context: JsonContext) {
  return {
    self: `${context.baseUrl}/rest/api/${context.apiVersion}/issue/${issueId}/comment/${comment.id}`,
    id: comment.id,
    author: personOf(comment.authorAccountId, context),
    body: richText(comment.body, context),
    updateAuthor: personOf(comment.updateAuthorAccountId, context),
    created: formatTime(comment.created),
    updated: formatTime(comment.updated),
    ...visibilityJson(comment),
    jsdPublic: true,
  };
}

export function worklogJson(worklog: Worklog, context: JsonContext) {
  return {
    self: `${context.baseUrl}/rest/api/${context.apiVersion}/issue/${worklog.issueId}/worklog/${worklog.id}`,
    author: personOf(worklog.authorAccountId, context),
    updateAuthor: personOf(worklog.updateAuthorAccountId, context),
    ...(worklog.comment === null ? {} : { comment: richText(worklog.comment, context) }),
    created: formatTime(worklog.created),
    updated: formatTime(worklog.updated),
    ...visibilityJson(worklog),
    started: formatTime(worklog.started),
    timeSpent: formatDuration(worklog.timeSpentSeconds),
    timeSpentSeconds: worklog.timeSpentSeconds,
    id: worklog.id,
    issueId: worklog.issueId,
  };
}

export function attachmentJson(attachment: Attachment, context: JsonContext) {
  const base = `${context.baseUrl}/rest/api/${context.apiVersion}/attachment`;
  return {
    self: `${base}/${attachment.id}`,
    id: attachment.id,
    filename: attachment.name,
    author: personOf(attachment.authorAccountId, context),
    created: formatTime(attachment.created),
    size: attachment.size,
    mimeType: attachment.mediaType,
    content: `${base}/content/${attachment.id}`,
  };
}

export function changeJson({ id, authorAccountId, created, items }: Change, context: JsonContext) {
  return {
    id,
    author: personOf(authorAccountId, context),
    created: formatTime(created),
    items: items.map(changeItemJson),
  };
}

export function changeItemJson({ field, fieldId, from, fromText, to, toText }: ChangeItem) {
  const fieldtype = fieldId.startsWith('customfield_') ? 'custom' : 'jira';
  return { field, fieldtype, fieldId, from, fromString: fromText, to, toString: toText };
}

/** ADF in version 3 of the REST API, wiki markup in version 2. */
export function richText(
  document: AdfDocument,
  { apiVersion }: Pick<JsonContext, 'apiVersion'>,
): AdfDocument | string {
  return apiVersion === '3' ? document : adfToWiki(document);
}

/** Undefined for nobody, and for accounts that are gone. */
export function personOf(accountId: string | null, context: SelfContext & Pick<JsonContext, 'person'>) {
  const person = context.person(accountId);
  return person === undefined ? undefined : personJson(person, context);
}

function visibilityJson({ visibility }: Pick<Comment, 'visibility'>) {
  if (visibility === null) return {};
  const { type, value } = visibility;
  return { visibility: { type, value, ...(type === 'group' ? { identifier: value } : {}) } };
}
