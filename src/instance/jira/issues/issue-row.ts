import type { Row, SqlValue } from '../../store/database.ts';
import type { Issue } from '../types.ts';

/** Between an issue and its row: what queries look at has a column, the rest is JSON. */

type Stored = Pick<
  Issue,
  | 'description'
  | 'environment'
  | 'labels'
  | 'componentIds'
  | 'versionIds'
  | 'fixVersionIds'
  | 'statusCategoryChanged'
  | 'originalEstimateSeconds'
  | 'remainingEstimateSeconds'
  | 'timeSpentSeconds'
  | 'custom'
>;

/** What an empty body stands for: most issues have few of these, and a hundred thousand bodies should be short. */
const EMPTY: Omit<Stored, 'statusCategoryChanged'> = {
  description: null,
  environment: null,
  labels: [],
  componentIds: [],
  versionIds: [],
  fixVersionIds: [],
  originalEstimateSeconds: null,
  remainingEstimateSeconds: null,
  timeSpentSeconds: null,
  custom: {},
};

/** Columns of an issue and the key of its project. */
export const ISSUE_COLUMNS = 'i.*, (SELECT p.key FROM jira_project p WHERE p.id = i.project) AS project_key';

export function toIssue(row: Row): Issue {
  const stored: Stored = {
    ...EMPTY,
    statusCategoryChanged: Number(row['created']),
    ...JSON.parse(String(row['body'])),
  };
  return {
    id: String(row['id']),
    key: String(row['key']),
    projectId: String(row['project']),
    projectKey: String(row['project_key']),
    issueTypeId: String(row['type']),
    statusId: String(row['status']),
    priorityId: textOf(row['priority']),
    resolutionId: textOf(row['resolution']),
    summary: String(row['summary']),
    assigneeAccountId: textOf(row['assignee']),
    reporterAccountId: textOf(row['reporter']),
    creatorAccountId: textOf(row['creator']),
    parentId: textOf(row['parent']),
    created: Number(row['created']),
    updated: Number(row['updated']),
    dueDate: textOf(row['due']),
    resolved: row['resolved'] === null ? null : Number(row['resolved']),
    rank: String(row['rank']),
    votes: Number(row['votes']),
    watches: Number(row['watches']),
    ...stored,
  };
}

export function toColumns(issue: Issue): Readonly<Record<string, SqlValue>> {
  return {
    id: Number(issue.id),
    key: issue.key,
    project: Number(issue.projectId),
    number: numberOf(issue.key),
    type: Number(issue.issueTypeId),
    status: Number(issue.statusId),
    priority: idOf(issue.priorityId),
    resolution: idOf(issue.resolutionId),
    assignee: issue.assigneeAccountId,
    reporter: issue.reporterAccountId,
    creator: issue.creatorAccountId,
    parent: idOf(issue.parentId),
    created: issue.created,
    updated: issue.updated,
    due: issue.dueDate,
    resolved: issue.resolved,
    rank: issue.rank,
    votes: issue.votes,
    watches: issue.watches,
    summary: issue.summary,
    body: JSON.stringify(storedOf(issue)),
  };
}

/** The number of a key, `DEMO-12`. */
export function numberOf(key: string): number {
  return Number(key.slice(key.lastIndexOf('-') + 1));
}

function storedOf(issue: Issue): Partial<Stored> {
  const { description, environment, labels, componentIds, versionIds, fixVersionIds, custom } = issue;
  const { originalEstimateSeconds, remainingEstimateSeconds, timeSpentSeconds } = issue;
  return {
    ...(issue.statusCategoryChanged === issue.created
      ? {}
      : { statusCategoryChanged: issue.statusCategoryChanged }),
    ...(description === null ? {} : { description }),
    ...(environment === null ? {} : { environment }),
    ...(labels.length === 0 ? {} : { labels }),
    ...(componentIds.length === 0 ? {} : { componentIds }),
    ...(versionIds.length === 0 ? {} : { versionIds }),
    ...(fixVersionIds.length === 0 ? {} : { fixVersionIds }),
    ...(originalEstimateSeconds === null ? {} : { originalEstimateSeconds }),
    ...(remainingEstimateSeconds === null ? {} : { remainingEstimateSeconds }),
    ...(timeSpentSeconds === null ? {} : { timeSpentSeconds }),
    ...(Object.keys(custom).length === 0 ? {} : { custom }),
  };
}

function textOf(value: SqlValue | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}

function idOf(id: string | null): number | null {
  return id === null ? null : Number(id);
}
