import type { Board } from '../../jira/agile/types.ts';
import type { Project } from '../../jira/types.ts';
import { jiraError } from '../../product-error.ts';
import { actorOf, type JiraContext, type JiraRestDeps, splitList } from '../jira/shared.ts';

/** The boards that a request lists. */

/** `includePrivate` has nothing to say: those who may see a private board see it in any case. */
export const LIST_PARAMETERS = [
  ...['type', 'name', 'projectKeyOrId', 'accountIdLocation', 'projectLocation', 'includePrivate'],
  ...['negateLocationFiltering', 'orderBy', 'expand', 'filterId'],
] as const;

export function seenBoards(c: JiraContext, { store }: JiraRestDeps): readonly Board[] {
  return store.agile.boards.list().filter((board) => store.agile.mayView(actorOf(c), board));
}

/** @throws {ProductError} 400 */
export function listBoards(c: JiraContext, deps: JiraRestDeps): readonly Board[] {
  const { type, name, projectKeyOrId, filterId, orderBy } = c.req.query();
  const types = splitList(type === undefined ? undefined : [type]);
  const project = projectKeyOrId === undefined ? undefined : findProject(c, deps, projectKeyOrId);
  const found = seenBoards(c, deps).filter(
    (board) =>
      (types.length === 0 || types.includes(board.type)) &&
      (name === undefined || board.name.toLowerCase().includes(name.toLowerCase())) &&
      (project === undefined || isAbout(board, project, deps)) &&
      (filterId === undefined || board.filterId === filterId) &&
      isAtLocation(c, deps, board),
  );
  if (orderBy === undefined) return found;
  const [, sign, field] = /^([+-]?)(\w+)$/.exec(orderBy.trim()) ?? [];
  if (field !== 'name') throw jiraError(400, [`'${orderBy}' is no order of boards.`]);
  return [...found].sort((a, b) => (sign === '-' ? -1 : 1) * a.name.localeCompare(b.name, 'en'));
}

/** @throws {ProductError} 400 */
export function findProject(c: JiraContext, { store }: JiraRestDeps, idOrKey: string): Project {
  const project = store.project(idOrKey);
  const isSeen = project && store.permissions.may(actorOf(c), 'BROWSE_PROJECTS', project.id);
  if (project !== undefined && isSeen === true) return project;
  throw jiraError(400, [`No project could be found with key or id '${idOrKey}'.`]);
}

/** Boards in a project, and those elsewhere whose query names it. */
function isAbout(board: Board, project: Project, { store }: JiraRestDeps): boolean {
  return board.projectId === project.id || store.agile.projectsOf(board)?.includes(project) === true;
}

function isAtLocation(
  c: JiraContext,
  { store }: JiraRestDeps,
  { projectId, ownerAccountId }: Board,
): boolean {
  const { accountIdLocation, projectLocation, negateLocationFiltering } = c.req.query();
  if (accountIdLocation === undefined && projectLocation === undefined) return true;
  const project = projectLocation === undefined ? undefined : store.project(projectLocation);
  const isThere =
    projectId === null
      ? accountIdLocation !== undefined && ownerAccountId === accountIdLocation
      : projectId === project?.id;
  return isThere !== (negateLocationFiltering === 'true');
}
