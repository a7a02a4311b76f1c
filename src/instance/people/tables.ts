/** Tables of the people of a site. */
export const PEOPLE_TABLES = [
  `CREATE TABLE IF NOT EXISTS person (
    position INTEGER PRIMARY KEY,
    account_id TEXT NOT NULL UNIQUE,
    body TEXT NOT NULL
  )`,
  // Those that somebody has added to the site's own; who is in them stands with the people.
  `CREATE TABLE IF NOT EXISTS site_group (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE
  ) WITHOUT ROWID`,
] as const;
