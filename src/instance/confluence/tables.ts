/**
 * Tables of the emulated Confluence. Ids are numbers of one sequence, times are milliseconds since the epoch, people are
 * account ids. Bodies are kept in the storage format, whatever they were written in.
 */
export const CONFLUENCE_TABLES = [
  `CREATE TABLE IF NOT EXISTS confluence_space (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    type TEXT NOT NULL,
    status TEXT NOT NULL,
    homepage INTEGER,
    creator TEXT NOT NULL,
    created INTEGER NOT NULL,
    route_override INTEGER NOT NULL DEFAULT 1
  )`,
  // kind: user or group; operation: `create/page` and its like
  `CREATE TABLE IF NOT EXISTS confluence_space_permission (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    space INTEGER NOT NULL REFERENCES confluence_space (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    operation TEXT NOT NULL,
    UNIQUE (space, operation, kind, subject)
  )`,
  `CREATE INDEX IF NOT EXISTS confluence_space_permission_subject
    ON confluence_space_permission (operation, kind, subject, space)`,
  // What add-ons have said of their own types of content. operation: read, create or delete
  `CREATE TABLE IF NOT EXISTS confluence_custom_permission (
    space INTEGER NOT NULL REFERENCES confluence_space (id) ON DELETE CASCADE,
    type TEXT NOT NULL,
    operation TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    is_granted INTEGER NOT NULL,
    PRIMARY KEY (space, type, operation, kind, subject)
  ) WITHOUT ROWID`,
  // parent: of its own kind (a page's page, a comment's comment); container: what it is attached to, for a page none.
  // detail: JSON of what only some types have.
  `CREATE TABLE IF NOT EXISTS confluence_content (
    id INTEGER PRIMARY KEY,
    type TEXT NOT NULL,
    status TEXT NOT NULL,
    title TEXT NOT NULL,
    space INTEGER NOT NULL REFERENCES confluence_space (id) ON DELETE CASCADE,
    parent INTEGER,
    container INTEGER,
    position INTEGER NOT NULL,
    creator TEXT NOT NULL,
    created INTEGER NOT NULL,
    modifier TEXT NOT NULL,
    modified INTEGER NOT NULL,
    version INTEGER NOT NULL,
    detail TEXT NOT NULL
  )`,
  // For the orders that lists have, over the site and in a space.
  ...['id', 'created', 'modified', 'title'].flatMap((column) => [
    `CREATE INDEX IF NOT EXISTS confluence_content_type_${column} ON confluence_content (type, ${column})`,
    `CREATE INDEX IF NOT EXISTS confluence_content_space_${column} ON confluence_content (space, type, ${column})`,
  ]),
  'CREATE INDEX IF NOT EXISTS confluence_content_title ON confluence_content (title, space)',
  'CREATE INDEX IF NOT EXISTS confluence_content_created ON confluence_content (created)',
  'CREATE INDEX IF NOT EXISTS confluence_content_modified ON confluence_content (modified)',
  'CREATE INDEX IF NOT EXISTS confluence_content_creator ON confluence_content (creator, modified)',
  'CREATE INDEX IF NOT EXISTS confluence_content_parent ON confluence_content (parent, position) WHERE parent IS NOT NULL',
  'CREATE INDEX IF NOT EXISTS confluence_content_container ON confluence_content (container, type) WHERE container IS NOT NULL',
  `CREATE TABLE IF NOT EXISTS confluence_version (
    content INTEGER NOT NULL REFERENCES confluence_content (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    author TEXT NOT NULL,
    created INTEGER NOT NULL,
    message TEXT NOT NULL,
    is_minor INTEGER NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (content, number)
  ) WITHOUT ROWID`,
  'CREATE INDEX IF NOT EXISTS confluence_version_author ON confluence_version (author, content)',
  // The words of what can be searched; the texts themselves are in the versions.
  `CREATE VIRTUAL TABLE IF NOT EXISTS confluence_text USING fts5 (
    title, body, content = '', contentless_delete = 1, tokenize = 'unicode61'
  )`,
  // The words that there are, for wildcards.
  `CREATE VIRTUAL TABLE IF NOT EXISTS confluence_word USING fts5vocab(confluence_text, 'row')`,
  // What else is found of a body. kind: macro or mention
  `CREATE TABLE IF NOT EXISTS confluence_mark (
    content INTEGER NOT NULL REFERENCES confluence_content (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (content, kind, value)
  ) WITHOUT ROWID`,
  'CREATE INDEX IF NOT EXISTS confluence_mark_value ON confluence_mark (kind, value, content)',
  // The tasks in bodies, by the number that each has there.
  `CREATE TABLE IF NOT EXISTS confluence_task (
    id INTEGER PRIMARY KEY,
    content INTEGER NOT NULL REFERENCES confluence_content (id) ON DELETE CASCADE,
    local_id TEXT NOT NULL,
    body TEXT NOT NULL,
    is_complete INTEGER NOT NULL,
    creator TEXT NOT NULL,
    assignee TEXT,
    completer TEXT,
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    due INTEGER,
    completed INTEGER,
    UNIQUE (content, local_id)
  )`,
  'CREATE INDEX IF NOT EXISTS confluence_task_assignee ON confluence_task (assignee, id)',
  // Content that somebody likes.
  `CREATE TABLE IF NOT EXISTS confluence_like (
    content INTEGER NOT NULL REFERENCES confluence_content (id) ON DELETE CASCADE,
    account TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (content, account)
  ) WITHOUT ROWID`,
  // States that people have made up, beside those of the space.
  `CREATE TABLE IF NOT EXISTS confluence_state (
    id INTEGER PRIMARY KEY,
    account TEXT NOT NULL,
    name TEXT NOT NULL,
    color TEXT NOT NULL,
    used INTEGER NOT NULL,
    UNIQUE (account, name, color)
  )`,
  // space: none for those of the site
  `CREATE TABLE IF NOT EXISTS confluence_template (
    id INTEGER PRIMARY KEY,
    space INTEGER REFERENCES confluence_space (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    body TEXT NOT NULL,
    labels TEXT NOT NULL
  )`,
  'CREATE INDEX IF NOT EXISTS confluence_template_space ON confluence_template (space, id)',
  // Of a user, content or a space to another one: `favourite`, or what add-ons have called it.
  `CREATE TABLE IF NOT EXISTS confluence_relation (
    name TEXT NOT NULL,
    source_type TEXT NOT NULL,
    source TEXT NOT NULL,
    target_type TEXT NOT NULL,
    target TEXT NOT NULL,
    creator TEXT NOT NULL,
    created INTEGER NOT NULL,
    PRIMARY KEY (name, source_type, source, target_type, target)
  ) WITHOUT ROWID`,
  `CREATE INDEX IF NOT EXISTS confluence_relation_target
    ON confluence_relation (name, target_type, target, source_type, source)`,
  `CREATE TABLE IF NOT EXISTS confluence_user_property (
    id INTEGER PRIMARY KEY,
    account TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    created INTEGER NOT NULL,
    modified INTEGER NOT NULL,
    UNIQUE (account, key)
  )`,
  // Who has looked at what, each time.
  `CREATE TABLE IF NOT EXISTS confluence_view (
    id INTEGER PRIMARY KEY,
    content INTEGER NOT NULL REFERENCES confluence_content (id) ON DELETE CASCADE,
    account TEXT NOT NULL,
    at INTEGER NOT NULL
  )`,
  'CREATE INDEX IF NOT EXISTS confluence_view_content ON confluence_view (content, at)',
  'CREATE INDEX IF NOT EXISTS confluence_view_account ON confluence_view (account, at)',
  `CREATE TABLE IF NOT EXISTS confluence_label (
    id INTEGER PRIMARY KEY,
    prefix TEXT NOT NULL,
    name TEXT NOT NULL,
    UNIQUE (name, prefix)
  )`,
  // owner_type: content or space
  `CREATE TABLE IF NOT EXISTS confluence_labelling (
    owner_type TEXT NOT NULL,
    owner INTEGER NOT NULL,
    label INTEGER NOT NULL REFERENCES confluence_label (id),
    PRIMARY KEY (owner_type, owner, label)
  ) WITHOUT ROWID`,
  'CREATE INDEX IF NOT EXISTS confluence_labelling_label ON confluence_labelling (label, owner_type, owner)',
  `CREATE TABLE IF NOT EXISTS confluence_property (
    id INTEGER PRIMARY KEY,
    owner_type TEXT NOT NULL,
    owner INTEGER NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    version INTEGER NOT NULL,
    message TEXT NOT NULL,
    is_minor INTEGER NOT NULL,
    author TEXT NOT NULL,
    created INTEGER NOT NULL,
    modified INTEGER NOT NULL,
    UNIQUE (owner_type, owner, key)
  )`,
  'CREATE INDEX IF NOT EXISTS confluence_property_key ON confluence_property (owner_type, key, owner)',
  // operation: read or update; kind: user or group
  `CREATE TABLE IF NOT EXISTS confluence_restriction (
    content INTEGER NOT NULL REFERENCES confluence_content (id) ON DELETE CASCADE,
    operation TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    PRIMARY KEY (content, operation, kind, subject)
  ) WITHOUT ROWID`,
  'CREATE INDEX IF NOT EXISTS confluence_restriction_operation ON confluence_restriction (operation, content)',
  `CREATE TABLE IF NOT EXISTS confluence_watch (
    account TEXT NOT NULL,
    kind TEXT NOT NULL,
    target TEXT NOT NULL,
    PRIMARY KEY (account, kind, target)
  ) WITHOUT ROWID`,
  'CREATE INDEX IF NOT EXISTS confluence_watch_target ON confluence_watch (kind, target, account)',
  // Files are small here (10 MB at most), and one file to copy and to remove is worth more than speed.
  `CREATE TABLE IF NOT EXISTS confluence_file (
    content INTEGER NOT NULL REFERENCES confluence_content (id) ON DELETE CASCADE,
    version INTEGER NOT NULL,
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (content, version)
  )`,
  `CREATE TABLE IF NOT EXISTS confluence_long_task (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL,
    started INTEGER NOT NULL,
    body TEXT NOT NULL
  )`,
] as const;
