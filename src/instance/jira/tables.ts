/**
 * Tables of the emulated Jira. Ids are numbers, times are milliseconds since the epoch, days are `YYYY-MM-DD`, people
 * are account ids. What queries look at has a column; the rest of a thing is JSON in `body`.
 */
export const JIRA_TABLES = [
  `CREATE TABLE IF NOT EXISTS jira_project (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE COLLATE NOCASE,
    name TEXT NOT NULL,
    scheme TEXT NOT NULL,
    last_number INTEGER NOT NULL DEFAULT 0,
    body TEXT NOT NULL
  )`,
  `CREATE TABLE IF NOT EXISTS jira_component (
    id INTEGER PRIMARY KEY,
    project INTEGER NOT NULL REFERENCES jira_project (id) ON DELETE CASCADE,
    name TEXT NOT NULL COLLATE NOCASE,
    body TEXT NOT NULL,
    UNIQUE (project, name)
  )`,
  `CREATE TABLE IF NOT EXISTS jira_version (
    id INTEGER PRIMARY KEY,
    project INTEGER NOT NULL REFERENCES jira_project (id) ON DELETE CASCADE,
    name TEXT NOT NULL COLLATE NOCASE,
    position INTEGER NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (project, name)
  )`,
  // Who plays a role in a project: a person, or everybody in a group.
  `CREATE TABLE IF NOT EXISTS jira_role_actor (
    project INTEGER NOT NULL REFERENCES jira_project (id) ON DELETE CASCADE,
    role TEXT NOT NULL,
    kind TEXT NOT NULL,
    actor TEXT NOT NULL,
    PRIMARY KEY (project, role, kind, actor)
  ) WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS jira_custom_field (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    body TEXT NOT NULL
  )`,
  `CREATE TABLE IF NOT EXISTS jira_issue (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE COLLATE NOCASE,
    project INTEGER NOT NULL REFERENCES jira_project (id),
    number INTEGER NOT NULL,
    type INTEGER NOT NULL,
    status INTEGER NOT NULL,
    priority INTEGER,
    resolution INTEGER,
    assignee TEXT,
    reporter TEXT,
    creator TEXT,
    parent INTEGER,
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    due TEXT,
    resolved INTEGER,
    rank TEXT NOT NULL,
    votes INTEGER NOT NULL DEFAULT 0,
    watches INTEGER NOT NULL DEFAULT 0,
    summary TEXT NOT NULL,
    body TEXT NOT NULL
  )`,
  // The key that an issue has left behind when it moved to another project still leads to it.
  `CREATE TABLE IF NOT EXISTS jira_former_key (
    key TEXT PRIMARY KEY COLLATE NOCASE,
    issue INTEGER NOT NULL REFERENCES jira_issue (id) ON DELETE CASCADE
  ) WITHOUT ROWID`,
  'CREATE INDEX IF NOT EXISTS jira_issue_number ON jira_issue (project, number)',
  'CREATE INDEX IF NOT EXISTS jira_issue_status_updated ON jira_issue (project, status, updated)',
  'CREATE INDEX IF NOT EXISTS jira_issue_project_updated ON jira_issue (project, updated)',
  'CREATE INDEX IF NOT EXISTS jira_issue_project_created ON jira_issue (project, created)',
  'CREATE INDEX IF NOT EXISTS jira_issue_created ON jira_issue (created)',
  'CREATE INDEX IF NOT EXISTS jira_issue_updated ON jira_issue (updated)',
  'CREATE INDEX IF NOT EXISTS jira_issue_status ON jira_issue (status, updated)',
  'CREATE INDEX IF NOT EXISTS jira_issue_assignee ON jira_issue (assignee, updated)',
  'CREATE INDEX IF NOT EXISTS jira_issue_reporter ON jira_issue (reporter, updated)',
  'CREATE INDEX IF NOT EXISTS jira_issue_rank ON jira_issue (rank)',
  'CREATE INDEX IF NOT EXISTS jira_issue_parent ON jira_issue (parent) WHERE parent IS NOT NULL',
  'CREATE INDEX IF NOT EXISTS jira_issue_due ON jira_issue (due) WHERE due IS NOT NULL',
  'CREATE INDEX IF NOT EXISTS jira_issue_resolved ON jira_issue (resolved) WHERE resolved IS NOT NULL',
  // The words of issues and comments; the texts themselves are in the bodies.
  `CREATE VIRTUAL TABLE IF NOT EXISTS jira_issue_text USING fts5 (
    summary, description, environment, content = '', contentless_delete = 1, tokenize = 'porter unicode61'
  )`,
  `CREATE VIRTUAL TABLE IF NOT EXISTS jira_comment_text USING fts5 (
    body, content = '', contentless_delete = 1, tokenize = 'porter unicode61'
  )`,
  `CREATE TABLE IF NOT EXISTS jira_issue_label (
    issue INTEGER NOT NULL REFERENCES jira_issue (id) ON DELETE CASCADE,
    label TEXT NOT NULL COLLATE NOCASE,
    PRIMARY KEY (issue, label)
  ) WITHOUT ROWID`,
  'CREATE INDEX IF NOT EXISTS jira_issue_label_label ON jira_issue_label (label, issue)',
  `CREATE TABLE IF NOT EXISTS jira_issue_component (
    issue INTEGER NOT NULL REFERENCES jira_issue (id) ON DELETE CASCADE,
    component INTEGER NOT NULL,
    PRIMARY KEY (issue, component)
  ) WITHOUT ROWID`,
  'CREATE INDEX IF NOT EXISTS jira_issue_component_component ON jira_issue_component (component, issue)',
  // relation: fix or affected
  `CREATE TABLE IF NOT EXISTS jira_issue_version (
    issue INTEGER NOT NULL REFERENCES jira_issue (id) ON DELETE CASCADE,
    relation TEXT NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (issue, relation, version)
  ) WITHOUT ROWID`,
  'CREATE INDEX IF NOT EXISTS jira_issue_version_version ON jira_issue_version (relation, version, issue)',
  `CREATE TABLE IF NOT EXISTS jira_custom_value (
    field INTEGER NOT NULL,
    issue INTEGER NOT NULL REFERENCES jira_issue (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    text TEXT,
    number REAL,
    PRIMARY KEY (field, issue, position)
  ) WITHOUT ROWID`,
  'CREATE INDEX IF NOT EXISTS jira_custom_value_issue ON jira_custom_value (issue)',
  'CREATE INDEX IF NOT EXISTS jira_custom_value_text ON jira_custom_value (field, text)',
  'CREATE INDEX IF NOT EXISTS jira_custom_value_number ON jira_custom_value (field, number)',
  // level: who may see it, as levels.ts writes it; everybody where there is none.
  `CREATE TABLE IF NOT EXISTS jira_comment (
    id INTEGER PRIMARY KEY,
    issue INTEGER NOT NULL REFERENCES jira_issue (id) ON DELETE CASCADE,
    author TEXT NOT NULL,
    created INTEGER NOT NULL,
    level TEXT,
    body TEXT NOT NULL
  )`,
  'CREATE INDEX IF NOT EXISTS jira_comment_issue ON jira_comment (issue, created)',
  `CREATE TABLE IF NOT EXISTS jira_worklog (
    id INTEGER PRIMARY KEY,
    issue INTEGER NOT NULL REFERENCES jira_issue (id) ON DELETE CASCADE,
    author TEXT NOT NULL,
    started INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    seconds INTEGER NOT NULL,
    level TEXT,
    body TEXT NOT NULL
  )`,
  'CREATE INDEX IF NOT EXISTS jira_worklog_issue ON jira_worklog (issue, started)',
  'CREATE INDEX IF NOT EXISTS jira_worklog_author ON jira_worklog (author, started)',
  // The direction is that of the type's outward name: `source` blocks `target`.
  `CREATE TABLE IF NOT EXISTS jira_issue_link (
    id INTEGER PRIMARY KEY,
    type INTEGER NOT NULL,
    source INTEGER NOT NULL REFERENCES jira_issue (id) ON DELETE CASCADE,
    target INTEGER NOT NULL REFERENCES jira_issue (id) ON DELETE CASCADE,
    UNIQUE (source, target, type)
  )`,
  'CREATE INDEX IF NOT EXISTS jira_issue_link_target ON jira_issue_link (target)',
  `CREATE TABLE IF NOT EXISTS jira_remote_link (
    id INTEGER PRIMARY KEY,
    issue INTEGER NOT NULL REFERENCES jira_issue (id) ON DELETE CASCADE,
    global_id TEXT,
    body TEXT NOT NULL,
    UNIQUE (issue, global_id)
  )`,
  `CREATE TABLE IF NOT EXISTS jira_watcher (
    issue INTEGER NOT NULL REFERENCES jira_issue (id) ON DELETE CASCADE,
    account TEXT NOT NULL,
    PRIMARY KEY (issue, account)
  ) WITHOUT ROWID`,
  'CREATE INDEX IF NOT EXISTS jira_watcher_account ON jira_watcher (account, issue)',
  `CREATE TABLE IF NOT EXISTS jira_vote (
    issue INTEGER NOT NULL REFERENCES jira_issue (id) ON DELETE CASCADE,
    account TEXT NOT NULL,
    PRIMARY KEY (issue, account)
  ) WITHOUT ROWID`,
  'CREATE INDEX IF NOT EXISTS jira_vote_account ON jira_vote (account, issue)',
  // Files are small here (10 MB at most), and one file to copy and to remove is worth more than speed.
  `CREATE TABLE IF NOT EXISTS jira_attachment (
    id INTEGER PRIMARY KEY,
    issue INTEGER NOT NULL REFERENCES jira_issue (id) ON DELETE CASCADE,
    author TEXT,
    created INTEGER NOT NULL,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    content BLOB NOT NULL
  )`,
  'CREATE INDEX IF NOT EXISTS jira_attachment_issue ON jira_attachment (issue)',
  `CREATE TABLE IF NOT EXISTS jira_change (
    id INTEGER PRIMARY KEY,
    issue INTEGER NOT NULL REFERENCES jira_issue (id) ON DELETE CASCADE,
    author TEXT,
    created INTEGER NOT NULL
  )`,
  'CREATE INDEX IF NOT EXISTS jira_change_issue ON jira_change (issue, id)',
  // since and since_author: from when, and by whom, the issue had had the value that it lost with this change.
  `CREATE TABLE IF NOT EXISTS jira_change_item (
    change INTEGER NOT NULL REFERENCES jira_change (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    issue INTEGER NOT NULL,
    field TEXT NOT NULL,
    author TEXT,
    created INTEGER NOT NULL,
    since INTEGER NOT NULL,
    since_author TEXT,
    from_value TEXT,
    to_value TEXT,
    body TEXT NOT NULL,
    PRIMARY KEY (change, position)
  ) WITHOUT ROWID`,
  'CREATE INDEX IF NOT EXISTS jira_change_item_issue ON jira_change_item (issue, field, created)',
  'CREATE INDEX IF NOT EXISTS jira_change_item_from ON jira_change_item (field, from_value)',
  'CREATE INDEX IF NOT EXISTS jira_change_item_to ON jira_change_item (field, to_value)',
  // What people configure: issue types, statuses, priorities and their like, in the order of their positions.
  `CREATE TABLE IF NOT EXISTS jira_configuration (
    kind TEXT NOT NULL,
    id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (kind, id)
  ) WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS jira_setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) WITHOUT ROWID`,
] as const;
