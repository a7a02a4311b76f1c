/** Tables of the people of a site. */
export const PEOPLE_TABLES = [
  `CREATE TABLE IF NOT EXISTS person (
    position INTEGER PRIMARY KEY,
    account_id TEXT NOT NULL UNIQUE,
    body TEXT NOT NULL
  )`,
] as const;
