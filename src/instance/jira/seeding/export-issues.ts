import type { Json, JsonObject } from '../../../core/json.ts';
import { compact, momentText, unless, unlessEmpty } from '../../seed/seed-object.ts';
import type { Database, Row } from '../../store/database.ts';
import { AGILE_FIELD } from '../agile/fields.ts';
import { ISSUE_COLUMNS, toIssue } from '../issues/issue-row.ts';
import type { Change, ChangeItem, Comment, Issue, Worklog } from '../types.ts';
import type { ExportContext } from './export-jira.ts';
import {
  USUAL_TYPE,
  usualPriority,
  usualRank,
  usualRemaining,
  usualResolution,
  usualResolved,
  usualStatus,
  usualTimeSpent,
} from './issue-defaults.ts';
import { changeItemOf } from './issue-history.ts';
import { durationOf, fieldValueOf, nameIn, richTextOf } from './seed-names.ts';

/** Issues with everything that belongs to them, in the order of their ids. */
export function exportIssues(context: ExportContext): readonly JsonObject[] {
  const parts = readParts(context);
  const issues: JsonObject[] = [];
  for (const row of context.database.iterate(`SELECT ${ISSUE_COLUMNS} FROM jira_issue i ORDER BY i.id`)) {
    issues.push(issueOf(toIssue(row), parts, context));
  }
  return issues;
}

/** What issues have many of, read at once: a question for each issue would take its time a hundred thousand times. */
type Parts = ReturnType<typeof readParts>;

function readParts({ database }: ExportContext) {
  const keys = new Map<string, string>();
  for (const { id, key } of database.iterate('SELECT id, key FROM jira_issue'))
    keys.set(String(id), String(key));
  return {
    keys,
    comments: grouped(database, 'SELECT issue, body FROM jira_comment ORDER BY id'),
    worklogs: grouped(database, 'SELECT issue, body FROM jira_worklog ORDER BY id'),
    links: grouped(database, 'SELECT id, type, source AS issue, target FROM jira_issue_link ORDER BY id'),
    remoteLinks: grouped(database, 'SELECT id, issue, global_id, body FROM jira_remote_link ORDER BY id'),
    watchers: grouped(database, 'SELECT issue, account FROM jira_watcher ORDER BY issue, account'),
    voters: grouped(database, 'SELECT issue, account FROM jira_vote ORDER BY issue, account'),
    attachments: grouped(
      database,
      'SELECT id, issue, author, created, name, media_type, content FROM jira_attachment ORDER BY id',
    ),
    changes: grouped(database, 'SELECT id, issue, author, created FROM jira_change ORDER BY id'),
    changeItems: grouped(
      database,
      'SELECT change AS issue, body FROM jira_change_item ORDER BY change, position',
    ),
    formerKeys: grouped(database, 'SELECT issue, key FROM jira_former_key ORDER BY key'),
  };
}

function grouped(database: Database, sql: string): (id: string | number) => readonly Row[] {
  const groups = new Map<number, Row[]>();
  for (const row of database.iterate(sql)) {
    const id = Number(row['issue']);
    const group = groups.get(id);
    if (group === undefined) groups.set(id, [row]);
    else group.push(row);
  }
  return (id) => groups.get(Number(id)) ?? [];
}

