import type { BoardFilters } from '../agile/filters.ts';
import type { JqlContext } from '../jql/context.ts';
import type { Filter, Filters } from './filters.ts';
import type { Shares } from './shares.ts';

interface Saved {
  readonly filters: Filters;
  readonly shares: Shares;
}

/** The filter that a query names. An id goes before a name, and what somebody owns before what others share with them. */
export function findSavedQuery(
  { filters, shares }: Saved,
  idOrName: string,
  { currentUser, viewer }: Pick<JqlContext, 'currentUser' | 'viewer'>,
): Filter | undefined {
  const wanted = idOrName.toLowerCase();
  const isOwn = ({ ownerAccountId }: Filter) => ownerAccountId === currentUser;
  const seen = filters
    .list()
    .filter((filter) => viewer === 'all' || shares.maySee('filter', filter, currentUser));
  const named = seen.filter(({ name }) => name.toLowerCase() === wanted);
  return seen.find(({ id }) => id === idOrName) ?? named.find(isOwn) ?? named[0];
}

/** Filters as boards are made of them. */
export function boardFilters({ filters, shares }: Saved): BoardFilters {
  return {
    find: (id) => filters.find(id),
    mayView: ({ id }, accountId) => {
      const filter = filters.find(id);
      return filter !== undefined && shares.maySee('filter', filter, accountId);
    },
  };
}
