import type { Hono } from 'hono';
import type { Filter } from '../../../jira/access/filters.ts';
import type { InstanceEnv } from '../../env.ts';
import { authorOf, type JiraContext, type JiraRestDeps } from '../shared.ts';
import { expandOf, filterJson, isOwner, maySee } from './filter-shared.ts';

/** The filters that somebody owns, or likes. */
export function addFilterListRoutes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { filters, shares } = deps.store;

  app.get('/filter/my', (c) => {
    const account = authorOf(c);
    const isWithFavourites = c.req.query('includeFavourites') === 'true';
    const found = filters
      .list()
      .filter(
        (filter) =>
          isOwner(c, filter) ||
          (isWithFavourites && shares.isFavourite('filter', filter.id, account) && maySee(c, deps, filter)),
      );
    return list(c, found);
  });

  app.get('/filter/favourite', (c) => {
    const account = authorOf(c);
    const isLiked = (filter: Filter) => shares.isFavourite('filter', filter.id, account);
    return list(
      c,
      filters.list().filter((filter) => isLiked(filter) && maySee(c, deps, filter)),
    );
  });

  function list(c: JiraContext, found: readonly Filter[]) {
    const expand = expandOf(c);
    return c.json(found.map((filter) => filterJson(c, deps, filter, expand)));
  }
}
