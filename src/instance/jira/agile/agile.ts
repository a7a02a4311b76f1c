import type { EntityProperties } from '../../properties/entity-properties.ts';
import type { Database } from '../../store/database.ts';
import { reserveId } from '../../store/sequences.ts';
import type { Changes } from '../changes.ts';
import type { CustomFields } from '../custom-fields.ts';
import type { IssueTable } from '../issues/issue-table.ts';
import type { IssueWriter } from '../issues/issue-writer.ts';
import { parseJql } from '../jql.ts';
import type { Permissions } from '../permissions.ts';
import type { Projects } from '../projects.ts';
import type { Issue, Project } from '../types.ts';
import { projectsNamedBy } from './board-query.ts';
import { Boards } from './boards.ts';
import { AGILE_FIELDS, SPRINT_FIELD } from './fields.ts';
import type { BoardFilters } from './filters.ts';
import { Planning, sprintIdsOf } from './planning.ts';
import type { Sprints } from './sprints.ts';
import type { Board, Sprint } from './types.ts';

export interface AgileDeps {
  readonly database: Database;
  readonly changes: Changes;
  readonly table: IssueTable;
  readonly writer: IssueWriter;
  readonly sprints: Sprints;
  readonly properties: EntityProperties;
  readonly projects: Projects;
  readonly permissions: Permissions;
  readonly filters: BoardFilters;
}

/** Custom fields that people add have ids above those that come with Jira Software. */
const LAST_OWN_FIELD = 10_029;

/** Jira Software: boards, sprints, and what is planned on them. */
export class Agile {
  readonly boards: Boards;
  readonly sprints: Sprints;
  readonly planning: Planning;
  readonly filters: BoardFilters;
  readonly #deps: AgileDeps;

  constructor(deps: AgileDeps) {
    const { database, changes, sprints } = deps;
    this.#deps = deps;
    this.filters = deps.filters;
    this.boards = new Boards(database, changes);
    this.sprints = sprints;
    this.planning = new Planning(deps);
  }

  /** The query whose issues a board shows; none where its filter is gone. */
  jqlOf({ filterId, jql }: Board): string | undefined {
    return filterId === null ? jql : this.filters.find(filterId)?.jql;
  }

  /** Whoever sees what a board is made of sees the board. */
  mayView(accountId: string | null, board: Board): boolean {
    const { permissions, filters } = this.#deps;
    if (permissions.isAdmin(accountId)) return true;
    if (board.filterId !== null) {
      const filter = filters.find(board.filterId);
      return filter !== undefined && filters.mayView(filter, accountId);
    }
    if (board.projectId !== null) return permissions.may(accountId, 'BROWSE_PROJECTS', board.projectId);
    return accountId !== null && board.ownerAccountId === accountId;
  }

  mayAdminister(accountId: string | null, { ownerAccountId, projectId }: Board): boolean {
    const { permissions } = this.#deps;
    return (
      permissions.isAdmin(accountId) ||
      (accountId !== null && ownerAccountId === accountId) ||
      (projectId !== null && permissions.may(accountId, 'ADMINISTER_PROJECTS', projectId))
    );
  }

  /** Takes the permission in every project of the board, as in Jira. */
  mayManageSprints(accountId: string | null, board: Board): boolean {
    const { permissions } = this.#deps;
    const projects = this.projectsOf(board) ?? [];
    if (projects.length === 0) return permissions.isAdmin(accountId);
    return projects.every(({ id }) => permissions.may(accountId, 'MANAGE_SPRINTS_PERMISSION', id));
  }

  /** Seen with its board, or with one of its issues. */
  maySeeSprint(accountId: string | null, sprint: Sprint): boolean {
    const { permissions, database } = this.#deps;
    const board = this.boards.find(sprint.boardId);
    if (board !== undefined && this.mayView(accountId, board)) return true;
    return database
      .all(
        `SELECT DISTINCT i.project FROM jira_custom_value v JOIN jira_issue i ON i.id = v.issue
         WHERE v.field = ? AND v.number = ?`,
        [SPRINT_FIELD, sprint.id],
      )
      .some(({ project }) => permissions.may(accountId, 'BROWSE_PROJECTS', String(project)));
  }

  /** The projects that a board's query names; undefined where it names none. */
  projectsOf(board: Board): readonly Project[] | undefined {
    const { projects } = this.#deps;
    const jql = this.jqlOf(board);
    if (jql === undefined) return undefined;
    const byText = (text: string) =>
      projects.find(text) ?? projects.list().find(({ name }) => name.toLowerCase() === text.toLowerCase());
    const named = projectsNamedBy(parseJql(jql).where, byText);
    return named && [...named].sort((a, b) => a.name.localeCompare(b.name, 'en'));
  }

  deleteBoard(board: Board, actor: string | null): void {
    const { changes, properties } = this.#deps;
    changes.run(() => {
      properties.deleteAll({ type: 'board', id: String(board.id) });
      this.boards.delete(board, actor);
    });
  }

  /** What goes with a project: the boards that are in it. Their sprints may have issues of others. */
  deleteBoardsOf(projectId: string, actor: string | null): void {
    for (const board of this.boards.list()) if (board.projectId === projectId) this.deleteBoard(board, actor);
  }

  deleteSprint(sprint: Sprint, actor: string | null): void {
    const { changes, properties } = this.#deps;
    changes.run(() => {
      properties.deleteAll({ type: 'sprint', id: String(sprint.id) });
      this.planning.deleteSprint(sprint, actor);
    });
  }

  /** The sprints of an issue that there are. */
  sprintsOf(issue: Issue): readonly Sprint[] {
    return sprintIdsOf(issue).flatMap((id) => this.sprints.find(id) ?? []);
  }
}

/** Sees to it that the fields are there that come with Jira Software. */
export function ensureAgileFields(fields: CustomFields, database: Database): void {
  for (const field of AGILE_FIELDS) {
    if (fields.find(field.id) === undefined) fields.put(field);
  }
  reserveId(database, 'custom-field', LAST_OWN_FIELD);
}
