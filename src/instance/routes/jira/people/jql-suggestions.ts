import type { Hono } from 'hono';
import { highlighted } from '../../../jira/json/user-json.ts';
import type { Person } from '../../../people/people.ts';
import { jiraError } from '../../../product-error.ts';
import type { InstanceEnv } from '../../env.ts';
import { actorOf, type JiraContext, type JiraRestDeps } from '../shared.ts';
import { PEOPLE_FIELDS } from './jql-people.ts';
import { findablePeople, isFoundBy, mayBrowseUsers } from './shared.ts';

const MOST_SUGGESTIONS = 15;
const PREDICATES = ['by', 'from', 'to'];

interface Named {
  readonly name: string;
}

/** What can be put into queries. */
export function addJqlSuggestionRoutes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { store } = deps;

  app.get('/jql/autocompletedata/suggestions', (c) => {
    c.set('honoured', ['fieldName', 'fieldValue', 'predicateName', 'predicateValue']);
    const field = c.req.query('fieldName');
    const predicate = c.req.query('predicateName')?.toLowerCase();
    if (field === undefined || (predicate !== undefined && !PREDICATES.includes(predicate))) {
      throw jiraError(400, ['A fieldName must be provided, and a predicateName must be by, from or to.']);
    }
    const text = (predicate === undefined ? c.req.query('fieldValue') : c.req.query('predicateValue')) ?? '';
    return c.json({ results: suggestions(c, predicate === 'by' ? 'assignee' : field, text) });
  });

  function suggestions(c: JiraContext, field: string, text: string) {
    if (PEOPLE_FIELDS.includes(field.toLowerCase())) {
      return (mayBrowseUsers(c, deps) ? findablePeople(deps) : [])
        .filter((person) => isFoundBy(person, text))
        .slice(0, MOST_SUGGESTIONS)
        .map(({ accountId, displayName }: Person) => ({
          value: accountId,
          displayName: highlighted(displayName, text, 'b'),
        }));
    }
    return namesFor(c, field.toLowerCase())
      .filter(({ name }) => name.toLowerCase().includes(text.toLowerCase()))
      .slice(0, MOST_SUGGESTIONS)
      .map(({ name }) => ({
        value: /^[\w-]+$/.test(name) ? name : `"${name.replaceAll('"', '\\"')}"`,
        displayName: highlighted(name, text, 'b'),
      }));
  }

  /** None for fields whose values are not names. */
  function namesFor(c: JiraContext, field: string): readonly Named[] {
    const { configuration, catalog } = store;
    const isSeen = (projectId: string) => store.permissions.may(actorOf(c), 'BROWSE_PROJECTS', projectId);
    switch (field) {
      case 'project':
        return store.projects().filter(({ id }) => isSeen(id));
      case 'status':
        return configuration.statuses;
      case 'issuetype':
      case 'type':
        return configuration.issueTypes;
      case 'priority':
        return configuration.priorities;
      case 'resolution':
        return configuration.resolutions;
      case 'component':
        return catalog.components().filter(({ projectId }) => isSeen(projectId));
      case 'fixversion':
      case 'affectedversion':
        return catalog.versions().filter(({ projectId }) => isSeen(projectId));
      case 'labels':
        return store.labels().map((name) => ({ name }));
      case 'filter':
      case 'savedfilter':
        return store.filters.list().filter((one) => store.shares.maySee('filter', one, actorOf(c)));
      default:
        return [];
    }
  }
}