function issueOf(issue: Issue, parts: Parts, context: ExportContext): JsonObject {
  const { names, properties } = context;
  const { id, created, reporterAccountId } = issue;
  const { configuration } = names;
  const person = (accountId: string | null) => (accountId === null ? null : names.personText(accountId));
  const named = (list: Parameters<typeof nameIn>[0], one: string | null) =>
    one === null ? null : nameIn(list, one);
  const worklogs = parts.worklogs(id).map(({ body }): Worklog => JSON.parse(String(body)));
  return compact({
    key: issue.key,
    id: Number(id),
    summary: issue.summary,
    type: unless(USUAL_TYPE, named(configuration.issueTypes, issue.issueTypeId)),
    status: unless(
      named(configuration.statuses, usualStatus()) ?? undefined,
      named(configuration.statuses, issue.statusId),
    ),
    resolution: unless(
      named(configuration.resolutions, usualResolution(issue, configuration)) ?? null,
      named(configuration.resolutions, issue.resolutionId),
    ),
    priority: unless(
      named(configuration.priorities, usualPriority(configuration)),
      named(configuration.priorities, issue.priorityId),
    ),
    description: issue.description === null ? undefined : richTextOf(issue.description),
    environment: issue.environment === null ? undefined : richTextOf(issue.environment),
    assignee: unless(null, person(issue.assigneeAccountId)),
    reporter: unless(leadOf(issue, context), person(reporterAccountId)),
    creator: unless(person(reporterAccountId), person(issue.creatorAccountId)),
    parent: issue.parentId === null ? undefined : parts.keys.get(issue.parentId),
    labels: unlessEmpty([...issue.labels]),
    ...inProject(issue, context),
    created: momentText(created),
    updated: unless(momentText(created), momentText(issue.updated)),
    statusCategoryChanged: unless(momentText(created), momentText(issue.statusCategoryChanged)),
    resolved: unlessMoment(usualResolved(issue), issue.resolved),
    due: issue.dueDate ?? undefined,
    rank: unless(usualRank(issue), issue.rank),
    originalEstimate: durationOrNone(null, issue.originalEstimateSeconds),
    timeSpent: durationOrNone(
      usualTimeSpent(worklogs.map(({ timeSpentSeconds }) => timeSpentSeconds)),
      issue.timeSpentSeconds,
    ),
    remainingEstimate: durationOrNone(usualRemaining(issue), issue.remainingEstimateSeconds),
    ...customOf(issue, context),
    comments: unlessEmpty(
      parts.comments(id).map(({ body }) => commentOf(JSON.parse(String(body)), issue, context)),
    ),
    worklogs: unlessEmpty(worklogs.map((worklog) => worklogOf(worklog, issue, context))),
    links: unlessEmpty(parts.links(id).map((row) => linkOf(row, parts, context))),
    remoteLinks: unlessEmpty(parts.remoteLinks(id).map(remoteLinkOf)),
    watchers: unlessEmpty(parts.watchers(id).map(({ account }) => names.personText(String(account)))),
    voters: unlessEmpty(parts.voters(id).map(({ account }) => names.personText(String(account)))),
    attachments: unlessEmpty(parts.attachments(id).map((row) => attachmentOf(row, issue, context))),
    properties: properties.of('issue', id),
    formerKeys: unlessEmpty(parts.formerKeys(id).map(({ key }) => String(key))),
    history: unlessEmpty(parts.changes(id).map((row) => changeOf(row, issue, parts, context))),
  });
}

function leadOf({ projectId }: Issue, { store, names }: ExportContext): string | null {
  const lead = store.project(projectId)?.leadAccountId ?? '';
  return lead === '' ? null : names.personText(lead);
}

function inProject(issue: Issue, { store }: ExportContext): Readonly<Record<string, Json | undefined>> {
  const components = store.catalog.components(issue.projectId);
  const versions = store.catalog.versions(issue.projectId);
  return {
    components: unlessEmpty(issue.componentIds.map((one) => nameIn(components, one))),
    versions: unlessEmpty(issue.versionIds.map((one) => nameIn(versions, one))),
    fixVersions: unlessEmpty(issue.fixVersionIds.map((one) => nameIn(versions, one))),
  };
}

function unlessMoment(otherwise: number | null, moment: number | null): string | null | undefined {
  if (moment === otherwise) return undefined;
  return moment === null ? null : momentText(moment);
}

function durationOrNone(
  otherwise: number | null,
  seconds: number | null,
): string | number | null | undefined {
  if (seconds === otherwise) return undefined;
  return seconds === null ? null : durationOf(seconds);
}

function customOf(issue: Issue, { store, names }: ExportContext): Readonly<Record<string, Json | undefined>> {
  const fields: Record<string, Json> = {};
  for (const [key, value] of Object.entries(issue.custom)) {
    const field = store.customFields.findAny(key);
    if (key === AGILE_FIELD.sprint || field === undefined) continue;
    fields[names.fieldText(field)] = fieldValueOf(field, value, names);
  }
  const sprints = store.agile.sprintsOf(issue);
  const all =
    sprints.length === 0
      ? []
      : store.agile.sprints.list().map((one) => ({ id: String(one.id), name: one.name }));
  return {
    fields: unlessEmpty(fields),
    sprints: unlessEmpty(sprints.map((one) => nameIn(all, String(one.id)))),
  };
}

