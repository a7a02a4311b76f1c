/** Tables of who may do what in Jira, and of what people share with each other. */
export const JIRA_ACCESS_TABLES = [
  // code: what projects name it by; it stays when the scheme is renamed.
  `CREATE TABLE IF NOT EXISTS jira_permission_scheme (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    description TEXT NOT NULL
  )`,
  // parameter: what the holder is, where the kind of holder alone does not say it.
  `CREATE TABLE IF NOT EXISTS jira_permission_grant (
    id INTEGER PRIMARY KEY,
    scheme INTEGER NOT NULL REFERENCES jira_permission_scheme (id) ON DELETE CASCADE,
    permission TEXT NOT NULL,
    holder TEXT NOT NULL,
    parameter TEXT NOT NULL,
    UNIQUE (scheme, permission, holder, parameter)
  )`,
  `CREATE TABLE IF NOT EXISTS jira_filter (
    id INTEGER PRIMARY KEY,
    owner TEXT NOT NULL,
    name TEXT NOT NULL COLLATE NOCASE,
    body TEXT NOT NULL,
    UNIQUE (owner, name)
  )`,
  `CREATE TABLE IF NOT EXISTS jira_dashboard (
    id INTEGER PRIMARY KEY,
    owner TEXT,
    name TEXT NOT NULL COLLATE NOCASE,
    body TEXT NOT NULL
  )`,
  `CREATE TABLE IF NOT EXISTS jira_gadget (
    id INTEGER PRIMARY KEY,
    dashboard INTEGER NOT NULL REFERENCES jira_dashboard (id) ON DELETE CASCADE,
    body TEXT NOT NULL
  )`,
  // kind: filter or dashboard; rights: view or edit.
  `CREATE TABLE IF NOT EXISTS jira_share (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    entity INTEGER NOT NULL,
    rights TEXT NOT NULL,
    body TEXT NOT NULL
  )`,
  'CREATE INDEX IF NOT EXISTS jira_share_entity ON jira_share (kind, entity)',
  `CREATE TABLE IF NOT EXISTS jira_favourite (
    kind TEXT NOT NULL,
    entity INTEGER NOT NULL,
    account TEXT NOT NULL,
    PRIMARY KEY (kind, entity, account)
  ) WITHOUT ROWID`,
  // What somebody has chosen for themselves: preferences, columns, whom they share with unless they say otherwise.
  `CREATE TABLE IF NOT EXISTS jira_user_setting (
    account TEXT NOT NULL,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (account, kind, key)
  ) WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS jira_deleted_worklog (
    id INTEGER PRIMARY KEY,
    deleted INTEGER NOT NULL
  )`,
] as const;
