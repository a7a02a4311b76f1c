import { isRecord, type Json, stringAt } from '../../../core/json.ts';
import { isAdfDocument } from '../adf.ts';
import { formatDuration } from '../durations.ts';
import {
  attachmentJson,
  commentJson,
  componentJson,
  formatTime,
  issueTypeJson,
  linkTypeJson,
  optionJson,
  personOf,
  priorityJson,
  projectCategoryJson,
  projectJson,
  resolutionJson,
  richText,
  statusJson,
  versionJson,
  worklogJson,
} from '../json.ts';
import type { Issue, IssueLink } from '../types.ts';
import { adfToWiki } from '../wiki/adf-to-wiki.ts';
import type { IssueJsonContext } from './issue-context.ts';

/** What the fields of one issue are made with. */
export interface FieldContext extends IssueJsonContext {
  /** The issue's sub-tasks, which several fields look at. */
  readonly subtasks: () => readonly Issue[];
}

type Value = (issue: Issue, context: FieldContext) => unknown;

/** The values of an issue's fields, each made only where it is asked for. Undefined ones are left out. */
export const FIELD_VALUES: Readonly<Record<string, Value>> = {
  statuscategorychangedate: ({ statusCategoryChanged }) => formatTime(statusCategoryChanged),
  issuetype: typeOf,
  parent: ({ parentId }, context) => {
    const parent = parentId === null ? undefined : context.store.issue(parentId);
    return parent && briefJson(parent, context);
  },
  timespent: ({ timeSpentSeconds }) => timeSpentSeconds,
  aggregatetimespent: (issue, context) => sum(issue, context, ({ timeSpentSeconds }) => timeSpentSeconds),
  timeestimate: ({ remainingEstimateSeconds }) => remainingEstimateSeconds,
  aggregatetimeestimate: (issue, context) =>
    sum(issue, context, ({ remainingEstimateSeconds }) => remainingEstimateSeconds),
  timeoriginalestimate: ({ originalEstimateSeconds }) => originalEstimateSeconds,
  aggregatetimeoriginalestimate: (issue, context) =>
    sum(issue, context, ({ originalEstimateSeconds }) => originalEstimateSeconds),
  timetracking: timeTracking,
  workratio: ({ originalEstimateSeconds, timeSpentSeconds }) =>
    originalEstimateSeconds ? Math.floor((100 * (timeSpentSeconds ?? 0)) / originalEstimateSeconds) : -1,
  project: ({ projectId }, context) => {
    const project = context.store.project(projectId);
    const category = context.store.categories.find(project?.categoryId ?? '');
    if (project === undefined || category === undefined) return project && projectJson(project, context);
    return { ...projectJson(project, context), projectCategory: projectCategoryJson(category, context) };
  },
  fixVersions: ({ fixVersionIds }, context) => versions(fixVersionIds, context),
  versions: ({ versionIds }, context) => versions(versionIds, context),
  components: ({ componentIds }, context) =>
    componentIds
      .flatMap((id) => context.store.catalog.component(id) ?? [])
      .map((one) => componentJson(one, context)),
  resolution: ({ resolutionId }, context) => {
    const found = context.store.configuration.resolutions.find(({ id }) => id === resolutionId);
    return found === undefined ? null : resolutionJson(found, context);
  },
  resolutiondate: ({ resolved }) => (resolved === null ? null : formatTime(resolved)),
  watches: ({ id, key, watches }, context) => ({
    self: `${context.baseUrl}/rest/api/${context.apiVersion}/issue/${key}/watchers`,
    watchCount: watches,
    isWatching: context.store.watchers.has(id, context.accountId),
  }),
  votes: ({ id, key, votes }, context) => ({
    self: `${context.baseUrl}/rest/api/${context.apiVersion}/issue/${key}/votes`,
    votes,
    hasVoted: context.store.voters.has(id, context.accountId),
  }),
  lastViewed: () => null,
  created: ({ created }) => formatTime(created),
  updated: ({ updated }) => formatTime(updated),
  duedate: ({ dueDate }) => dueDate,
  priority: priorityOf,
  labels: ({ labels }) => labels,
  status: statusOf,
  statusCategory: (issue, context) => statusOf(issue, context)?.statusCategory,
  summary: ({ summary }) => summary,
  description: ({ description }, context) => (description === null ? null : richText(description, context)),
  environment: ({ environment }, context) => (environment === null ? null : richText(environment, context)),
  assignee: ({ assigneeAccountId }, context) => personOf(assigneeAccountId, context) ?? null,
  reporter: ({ reporterAccountId }, context) => personOf(reporterAccountId, context) ?? null,
  creator: ({ creatorAccountId }, context) => personOf(creatorAccountId, context) ?? null,
  subtasks: (_, context) => context.subtasks().map((subtask) => briefJson(subtask, context)),
  issuelinks: (issue, context) =>
    context.store.links.list(issue.id).flatMap((link) => linkJson(link, issue, context) ?? []),
  security: () => null,
  progress: ({ timeSpentSeconds, remainingEstimateSeconds }) =>
    progress(timeSpentSeconds, remainingEstimateSeconds),
  aggregateprogress: (issue, context) =>
    progress(
      sum(issue, context, ({ timeSpentSeconds }) => timeSpentSeconds),
      sum(issue, context, ({ remainingEstimateSeconds }) => remainingEstimateSeconds),
    ),
  attachment: ({ id }, context) =>
    context.store.attachments.list(id).map((one) => attachmentJson(one, context)),
  comment: ({ id }, context) => {
    const { comments, total } = context.store.comments.page(id, context.viewer);
    return {
      comments: comments.map((comment) => commentJson(comment, id, context)),
      self: `${context.baseUrl}/rest/api/${context.apiVersion}/issue/${id}/comment`,
      maxResults: total,
      total,
      startAt: 0,
    };
  },
  // The first twenty; the rest is at its own address.
  worklog: ({ id }, context) => {
    const { worklogs, total } = context.store.worklogs.page(id, context.viewer, { maxResults: 20 });
    return { startAt: 0, maxResults: 20, total, worklogs: worklogs.map((one) => worklogJson(one, context)) };
  },
};

