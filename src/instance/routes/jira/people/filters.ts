import type { Hono } from 'hono';
import { stringAt } from '../../../../core/json.ts';
import type { Filter } from '../../../jira/access/filters.ts';
import type { ShareTarget } from '../../../jira/access/shares.ts';
import { jiraError } from '../../../product-error.ts';
import type { InstanceEnv } from '../../env.ts';
import { withJqlErrors } from '../jql-errors.ts';
import { authorOf, type JiraContext, type JiraRestDeps, readRecord, searcherOf } from '../shared.ts';
import { expandOf, filterJson, findFilter, isOverridden, isOwner } from './filter-shared.ts';
import { readShares } from './share-input.ts';
import { isAdmin } from './shared.ts';

const MAX_NAME = 255;

/**
 * Saved queries.
 * @see https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-filters/
 */
export function addFilterRoutes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { store } = deps;
  const { filters, shares } = store;

  app.post('/filter', async (c) => {
    const body = await readRecord(c);
    const ownerAccountId = authorOf(c);
    const name = readName(stringAt(body, 'name'), ownerAccountId);
    const jql = readJql(c, stringAt(body, 'jql') ?? '');
    const added = filters.add(
      {
        name,
        jql,
        description: stringAt(body, 'description') ?? '',
        ownerAccountId,
        viewers: readTargets(c, body['sharePermissions']) ?? usualViewers(ownerAccountId),
        editors: readTargets(c, body['editPermissions']) ?? [],
      },
      ownerAccountId,
    );
    if (body['favourite'] === true) shares.setFavourite('filter', added.id, ownerAccountId, true);
    return answer(c, added);
  });

  app.get('/filter/:id', (c) => answer(c, findFilter(c, deps)));

  app.put('/filter/:id', async (c) => {
    const body = await readRecord(c);
    const filter = findFilter(c, deps);
    const actor = authorOf(c);
    if (!shares.mayEdit('filter', filter, actor) && !isOverridden(c, deps)) {
      throw jiraError(400, ['You do not have permission to edit this filter.']);
    }
    const [jql, description] = [stringAt(body, 'jql'), stringAt(body, 'description')];
    const [viewers, editors] = ['sharePermissions', 'editPermissions'].map((name) =>
      readTargets(c, body[name]),
    );
    const name = readName(stringAt(body, 'name'), filter.ownerAccountId, filter.id);
    const updated = store.changes.run(() => {
      const changed = filters.update(
        filter,
        {
          name,
          ...(jql === undefined ? {} : { jql: readJql(c, jql) }),
          ...(description === undefined ? {} : { description }),
          ...(viewers === undefined ? {} : { viewers }),
          ...(editors === undefined ? {} : { editors }),
        },
        actor,
      );
      // Only now is it known whether it has come to refer to itself.
      if (jql !== undefined) readJql(c, `filter = ${filter.id}`);
      return changed;
    });
    return answer(c, updated);
  });

  app.delete('/filter/:id', (c) => {
    const id = c.req.param('id');
    const filter = isAdmin(c, deps) ? (filters.find(id) ?? findFilter(c, deps)) : findFilter(c, deps);
    if (!isOwner(c, filter) && !isAdmin(c, deps)) {
      throw jiraError(401, ['You do not have permission to delete this filter.']);
    }
    filters.remove(filter, authorOf(c));
    return c.body(null, 204);
  });

  function answer(c: JiraContext, filter: Filter) {
    return c.json(filterJson(c, deps, filter, expandOf(c)));
  }

  /** @throws {ProductError} 400 */
  function readName(given: string | undefined, owner: string, except?: string): string {
    const name = given?.trim() ?? '';
    if (name === '')
      throw jiraError(400, [], { filterName: 'You must specify a name to save this filter as.' });
    if (name.length > MAX_NAME)
      throw jiraError(400, [], { filterName: 'The name of the filter is too long.' });
    if (!filters.isNameTaken(owner, name, except)) return name;
    throw jiraError(400, [], { filterName: 'Filter with same name already exists.' });
  }

  /** @throws {ProductError} 400 for what is no query of the site */
  function readJql(c: JiraContext, jql: string): string {
    withJqlErrors(() => store.search.compile(jql, searcherOf(c)));
    return jql;
  }

  function readTargets(c: JiraContext, value: unknown): readonly ShareTarget[] | undefined {
    return value === undefined || value === null ? undefined : readShares(c, deps, value);
  }

  /** With whom somebody shares what they make, unless they say otherwise. */
  function usualViewers(account: string): readonly ShareTarget[] {
    const scope = store.userSettings.find(account, 'share-scope') ?? 'PRIVATE';
    return scope === 'PRIVATE' ? [] : [{ type: 'loggedin' }];
  }
}
