import type { JiraStore } from '../../jira/jira-store.ts';
import type { IssueJsonContext } from '../../jira/json/issue-context.ts';
import { webhookIssueJson } from '../../jira/json/issue-json.ts';
import { attachmentJson, commentJson, issueTypeJson, worklogJson } from '../../jira/json.ts';
import type { Issue } from '../../jira/types.ts';
import { issueLinkPayload } from '../../jira/webhook-payloads/issue-link.ts';
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
 * What made-up webhooks of Jira can tell of: an issue, and the latest of what is on it.
 * @param wanted key or id of the issue; the first that there is where none is named
 * @throws {WishError} when there is no such issue
 */
export function jiraWorld(
  json: IssueJsonContext,
  wanted: string | undefined,
): Readonly<Record<string, unknown>> {
  const issue = findIssue(json.store, wanted);
  return issue === undefined ? {} : aboutIssue(issue, json);
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
