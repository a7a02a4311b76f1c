/** Tables of a site's add-ons, and of what they are signed with. */
export const ADDON_TABLES = [
  `CREATE TABLE IF NOT EXISTS installation (
    product TEXT NOT NULL,
    key TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (product, key)
  )`,
  // Every secret ever issued: what add-ons print of them is blanked, after a restart too.
  `CREATE TABLE IF NOT EXISTS issued_secret (secret TEXT PRIMARY KEY)`,
  // The newest signs; the key server answers the older ones too.
  `CREATE TABLE IF NOT EXISTS install_key (
    position INTEGER PRIMARY KEY,
    kid TEXT NOT NULL UNIQUE,
    public_key TEXT NOT NULL,
    private_key TEXT NOT NULL
  )`,
] as const;
