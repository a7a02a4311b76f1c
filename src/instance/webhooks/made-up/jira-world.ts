import type { JiraStore } from '../../jira/jira-store.ts';
import type { IssueJsonContext } from '../../jira/json/issue-context.ts';
import { webhookIssueJson } from '../../jira/json/issue-json.ts';
import { attachmentJson, commentJson, issueTypeJson, worklogJson } from '../../jira/json.ts';
import type { Issue, Project } from '../../jira/types.ts';
import { boardPayload } from '../../jira/webhook-payloads/board.ts';
import { filterPayload } from '../../jira/webhook-payloads/filter.ts';
import { issueLinkPayload } from '../../jira/webhook-payloads/issue-link.ts';
import { projectPayload } from '../../jira/webhook-payloads/project.ts';
import { sprintPayload } from '../../jira/webhook-payloads/sprint.ts';
import { versionPayload } from '../../jira/webhook-payloads/version.ts';
import type { Person } from '../../people/people.ts';
import type { Services } from '../../services.ts';
import { WishError } from './wishes.ts';

/** How Jira tells of its things in webhooks. */
export function jiraContext(
  { site, people, jira: store }: Pick<Services, 'site' | 'people' | 'jira'>,
  { accountId }: Person,
): IssueJsonContext {
  return {
    baseUrl: site.products.jira.baseUrl,
    apiVersion: '2',
    person: (id) => people.find(id),
    store,
    viewer: 'all',
    accountId,
  };
}

/**
 * What made-up webhooks of Jira can tell of: an issue with the latest of what is on it, and its project with the latest
 * of what is in that.
 * @param wanted key or id of the issue; the first that there is where none is named
 * @throws {WishError} when there is no such issue
 */
export function jiraWorld(
  json: IssueJsonContext,
  wanted: string | undefined,
  now: number,
): Readonly<Record<string, unknown>> {
  const { store } = json;
  const issue = findIssue(store, wanted);
  const project = issue === undefined ? store.projects()[0] : store.project(issue.projectId);
  return {
    ...(issue === undefined ? {} : aboutIssue(issue, json)),
    ...(project === undefined ? {} : aboutProject(project, json, now)),
  };
}

function aboutProject(
  project: Project,
  json: IssueJsonContext,
  now: number,
): Readonly<Record<string, unknown>> {
  const { store } = json;
  const actor = null;
  const version = store.catalog.versions(project.id).at(-1);
  const filter = store.filters.list().at(-1);
  const board = store.agile.boards.list().find(({ projectId }) => projectId === project.id);
  const sprint = store.agile.sprints.list().find(({ boardId }) => boardId === board?.id);
  return {
    ...projectPayload({ type: 'project_updated', project, actor }, json),
    ...(version && versionPayload({ type: 'version_updated', version, project, actor }, json, now)),
    ...(filter && filterPayload({ type: 'filter_updated', filter, actor }, json)),
    ...(board && boardPayload({ type: 'board_configuration_changed', board, actor }, json)),
    ...(sprint && sprintPayload({ type: 'sprint_updated', sprint, actor }, json)),
  };
}

function findIssue(store: JiraStore, wanted: string | undefined): Issue | undefined {
  if (wanted === undefined) {
    return store.projects().flatMap(({ key }) => store.issue(`${key}-1`) ?? [])[0];
  }
  const issue = store.issue(wanted);
  if (issue === undefined) throw new WishError(`There is no issue ${wanted}.`);
  return issue;
}

function aboutIssue(issue: Issue, json: IssueJsonContext): Readonly<Record<string, unknown>> {
  const { store } = json;
  const latest = { maxResults: 1, isNewestFirst: true };
  const [comment] = store.comments.page(issue.id, 'all', latest).comments;
  const worklog = store.worklogs.page(issue.id, 'all').worklogs.at(-1);
  const attachment = store.attachments.list(issue.id).at(-1);
  const link = store.links.list(issue.id).at(-1);
  const linkType = store.configuration.linkTypes.find(({ id }) => id === link?.typeId);
  const type = store.configuration.issueTypes.find(({ id }) => id === issue.issueTypeId);
  return {
    issue: webhookIssueJson(issue, json),
    comment: comment && commentJson(comment, issue.id, json),
    worklog: worklog && worklogJson(worklog, json),
    attachment: attachment && attachmentJson(attachment, json),
    issueType: type && issueTypeJson(type, json),
    issueLink:
      link &&
      linkType &&
      issueLinkPayload({ type: 'issuelink_created', link, linkType, actor: null })['issueLink'],
  };
}
