import { isRecord } from '../../../core/json.ts';
import { type InputContext, parseIssueInput, parseProject } from '../../jira/issue-input.ts';
import type { Issue } from '../../jira/types.ts';
import { jiraError } from '../../product-error.ts';
import { addComment, readComment } from './comment-input.ts';
import { addLink, readLinkOf } from './link-input.ts';
import { readPropertyList } from './property-input.ts';
import {
  actorOf,
  authorOf,
  type JiraContext,
  type JiraRestDeps,
  requirePermission,
  versionOf,
  visibleIssue,
  visibleSprint,
} from './shared.ts';
import { readWorklog } from './worklog-input.ts';

/** How requests to make and edit issues become changes; used for one issue and for many. */

export function inputContext(
  c: JiraContext,
  deps: JiraRestDeps,
  projectId: string | undefined,
  current?: Issue,
): InputContext {
  const { people, store } = deps;
  return {
    mayNameProject: current === undefined,
    apiVersion: versionOf(c),
    configuration: store.configuration,
    projectId,
    current,
    project: (idOrKey) => {
      const project = store.project(idOrKey);
      const isSeen = project && store.permissions.may(actorOf(c), 'BROWSE_PROJECTS', project.id);
      return isSeen === true ? project : undefined;
    },
    components: (id) => store.catalog.components(id),
    versions: (id) => store.catalog.versions(id),
    hasPerson: (accountId) => people.find(accountId) !== undefined,
    isAssignable: (accountId, id) => store.permissions.may(accountId, 'ASSIGNABLE_USER', id),
    issue: (idOrKey) => visibleIssue(c, deps, idOrKey),
    // What is on no screen, or is no field of the project, cannot be set.
    customField: (id) => {
      const field =
        projectId === undefined
          ? store.customFields.find(id)
          : store.customFields.findIn(id, {
              projectId,
              ...(current && { issueTypeId: current.issueTypeId }),
            });
      return field?.isOffScreen === true ? undefined : field;
    },
    sprint: (id) => visibleSprint(c, deps, id),
  };
}

/** @throws {ProductError} 400 that names what is wrong */
export function createIssue(c: JiraContext, deps: JiraRestDeps, body: unknown): Issue {
  const { store } = deps;
  const project = parseProject(body, inputContext(c, deps, undefined));
  if (!store.permissions.may(actorOf(c), 'CREATE_ISSUES', project.id)) {
    throw jiraError(400, ['You do not have permission to create issues in this project.']);
  }
  const { fields, additions } = parseIssueInput(body, inputContext(c, deps, project.id));
  const { summary, issueTypeId, ...others } = fields;
  if (summary === undefined || issueTypeId === undefined) {
    throw jiraError(400, [], {
      ...(summary === undefined ? { summary: 'You must specify a summary of the issue.' } : {}),
      ...(issueTypeId === undefined ? { issuetype: 'Specify an issue type' } : {}),
    });
  }
  const properties = readPropertyList(isRecord(body) ? body['properties'] : undefined);
  return store.changes.run(() => {
    const issue = store.issues.create(project, { ...others, summary, issueTypeId }, actorOf(c));
    for (const { key, value } of properties) store.issueProperties.set(issue, key, value, actorOf(c));
    return addAll(c, deps, issue, additions);
  });
}

/** @throws {ProductError} 400 that names what is wrong, 403 */
export function editIssue(c: JiraContext, deps: JiraRestDeps, issue: Issue, body: unknown): Issue {
  const { store } = deps;
  requirePermission(c, deps, issue, 'EDIT_ISSUES');
  const context = inputContext(c, deps, issue.projectId, issue);
  const { fields, additions } = parseIssueInput(body, context);
  const properties = readPropertyList(isRecord(body) ? body['properties'] : undefined);
  return store.changes.run(() => {
    const changed = store.issues.update(issue, fields, actorOf(c));
    for (const { key, value } of properties) store.issueProperties.set(changed, key, value, actorOf(c));
    return addAll(c, deps, changed, additions);
  });
}

function addAll(
  c: JiraContext,
  deps: JiraRestDeps,
  issue: Issue,
  additions: ReturnType<typeof parseIssueInput>['additions'],
): Issue {
  const { store } = deps;
  for (const comment of additions.comments) addComment(c, deps, issue, readComment(c, deps, issue, comment));
  for (const worklog of additions.worklogs) {
    const current = store.issue(issue.id) ?? issue;
    const { input, remainingAfter } = readWorklog(c, deps, current, worklog, {});
    store.worklogs.add(current, input, authorOf(c), remainingAfter);
  }
  for (const link of additions.links) addLink(c, deps, readLinkOf(c, deps, issue, link));
  return store.issue(issue.id) ?? issue;
}

export function errorsOf(body: Readonly<Record<string, unknown>>) {
  return { errorMessages: body['errorMessages'] ?? [], errors: body['errors'] ?? {} };
}
