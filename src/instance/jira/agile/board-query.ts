import type { JqlCondition, JqlTree } from '../../../jql/syntax-tree.ts';
import type { JiraConfiguration } from '../configuration.ts';
import { FALSE, join, listOf, not, raw, type Sql, sql } from '../jql/sql.ts';
import { parseJql } from '../jql.ts';
import type { Project } from '../types.ts';
import { AGILE_FIELD, EPIC_DONE, SPRINT_FIELD } from './fields.ts';
import type { Board, BoardColumn } from './types.ts';

/** Which issues a board has, and where on it they are, as conditions about a row `i` of the table of issues. */

/** What kanban boards leave out, in Jira's words for it; see {@link unreleased}. */
export const KANBAN_SUBQUERY = 'fixVersion in unreleasedVersions() OR fixVersion is EMPTY';

/** The columns of a board; one for each status unless somebody has said otherwise. */
export function columnsOf({ columns }: Board, { statuses }: JiraConfiguration): readonly BoardColumn[] {
  return columns ?? statuses.map(({ id, name }) => ({ name, statusIds: [id] }));
}

/** The issues in the columns of a board, and in its backlog: all that it shows. */
export function onBoard(board: Board, configuration: JiraConfiguration): Sql {
  const statusIds = columnsOf(board, configuration).flatMap((column) => column.statusIds);
  return join(
    [
      sql`i.status IN ${listOf(statusIds.map(Number))}`,
      ...(board.type === 'scrum' ? [not(isEpicRow(configuration))] : []),
      ...(board.type === 'kanban' ? [unreleased()] : []),
    ],
    'AND',
  );
}

/** What waits to be planned. A board without a backlog has nothing there. */
export function inBacklog(board: Board, configuration: JiraConfiguration): Sql {
  if (!board.features.includes('backlog')) return FALSE;
  const done = columnsOf(board, configuration).findLast(({ statusIds }) => statusIds.length > 0);
  const isDone = sql`i.status IN ${listOf((done?.statusIds ?? []).map(Number))}`;
  const isPlanned = board.features.includes('sprints') ? inOpenSprint() : isPlacedOn(board);
  return join(
    [onBoard(board, configuration), not(isDone), not(isPlanned), not(isEpicRow(configuration))],
    'AND',
  );
}

/** In a sprint that is to come or under way. */
export function inOpenSprint(): Sql {
  return sql`EXISTS (SELECT 1 FROM jira_custom_value v JOIN jira_sprint s ON s.id = v.number
    WHERE v.field = ${raw(String(SPRINT_FIELD))} AND v.issue = i.id AND s.state <> 'closed')`;
}

export function inSprint(sprintId: number): Sql {
  return sql`i.id IN (SELECT v.issue FROM jira_custom_value v WHERE v.field = ${raw(String(SPRINT_FIELD))} AND v.number = ${sprintId})`;
}

export function isEpicRow({ issueTypes }: JiraConfiguration): Sql {
  const epics = issueTypes.filter(({ hierarchyLevel }) => hierarchyLevel === 1);
  return sql`i.type IN ${listOf(epics.map(({ id }) => Number(id)))}`;
}

export function isDoneEpicRow(): Sql {
  const path = `$.custom.${AGILE_FIELD.epicStatus}.id`;
  return sql`(coalesce(json_extract(i.body, ${path}), '') = ${EPIC_DONE.id})`;
}

/** In an epic: as its child, or as the sub-task of one. */
export function inEpic(epicId: string): Sql {
  const id = Number(epicId);
  return sql`(i.parent = ${id} OR i.parent IN (SELECT c.id FROM jira_issue c WHERE c.parent = ${id}))`;
}

/** In no epic, directly or by its parent. */
export function inNoEpic(configuration: JiraConfiguration): Sql {
  const epics = configuration.issueTypes.filter(({ hierarchyLevel }) => hierarchyLevel === 1);
  const types = listOf(epics.map(({ id }) => Number(id)));
  return sql`(NOT EXISTS (SELECT 1 FROM jira_issue p LEFT JOIN jira_issue g ON g.id = p.parent
    WHERE p.id = i.parent AND (p.type IN ${types} OR coalesce(g.type, 0) IN ${types})) AND NOT (${isEpicRow(configuration)}))`;
}

function isPlacedOn({ id }: Board): Sql {
  return sql`EXISTS (SELECT 1 FROM jira_board_issue b WHERE b.board = ${id} AND b.issue = i.id)`;
}

function unreleased(): Sql {
  const rows = sql`SELECT 1 FROM jira_issue_version m JOIN jira_version v ON v.id = m.version
    WHERE m.issue = i.id AND m.relation = 'fix'`;
  return sql`(NOT EXISTS (${rows}) OR EXISTS (${rows} AND json_extract(v.body, '$.released') = 0))`;
}

/** What a board shows of what a further query finds, in the order of that query, else of the board. @throws {JqlError} */
export function boardTree(jql: string, further: string | undefined): JqlTree {
  const own = parseJql(jql);
  const more = further === undefined || further.trim() === '' ? undefined : parseJql(further);
  const parts = [own.where, more?.where].filter((part) => part !== undefined);
  const [first] = parts;
  const where: JqlCondition | undefined = parts.length < 2 ? first : { kind: 'and', parts };
  return { where, orderBy: more?.orderBy ?? own.orderBy ?? parseJql('ORDER BY Rank ASC').orderBy };
}

/**
 * The projects that a query names in a way that it finds nothing in any other.
 * @returns undefined where it may find issues in any project
 */
export function projectsNamedBy(
  condition: JqlCondition | undefined,
  project: (text: string) => Project | undefined,
): ReadonlySet<Project> | undefined {
  if (condition === undefined) return undefined;
  switch (condition.kind) {
    case 'not':
      return undefined;
    case 'and': {
      const named = condition.parts.flatMap((part) => projectsNamedBy(part, project) ?? []);
      const [first, ...others] = named;
      if (first === undefined) return undefined;
      return new Set([...first].filter((one) => others.every((set) => set.has(one))));
    }
    case 'or': {
      const named = condition.parts.map((part) => projectsNamedBy(part, project));
      return named.includes(undefined) ? undefined : new Set(named.flatMap((set) => [...(set ?? [])]));
    }
    case 'clause': {
      const { operand, operator, field } = condition;
      if (field.text.toLowerCase() !== 'project' || operand === undefined) return undefined;
      const items =
        operator === '=' ? [operand] : operator === 'in' && operand.kind === 'list' ? operand.items : [];
      if (items.length === 0 || !items.every(({ kind }) => kind === 'value')) return undefined;
      return new Set(items.flatMap((item) => (item.kind === 'value' ? (project(item.text) ?? []) : [])));
    }
    default:
      return condition satisfies never;
  }
}
