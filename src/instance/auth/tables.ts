/** Tables of what add-ons were given to act as people. */
export const AUTH_TABLES = [
  // Only a hash: who reads the database cannot use what is in it.
  `CREATE TABLE IF NOT EXISTS access_token (
    hash TEXT PRIMARY KEY,
    product TEXT NOT NULL,
    addon_key TEXT NOT NULL,
    account_id TEXT NOT NULL,
    scopes TEXT NOT NULL,
    expires_at INTEGER NOT NULL
  ) WITHOUT ROWID`,
] as const;
