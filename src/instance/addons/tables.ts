/** Tables of a site's add-ons, of what they are signed with, and of what they keep. */
export const ADDON_TABLES = [
  `CREATE TABLE IF NOT EXISTS installation (
    product TEXT NOT NULL,
    key TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (product, key)
  )`,
  // Every secret ever issued: what add-ons print of them is blanked, after a restart too.
  `CREATE TABLE IF NOT EXISTS issued_secret (secret TEXT PRIMARY KEY)`,
  // What add-ons were known by before: they outlive the installation.
  `CREATE TABLE IF NOT EXISTS former_secret (
    position INTEGER PRIMARY KEY,
    product TEXT NOT NULL,
    key TEXT NOT NULL,
    secret TEXT NOT NULL,
    oauth_client_id TEXT NOT NULL
  )`,
  'CREATE INDEX IF NOT EXISTS former_secret_addon ON former_secret (product, key, position)',
  // The newest signs; the key server answers the older ones too.
  `CREATE TABLE IF NOT EXISTS install_key (
    position INTEGER PRIMARY KEY,
    kid TEXT NOT NULL UNIQUE,
    public_key TEXT NOT NULL,
    private_key TEXT NOT NULL
  )`,
  `CREATE TABLE IF NOT EXISTS app_property (
    product TEXT NOT NULL,
    addon_key TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (product, addon_key, key)
  ) WITHOUT ROWID`,
  // They outlive the installation, too.
  `CREATE TABLE IF NOT EXISTS dynamic_module (
    position INTEGER PRIMARY KEY,
    product TEXT NOT NULL,
    addon_key TEXT NOT NULL,
    type TEXT NOT NULL,
    key TEXT NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (product, addon_key, key)
  )`,
  `CREATE TABLE IF NOT EXISTS licence_token (
    product TEXT NOT NULL,
    key TEXT NOT NULL,
    token TEXT NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (product, key)
  )`,
  // What a seed names and nobody has installed yet.
  `CREATE TABLE IF NOT EXISTS seeded_addon (
    position INTEGER PRIMARY KEY,
    body TEXT NOT NULL
  )`,
] as const;
