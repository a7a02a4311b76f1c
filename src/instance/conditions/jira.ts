import type { Issue, Project } from '../jira/types.ts';
import { type ConditionDeps, contextId, type Decide, param, type Question } from './question.ts';

/** What Jira's data says of its conditions. What is about an issue or a project does not hold where the page has none. */
export const JIRA_CONDITIONS: Readonly<Record<string, Decide>> = {
  has_issue_permission: ofIssue((issue, question, deps) =>
    may(question, deps, param(question, 'permission'), issue.projectId),
  ),
  has_project_permission: ofProject((project, question, deps) =>
    may(question, deps, param(question, 'permission'), project.id),
  ),
  has_global_permission: (question, { jira }) =>
    jira.permissions.mayGlobally(accountOf(question), param(question, 'permission')),
  user_is_project_admin: ofProject((project, question, deps) =>
    may(question, deps, 'ADMINISTER_PROJECTS', project.id),
  ),
  has_selected_project: ofProject(() => true),
  can_attach_file_to_issue: ofIssue((issue, question, deps) =>
    may(question, deps, 'CREATE_ATTACHMENTS', issue.projectId),
  ),
  is_issue_editable: ofIssue((issue, question, deps) => may(question, deps, 'EDIT_ISSUES', issue.projectId)),
  is_issue_assigned_to_current_user: ofIssue(({ assigneeAccountId }, question) =>
    isThem(question, assigneeAccountId),
  ),
  is_issue_reported_by_current_user: ofIssue(({ reporterAccountId }, question) =>
    isThem(question, reporterAccountId),
  ),
  is_issue_unassigned: ofIssue(({ assigneeAccountId }) => assigneeAccountId === null),
  is_issue_unresolved: ofIssue(({ resolutionId }) => resolutionId === null),
  is_sub_task: ofIssue(
    ({ issueTypeId }, _, { jira }) =>
      jira.configuration.issueTypes.find(({ id }) => id === issueTypeId)?.subtask === true,
  ),
  is_watching_issue: ofIssue(({ id }, question, { jira }) => jira.watchers.has(id, accountOf(question))),
  has_voted_for_issue: ofIssue(({ id }, question, { jira }) => jira.voters.has(id, accountOf(question))),
  // None of this can be turned off here, as `/rest/api/3/configuration` says too.
  linking_enabled: () => true,
  sub_tasks_enabled: () => true,
  time_tracking_enabled: () => true,
  voting_enabled: () => true,
  watching_enabled: () => true,
};

/** Undefined, too, where it is not for whoever asks. */
export function issueOf(question: Question, deps: ConditionDeps): Issue | undefined {
  const id = contextId(question, 'issue');
  const issue = id === undefined ? undefined : deps.jira.issue(id);
  return issue !== undefined && maySee(question, deps, issue.projectId) ? issue : undefined;
}

/** That of the page; on the page of an issue it is the issue's. */
export function projectOf(question: Question, deps: ConditionDeps): Project | undefined {
  const id = contextId(question, 'project') ?? issueOf(question, deps)?.projectId;
  const project = id === undefined ? undefined : deps.jira.project(id);
  return project !== undefined && maySee(question, deps, project.id) ? project : undefined;
}

/** Whoever has signed out sees what is open to everybody who signs in, as on the pages. */
function maySee(question: Question, deps: ConditionDeps, projectId: string): boolean {
  return question.person === undefined
    ? deps.jira.permissions.isOpen('BROWSE_PROJECTS', projectId)
    : may(question, deps, 'BROWSE_PROJECTS', projectId);
}

function ofIssue(decide: (issue: Issue, question: Question, deps: ConditionDeps) => boolean): Decide {
  return (question, deps) => {
    const issue = issueOf(question, deps);
    return issue !== undefined && decide(issue, question, deps);
  };
}

function ofProject(decide: (project: Project, question: Question, deps: ConditionDeps) => boolean): Decide {
  return (question, deps) => {
    const project = projectOf(question, deps);
    return project !== undefined && decide(project, question, deps);
  };
}

function may(question: Question, { jira }: ConditionDeps, permission: string, projectId: string): boolean {
  return jira.permissions.has(accountOf(question), permission, projectId);
}

function accountOf({ person }: Question): string | null {
  return person?.accountId ?? null;
}

function isThem({ person }: Question, accountId: string | null): boolean {
  return person !== undefined && person.accountId === accountId;
}
