/** Tables of the data that add-ons keep with the things of a site. */
export const PROPERTY_TABLES = [
  `CREATE TABLE IF NOT EXISTS entity_property (
    entity_type TEXT NOT NULL,
    entity_id TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (entity_type, entity_id, key)
  ) WITHOUT ROWID`,
  'CREATE INDEX IF NOT EXISTS entity_property_key ON entity_property (entity_type, key, entity_id)',
] as const;
