import type { Database, Row } from '../../store/database.ts';
import { nextId } from '../../store/sequences.ts';
import type { RemoteLink } from '../types.ts';

/** Links from issues to things elsewhere. */
export class RemoteLinks {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  list(issueId: string): readonly RemoteLink[] {
    return this.#database
      .all('SELECT * FROM jira_remote_link WHERE issue = ? ORDER BY id', [Number(issueId)])
      .map(toRemoteLink);
  }

  find(issueId: string, id: string): RemoteLink | undefined {
    const row = this.#database.get('SELECT * FROM jira_remote_link WHERE issue = ? AND id = ?', [
      Number(issueId),
      Number(id),
    ]);
    return row && toRemoteLink(row);
  }

  findGlobal(issueId: string, globalId: string): RemoteLink | undefined {
    const row = this.#database.get('SELECT * FROM jira_remote_link WHERE issue = ? AND global_id = ?', [
      Number(issueId),
      globalId,
    ]);
    return row && toRemoteLink(row);
  }

  add(link: Omit<RemoteLink, 'id'>): RemoteLink {
    const added: RemoteLink = { ...link, id: String(nextId(this.#database, 'remote-link')) };
    this.insert(added);
    return added;
  }

  /** Writes a link with its id. */
  insert({ id, issueId, globalId, body }: RemoteLink): void {
    this.#database.run('INSERT INTO jira_remote_link (id, issue, global_id, body) VALUES (?, ?, ?, ?)', [
      Number(id),
      Number(issueId),
      globalId,
      JSON.stringify(body),
    ]);
  }

  update({ id, globalId, body }: RemoteLink): void {
    this.#database.run('UPDATE jira_remote_link SET global_id = ?, body = ? WHERE id = ?', [
      globalId,
      JSON.stringify(body),
      Number(id),
    ]);
  }

  delete(id: string): void {
    this.#database.run('DELETE FROM jira_remote_link WHERE id = ?', [Number(id)]);
  }
}

function toRemoteLink(row: Row): RemoteLink {
  return {
    id: String(row['id']),
    issueId: String(row['issue']),
    globalId: row['global_id'] === null ? null : String(row['global_id']),
    body: JSON.parse(String(row['body'])),
  };
}
