import type { Project } from '../../../jira/types.ts';
import { jiraError } from '../../../product-error.ts';
import { actorOf, type JiraContext, type JiraRestDeps } from '../shared.ts';

/** A project that the caller sees. @throws {ProductError} 404, whether it is not there or not seen */
export function findProject(
  c: JiraContext,
  { store }: Pick<JiraRestDeps, 'store'>,
  idOrKey: string,
): Project {
  const project = store.project(idOrKey);
  if (project !== undefined && store.permissions.may(actorOf(c), 'BROWSE_PROJECTS', project.id))
    return project;
  throw jiraError(404, [`No project could be found with key '${idOrKey}'.`]);
}
