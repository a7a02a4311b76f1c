import type { JqlTree } from '../../jql/syntax-tree.ts';
import type { Database } from '../store/database.ts';
import type { JiraConfiguration } from './configuration.ts';
import type { CustomFields } from './custom-fields.ts';
import type { IssueTable } from './issues/issue-table.ts';
import { type CompiledQuery, compileJql } from './jql/compile.ts';
import type { JqlPeople, JqlSprints } from './jql/context.ts';
import { createFunctions } from './jql/functions.ts';
import type { JqlFieldRegistry } from './jql/registry.ts';
import { join, listOf, raw, type Sql, sql, TRUE } from './jql/sql.ts';
import { JqlError, parseJql } from './jql.ts';
import type { Permissions } from './permissions.ts';
import type { Projects } from './projects.ts';
import type { Issue, LinkType } from './types.ts';

export interface SearchDeps {
  readonly database: Database;
  readonly configuration: JiraConfiguration;
  readonly projects: Projects;
  readonly customFields: CustomFields;
  readonly fields: JqlFieldRegistry;
  readonly permissions: Permissions;
  readonly people: JqlPeople & {
    find(accountId: string | null): { readonly timeZone: string; readonly locale: string } | undefined;
  };
  readonly issues: IssueTable;
  readonly sprints: JqlSprints;
  readonly now: () => number;
}

/** On whose behalf is searched: an account, nobody, or the site itself, which sees everything. */
export type Searcher = { readonly accountId: string | null } | 'site';

export interface SearchPage {
  /** In order. */
  readonly ids: readonly number[];
  /** Whether there are more behind them. */
  readonly hasMore: boolean;
}

const FUNCTIONS = createFunctions();

/** Finds issues with JQL. */
export class IssueSearch {
  readonly #deps: SearchDeps;

  constructor(deps: SearchDeps) {
    this.#deps = deps;
  }

  /** The fields that there are; other parts of the site add theirs. */
  get fields(): JqlFieldRegistry {
    return this.#deps.fields;
  }

  /**
   * A part of what a query finds.
   * @param within further conditions on the row `i` of an issue, for instance of a board
   * @throws {JqlError}
   */
  page(
    jql: string | JqlTree,
    searcher: Searcher,
    {
      startAt = 0,
      maxResults = 50,
      within = TRUE,
    }: { startAt?: number; maxResults?: number; within?: Sql } = {},
  ): SearchPage {
    const { where, orderBy } = this.compile(jql, searcher);
    const query = sql`SELECT i.id FROM jira_issue i WHERE ${where} AND ${within} ORDER BY ${orderBy} LIMIT ${maxResults + 1} OFFSET ${startAt}`;
    const ids = this.#deps.database.all(query.text, query.values).map(({ id }) => Number(id));
    return { ids: ids.slice(0, maxResults), hasMore: ids.length > maxResults };
  }

  /** @throws {JqlError} */
  count(jql: string | JqlTree, searcher: Searcher, within: Sql = TRUE): number {
    const { where } = this.compile(jql, searcher);
    const query = sql`SELECT count(*) AS n FROM jira_issue i WHERE ${where} AND ${within}`;
    return Number(this.#deps.database.get(query.text, query.values)?.['n']);
  }

  /** Whether there is any issue of which a condition holds. */
  hasAny(condition: Sql): boolean {
    const query = sql`SELECT 1 FROM jira_issue i WHERE ${condition} LIMIT 1`;
    return this.#deps.database.get(query.text, query.values) !== undefined;
  }

  /** Those of the issues that a query finds. @throws {JqlError} */
  matches(jql: string, issueIds: readonly number[], searcher: Searcher): readonly number[] {
    const { where } = this.compile(jql, searcher);
    const query = sql`SELECT i.id FROM jira_issue i WHERE ${where} AND i.id IN ${listOf(issueIds)} ORDER BY i.id`;
    return this.#deps.database.all(query.text, query.values).map(({ id }) => Number(id));
  }

  /**
   * Whether a query finds an issue as it was when something happened to it, also after it has been deleted: for filters
   * of webhooks. @throws {JqlError}
   */
  matchesIssue(jql: string, issue: Issue): boolean {
    const { database, issues } = this.#deps;
    if (issues.find(issue.id) !== undefined) return this.matches(jql, [Number(issue.id)], 'site').length > 0;
    const undo = new Error('nothing of this is kept');
    let result = false;
    try {
      database.transaction(() => {
        issues.insert({ ...issue, parentId: null });
        result = this.matches(jql, [Number(issue.id)], 'site').length > 0;
        throw undo;
      });
    } catch (error) {
      if (error !== undo) throw error;
    }
    return result;
  }

  /** @throws {JqlError} */
  compile(jql: string | JqlTree, searcher: Searcher): CompiledQuery {
    const tree = typeof jql === 'string' ? parseJql(jql) : jql;
    const { database, configuration, projects, customFields, fields, permissions, people, issues, sprints } =
      this.#deps;
    const accountId = searcher === 'site' ? null : searcher.accountId;
    const person = people.find(accountId);
    return compileJql(tree, {
      configuration,
      projects,
      customFields,
      fields,
      people,
      sprints,
      functions: FUNCTIONS,
      issue: (idOrKey) => issues.find(idOrKey),
      linkedIssues: (issueId, names) => linkedIssues(database, configuration.linkTypes, issueId, names),
      visibleProjects: searcher === 'site' ? 'all' : permissions.projectsWith(accountId, 'BROWSE_PROJECTS'),
      viewer: searcher === 'site' ? 'all' : permissions.levels(accountId),
      currentUser: accountId,
      timeZone: person?.timeZone ?? 'UTC',
      locale: person?.locale ?? 'en_US',
      now: this.#deps.now(),
    });
  }
}

function linkedIssues(
  database: Database,
  types: readonly LinkType[],
  issueId: string,
  names: readonly string[],
): readonly number[] {
  for (const name of names) {
    if (!types.some((type) => [type.inward, type.outward].some((says) => says.toLowerCase() === name))) {
      throw new JqlError(`Issue link type '${name}' could not be found in function 'linkedIssues'.`);
    }
  }
  const sides = [
    ['outward', 'source', 'target'],
    ['inward', 'target', 'source'],
  ] as const;
  const queries = sides.map(([says, own, other]) => {
    const ids = types.filter((type) => names.length === 0 || names.includes(type[says].toLowerCase()));
    return sql`SELECT ${raw(other)} AS id FROM jira_issue_link WHERE ${join(
      [sql`${raw(own)} = ${Number(issueId)}`, sql`type IN ${listOf(ids.map(({ id }) => Number(id)))}`],
      'AND',
    )}`;
  });
  return queries.flatMap(({ text, values }) => database.all(text, values).map(({ id }) => Number(id)));
}
