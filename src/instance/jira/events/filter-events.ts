import type { Filter } from '../access/filters.ts';

/** About a filter, as it was right after the event; of a deleted one, as it was last. */
export interface FilterEvent {
  readonly type: 'filter_created' | 'filter_updated' | 'filter_deleted';
  readonly filter: Filter;
  readonly actor: string | null;
}