function commentOf(comment: Comment, issue: Issue, { names, properties }: ExportContext): JsonObject {
  const { id, authorAccountId, updateAuthorAccountId, body, created, updated, visibility } = comment;
  return compact({
    id: Number(id),
    author: unlessPerson(issue.reporterAccountId, authorAccountId, names.personText(authorAccountId)),
    updateAuthor: unlessPerson(
      authorAccountId,
      updateAuthorAccountId,
      names.personText(updateAuthorAccountId),
    ),
    body: richTextOf(body),
    created: unless(momentText(issue.created), momentText(created)),
    updated: unless(momentText(created), momentText(updated)),
    visibility: visibility === null ? undefined : { ...visibility },
    properties: properties.of('comment', id),
  });
}

function unlessPerson(otherwise: string | null, accountId: string, text: string): string | undefined {
  return otherwise === accountId ? undefined : text;
}

function worklogOf(worklog: Worklog, issue: Issue, { names, properties }: ExportContext): JsonObject {
  const { id, authorAccountId, updateAuthorAccountId, comment, created, updated, started, visibility } =
    worklog;
  return compact({
    id: Number(id),
    author: unlessPerson(issue.reporterAccountId, authorAccountId, names.personText(authorAccountId)),
    updateAuthor: unlessPerson(
      authorAccountId,
      updateAuthorAccountId,
      names.personText(updateAuthorAccountId),
    ),
    timeSpent: durationOf(worklog.timeSpentSeconds),
    started: unless(momentText(issue.created), momentText(started)),
    created: unless(momentText(started), momentText(created)),
    updated: unless(momentText(created), momentText(updated)),
    comment: comment === null ? undefined : richTextOf(comment),
    visibility: visibility === null ? undefined : { ...visibility },
    properties: properties.of('worklog', id),
  });
}

function linkOf(row: Row, { keys }: Parts, { names }: ExportContext): JsonObject {
  return compact({
    id: Number(row['id']),
    type: nameIn(names.configuration.linkTypes, String(row['type'])),
    to: keys.get(String(row['target'])),
  });
}

function remoteLinkOf(row: Row): JsonObject {
  const body: JsonObject = JSON.parse(String(row['body']));
  const globalId = row['global_id'];
  return compact({
    id: Number(row['id']),
    globalId: globalId === null ? undefined : String(globalId),
    ...body,
  });
}

function attachmentOf(row: Row, issue: Issue, { names }: ExportContext): JsonObject {
  const content = row['content'] instanceof Uint8Array ? row['content'] : new Uint8Array();
  const text = textIn(content);
  const author = row['author'];
  const personText = author === null || author === undefined ? null : names.personText(String(author));
  const reporter = issue.reporterAccountId === null ? null : names.personText(issue.reporterAccountId);
  return compact({
    id: Number(row['id']),
    name: String(row['name']),
    mediaType: unless('text/plain', String(row['media_type'])),
    author: unless(reporter, personText),
    created: unless(momentText(issue.created), momentText(Number(row['created']))),
    ...(text === undefined ? { base64: Buffer.from(content).toString('base64') } : { text }),
  });
}

/** What people can read, and what comes out as the same bytes. */
function textIn(content: Uint8Array): string | undefined {
  const text = Buffer.from(content).toString('utf8');
  const isReadable = !/\p{Cc}/u.test(text.replace(/[\t\n\v\f\r]/g, ''));
  return isReadable && Buffer.from(text).equals(content) ? text : undefined;
}

function changeOf(row: Row, issue: Issue, { changeItems }: Parts, { names }: ExportContext): JsonObject {
  const change: Pick<Change, 'id' | 'created'> = { id: String(row['id']), created: Number(row['created']) };
  const author = row['author'] === null ? null : names.personText(String(row['author']));
  const reporter = issue.reporterAccountId === null ? null : names.personText(issue.reporterAccountId);
  return compact({
    id: Number(change.id),
    author: unless(reporter, author),
    created: unless(momentText(issue.created), momentText(change.created)),
    items: changeItems(change.id).map(({ body }) => {
      const item: ChangeItem = JSON.parse(String(body));
      return changeItemOf(item, names);
    }),
  });
}
