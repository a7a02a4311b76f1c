import { boardTree, onBoard } from '../../jira/agile/board-query.ts';
import { isEpic, isFlagged } from '../../jira/agile/epics.ts';
import { epicJson, sprintJson } from '../../jira/agile/json.ts';
import type { Board } from '../../jira/agile/types.ts';
import { join, type Sql } from '../../jira/jql/sql.ts';
import { wantedFields } from '../../jira/json/wanted-fields.ts';
import type { Issue } from '../../jira/types.ts';
import { jiraError } from '../../product-error.ts';
import { issueAnswer, KNOWN_EXPANDS, namesOf, schemaOf } from '../jira/issue-answer.ts';
import { withJqlErrors } from '../jira/jql-errors.ts';
import {
  issueContext,
  type JiraContext,
  type JiraRestDeps,
  readExpand,
  readRange,
  searcherOf,
  splitList,
} from '../jira/shared.ts';

/** Issues as Jira Software answers them: with their sprint, their epic, and whether they are flagged. */

const HONOURED = ['jql', 'validateQuery', 'fields', 'expand'];

/** The issues of a board, or a part of them. @throws {ProductError} 400 */
export function boardIssues(c: JiraContext, deps: JiraRestDeps, board: Board, part: readonly Sql[]) {
  const { store } = deps;
  const jql = store.agile.jqlOf(board);
  if (jql === undefined) throw jiraError(400, ['The filter of this board does not exist.']);
  return issuePage(c, deps, jql, [onBoard(board, store.configuration), ...part]);
}

/**
 * A page of what a query finds together with that of the request.
 * @param within further conditions on the issues
 * @throws {ProductError} 400
 */
export function issuePage(c: JiraContext, deps: JiraRestDeps, jql: string, within: readonly Sql[]) {
  const { store } = deps;
  const { startAt, maxResults } = readRange(c, HONOURED);
  const isLenient = c.req.query('validateQuery') === 'false';
  const further = c.req.query('jql');
  const condition = join(within, 'AND');
  const find = () => {
    const tree = boardTree(jql, further);
    const page = store.search.page(tree, searcherOf(c), { startAt, maxResults, within: condition });
    return { ids: page.ids, total: store.search.count(tree, searcherOf(c), condition) };
  };
  const { ids, total } = isLenient ? orNothing(find) : withJqlErrors(find);
  const wanted = splitList(c.req.queries('fields'));
  const fields = wantedFields(store, wanted, '*navigable');
  const expand = readExpand(c, splitList(c.req.queries('expand')), KNOWN_EXPANDS);
  return {
    expand: 'schema,names',
    startAt,
    maxResults,
    total,
    issues: store.table.list(ids).map((issue) => agileIssue(c, deps, issue, { wanted, fields, expand })),
    ...(expand.has('names') ? { names: namesOf(fields) } : {}),
    ...(expand.has('schema') ? { schema: schemaOf(fields) } : {}),
  };
}

/** One issue. */
export function agileIssueAnswer(c: JiraContext, deps: JiraRestDeps, issue: Issue) {
  const wanted = splitList(c.req.queries('fields'));
  const expand = readExpand(c, splitList(c.req.queries('expand')), KNOWN_EXPANDS);
  return agileIssue(c, deps, issue, { wanted, fields: wantedFields(deps.store, wanted, '*all'), expand });
}

interface Wanted {
  /** As the request names them. */
  readonly wanted: readonly string[];
  readonly fields: ReturnType<typeof wantedFields>;
  readonly expand: ReadonlySet<string>;
}

function agileIssue(c: JiraContext, deps: JiraRestDeps, issue: Issue, { wanted, fields, expand }: Wanted) {
  const inIssue = new Set([...expand].filter((name) => name !== 'names' && name !== 'schema'));
  const answer = issueAnswer(c, deps, issue, fields, inIssue, []);
  const own = Object.entries(agileFields(c, deps, issue)).filter(([name]) => isWanted(name, wanted));
  return {
    ...answer,
    self: `${deps.host.baseUrl}/rest/agile/1.0/issue/${issue.id}`,
    fields: { ...answer.fields, ...Object.fromEntries(own) },
  };
}

function agileFields(c: JiraContext, deps: JiraRestDeps, issue: Issue) {
  const { store } = deps;
  const context = issueContext(c, deps);
  const sprints = store.agile.sprintsOf(issue);
  const open = sprints.find(({ state }) => state !== 'closed');
  const closed = sprints.filter(({ state }) => state === 'closed');
  const parent = issue.parentId === null ? undefined : store.issue(issue.parentId);
  const epic = parent !== undefined && isEpic(parent, store.configuration) ? parent : undefined;
  return {
    sprint: open === undefined ? null : sprintJson(open, context),
    ...(closed.length === 0 ? {} : { closedSprints: closed.map((sprint) => sprintJson(sprint, context)) }),
    epic: epic === undefined ? null : epicJson(epic, context),
    flagged: isFlagged(issue),
  };
}

/** Names as in `fields` of Jira's platform; nothing named is everything. */
function isWanted(name: string, wanted: readonly string[]): boolean {
  if (wanted.includes(`-${name}`)) return false;
  const included = wanted.filter((one) => !one.startsWith('-'));
  return included.length === 0 || ['*all', '*navigable', name].some((one) => included.includes(one));
}

/** What is asked of a query that need not be one: whatever is wrong with it, it finds nothing. */
function orNothing<T>(find: () => T): T | { readonly ids: readonly number[]; readonly total: number } {
  try {
    return withJqlErrors(find);
  } catch {
    return { ids: [], total: 0 };
  }
}