/** The value of a custom field, which is kept as version 3 gives it. @param id `customfield_…` */
export function customValue(id: string, value: Json | undefined, context: IssueJsonContext): unknown {
  if (value === undefined || value === null) return null;
  if (Array.isArray(value)) return value.map((one) => customValue(id, one, context));
  if (isAdfDocument(value)) return context.apiVersion === '3' ? value : adfToWiki(value);
  if (!isRecord(value)) return value;
  if ('accountId' in value) return personOf(String(value['accountId']), context) ?? null;
  const optionId = stringAt(value, 'id');
  if (optionId === undefined) return value;
  // It may be called otherwise by now.
  const field = context.store.customFields.find(id);
  const option = {
    id: optionId,
    value: String(value['value']),
    ...field?.options.find((one) => one.id === optionId),
  };
  const json = optionJson(option, context);
  return field?.addonKey === undefined ? json : { ...json, id: Number(json.id) };
}

/** An issue as others mention it. */
export function briefJson(issue: Issue, context: IssueJsonContext) {
  return {
    id: issue.id,
    key: issue.key,
    self: `${context.baseUrl}/rest/api/${context.apiVersion}/issue/${issue.id}`,
    fields: {
      summary: issue.summary,
      status: statusOf(issue, context),
      priority: priorityOf(issue, context),
      issuetype: typeOf(issue, context),
    },
  };
}

/** A link as one of its issues shows it; undefined where the other one may not be seen. */
function linkJson(link: IssueLink, issue: Issue, context: IssueJsonContext) {
  const { store } = context;
  const type = store.configuration.linkTypes.find(({ id }) => id === link.typeId);
  const isOutward = link.sourceId === issue.id;
  const other = store.issue(isOutward ? link.targetId : link.sourceId);
  if (type === undefined || other === undefined || !mayBrowse(other, context)) return undefined;
  return {
    id: link.id,
    self: `${context.baseUrl}/rest/api/${context.apiVersion}/issueLink/${link.id}`,
    type: linkTypeJson(type, context),
    [isOutward ? 'outwardIssue' : 'inwardIssue']: briefJson(other, context),
  };
}

function mayBrowse({ projectId }: Issue, { store, viewer, accountId }: IssueJsonContext): boolean {
  return viewer === 'all' || store.permissions.may(accountId, 'BROWSE_PROJECTS', projectId);
}

function typeOf({ issueTypeId }: Issue, context: IssueJsonContext) {
  const type = context.store.configuration.issueTypes.find(({ id }) => id === issueTypeId);
  return type && issueTypeJson(type, context);
}

function statusOf({ statusId }: Issue, context: IssueJsonContext) {
  const status = context.store.configuration.statuses.find(({ id }) => id === statusId);
  return status && statusJson(status, context);
}

function priorityOf({ priorityId }: Issue, context: IssueJsonContext) {
  const priority = context.store.configuration.priorities.find(({ id }) => id === priorityId);
  return priority === undefined ? null : priorityJson(priority, context);
}

function versions(ids: readonly string[], context: IssueJsonContext) {
  return ids.flatMap((id) => context.store.catalog.version(id) ?? []).map((one) => versionJson(one, context));
}

function timeTracking({ originalEstimateSeconds, remainingEstimateSeconds, timeSpentSeconds }: Issue) {
  const text = (name: string, seconds: number | null) =>
    seconds === null ? {} : { [name]: formatDuration(seconds), [`${name}Seconds`]: seconds };
  return {
    ...text('originalEstimate', originalEstimateSeconds),
    ...text('remainingEstimate', remainingEstimateSeconds),
    ...text('timeSpent', timeSpentSeconds),
  };
}

/** Of the issue and its sub-tasks; null where none has it. */
function sum(
  issue: Issue,
  { subtasks }: FieldContext,
  valueIn: (issue: Issue) => number | null,
): number | null {
  const values = [issue, ...subtasks()].map(valueIn).filter((value) => value !== null);
  return values.length === 0 ? null : values.reduce((total, value) => total + value, 0);
}

function progress(spent: number | null, remaining: number | null) {
  const total = (spent ?? 0) + (remaining ?? 0);
  return {
    progress: spent ?? 0,
    total,
    ...(total === 0 ? {} : { percent: Math.floor((100 * (spent ?? 0)) / total) }),
  };
}
