/** Tables of Jira Software. In which sprints an issue is stands with the values of its custom fields. */
export const AGILE_TABLES = [
  `CREATE TABLE IF NOT EXISTS jira_board (
    id INTEGER PRIMARY KEY,
    body TEXT NOT NULL
  )`,
  `CREATE TABLE IF NOT EXISTS jira_sprint (
    id INTEGER PRIMARY KEY,
    board INTEGER NOT NULL,
    state TEXT NOT NULL,
    body TEXT NOT NULL
  )`,
  'CREATE INDEX IF NOT EXISTS jira_sprint_state ON jira_sprint (state)',
  // The issues that were taken from the backlog of a simple board without sprints.
  `CREATE TABLE IF NOT EXISTS jira_board_issue (
    board INTEGER NOT NULL REFERENCES jira_board (id) ON DELETE CASCADE,
    issue INTEGER NOT NULL REFERENCES jira_issue (id) ON DELETE CASCADE,
    PRIMARY KEY (board, issue)
  ) WITHOUT ROWID`,
  'CREATE INDEX IF NOT EXISTS jira_board_issue_issue ON jira_board_issue (issue)',
] as const;
