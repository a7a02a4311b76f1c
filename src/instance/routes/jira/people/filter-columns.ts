import type { Hono } from 'hono';
import type { Filter } from '../../../jira/access/filters.ts';
import { jiraError } from '../../../product-error.ts';
import type { InstanceEnv } from '../../env.ts';
import { authorOf, type JiraContext, type JiraRestDeps } from '../shared.ts';
import { columnsJson, readColumns } from './columns.ts';
import { findFilter, isOwner } from './filter-shared.ts';

/** What the lists of filters show. */
export function addFilterColumnRoutes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { store } = deps;
  const { filters } = store;

  app.get('/filter/:id/columns', (c) => {
    const { columns } = findFilter(c, deps);
    if (columns === undefined) throw jiraError(404, ['No columns are set for the filter.']);
    return c.json(columnsJson(store, columns));
  });

  app.put('/filter/:id/columns', async (c) => {
    const filter = ownFilter(c);
    const columns = await readColumns(c, store);
    filters.setColumns(filter, columns, authorOf(c));
    return c.json({});
  });

  app.delete('/filter/:id/columns', (c) => {
    filters.setColumns(ownFilter(c), undefined, authorOf(c));
    return c.body(null, 204);
  });

  function ownFilter(c: JiraContext): Filter {
    const filter = findFilter(c, deps);
    if (!isOwner(c, filter)) throw jiraError(403, ['You do not own this filter.']);
    return filter;
  }
}
