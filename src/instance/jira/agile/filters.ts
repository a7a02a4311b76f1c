/** A filter whose issues a board shows. */
export interface BoardFilter {
  readonly id: string;
  readonly name: string;
  readonly jql: string;
}

/** What boards ask of the filters of a site. */
export interface BoardFilters {
  find(id: string): BoardFilter | undefined;
  mayView(filter: BoardFilter, accountId: string | null): boolean;
}
