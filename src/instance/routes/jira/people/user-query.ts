import type { Hono } from 'hono';
import { type PeopleQuery, PeopleQueryError, parsePeopleQuery } from '../../../jira/access/people-query.ts';
import { userJson } from '../../../jira/json/user-json.ts';
import type { Person } from '../../../people/people.ts';
import { jiraError } from '../../../product-error.ts';
import type { InstanceEnv } from '../../env.ts';
import { actorOf, type JiraContext, type JiraRestDeps, visibleIssue } from '../shared.ts';
import { isValueAt } from './property-query.ts';
import { findablePeople, pageBean, requireBrowseUsers, userContext } from './shared.ts';

/** People by what they have to do with issues, and by their properties. */
export function addUserQueryRoutes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { store } = deps;
  const options = { honoured: ['query', 'maxResult'], usual: 100, most: 1000 };

  app.get('/user/search/query', (c) =>
    c.json(pageBean(c, deps, find(c), (person) => userJson(person, userContext(c, deps)), options)),
  );

  app.get('/user/search/query/key', (c) =>
    c.json(pageBean(c, deps, find(c), ({ accountId }) => ({ accountId }), options)),
  );

  /** @throws {ProductError} 400, 403 */
  function find(c: JiraContext): readonly Person[] {
    requireBrowseUsers(c, deps);
    try {
      return findablePeople(deps).filter(compile(c, parsePeopleQuery(c.req.query('query') ?? '')));
    } catch (error) {
      if (error instanceof PeopleQueryError) throw jiraError(400, [error.message]);
      throw error;
    }
  }

  function compile(c: JiraContext, query: PeopleQuery): (person: Person) => boolean {
    switch (query.kind) {
      case 'and':
      case 'or': {
        const parts = query.parts.map((part) => compile(c, part));
        return (person) =>
          query.kind === 'and' ? parts.every((part) => part(person)) : parts.some((part) => part(person));
      }
      case 'property':
        return ({ accountId }) => isValueAt(store.properties, accountId, query.path, query.value);
      case 'involved': {
        const accounts = store.involvedIn(query.involvement, issuesOf(c, query.in));
        return ({ accountId }) => accounts.has(accountId);
      }
      default:
        return query satisfies never;
    }
  }

  /** The issues that the caller sees among those that are named, or those of the project that is. */
  function issuesOf(c: JiraContext, names: readonly string[]): readonly string[] {
    return names.flatMap((name): readonly string[] => {
      const project = store.project(name);
      if (project === undefined) return [visibleIssue(c, deps, name)?.id ?? []].flat();
      const isSeen = store.permissions.may(actorOf(c), 'BROWSE_PROJECTS', project.id);
      return isSeen ? store.issueIdsOf(project.id) : [];
    });
  }
}
