/** What the add-on asks of a database: PostgreSQL's SQL, with `$1`, `$2`, … for values. */

export type Row = Readonly<Record<string, unknown>>;

export interface Queries {
  query(sql: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  /** Several statements, without values. */
  run(script: string): Promise<void>;
}

export interface Database extends Queries {
  /** What `work` does happens as a whole, or not at all when it throws. */
  transaction<T>(work: (queries: Queries) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}
