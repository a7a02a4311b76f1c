/** Tables of what add-ons have asked to be told, and of what they have been told. */
export const WEBHOOK_TABLES = [
  // Registered at run time, by an add-on for itself or on behalf of a person.
  `CREATE TABLE IF NOT EXISTS dynamic_webhook (
    id INTEGER PRIMARY KEY,
    addon_key TEXT NOT NULL,
    account TEXT,
    url TEXT NOT NULL,
    expires INTEGER NOT NULL,
    body TEXT NOT NULL
  )`,
  'CREATE INDEX IF NOT EXISTS dynamic_webhook_addon ON dynamic_webhook (addon_key, id)',
  // A delivery is here before it is sent, so that none is lost however many there are, nor with the process.
  `CREATE TABLE IF NOT EXISTS webhook_delivery (
    id INTEGER PRIMARY KEY,
    identifier TEXT NOT NULL,
    product TEXT NOT NULL,
    addon_key TEXT NOT NULL,
    event TEXT NOT NULL,
    flow TEXT NOT NULL,
    url TEXT NOT NULL,
    actor TEXT,
    trace TEXT,
    body TEXT,
    body_bytes INTEGER NOT NULL,
    webhook_ids TEXT NOT NULL,
    state TEXT NOT NULL,
    is_exhausted INTEGER NOT NULL DEFAULT 0,
    created INTEGER NOT NULL,
    next_try INTEGER,
    finished INTEGER
  )`,
  'CREATE INDEX IF NOT EXISTS webhook_delivery_state ON webhook_delivery (state, product, addon_key, flow, id)',
  'CREATE INDEX IF NOT EXISTS webhook_delivery_due ON webhook_delivery (next_try) WHERE next_try IS NOT NULL',
  `CREATE TABLE IF NOT EXISTS webhook_try (
    delivery INTEGER NOT NULL REFERENCES webhook_delivery (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    at INTEGER NOT NULL,
    duration INTEGER NOT NULL,
    status INTEGER,
    verdict TEXT NOT NULL,
    message TEXT NOT NULL,
    PRIMARY KEY (delivery, number)
  ) WITHOUT ROWID`,
] as const;
