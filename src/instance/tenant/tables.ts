/** Table of what a site remembers of itself. */
export const TENANT_TABLES = [
  `CREATE TABLE IF NOT EXISTS site_setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
  )`,
] as const;
