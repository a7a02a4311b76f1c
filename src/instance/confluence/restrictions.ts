import type { Database } from '../store/database.ts';
import type { Changes } from './changes.ts';
import { type Content, OPERATIONS, type RestrictedOperation, type Restriction } from './types.ts';

/** Who alone may read or update content. Where nobody is named for an operation, it is not restricted. */
export class Restrictions {
  readonly #database: Database;
  readonly #changes: Changes;
  readonly #now: () => number;

  constructor(database: Database, changes: Changes, now: () => number) {
    this.#database = database;
    this.#changes = changes;
    this.#now = now;
  }

  of({ id }: Content, operation?: RestrictedOperation): readonly Restriction[] {
    return this.#database
      .all(
        `SELECT operation, kind, subject FROM confluence_restriction
         WHERE content = ? AND operation = ifnull(?, operation) ORDER BY operation, kind DESC, subject`,
        [id, operation ?? null],
      )
      .map((row) => ({
        operation: OPERATIONS.find((one) => one === row['operation']) ?? 'read',
        kind: row['kind'] === 'group' ? 'group' : 'user',
        subject: String(row['subject']),
      }));
  }

  /** Adds to what is there. */
  add(content: Content, restrictions: readonly Restriction[], actor: string): void {
    this.#change(content, actor, () => this.#insert(content, restrictions));
  }

  /** Puts others in the place of all that are there. */
  replace(content: Content, restrictions: readonly Restriction[], actor: string): void {
    this.#change(content, actor, () => {
      this.#database.run('DELETE FROM confluence_restriction WHERE content = ?', [content.id]);
      this.#insert(content, restrictions);
    });
  }

  remove(content: Content, { operation, kind, subject }: Restriction, actor: string): void {
    this.#change(content, actor, () => {
      this.#database.run(
        'DELETE FROM confluence_restriction WHERE content = ? AND operation = ? AND kind = ? AND subject = ?',
        [content.id, operation, kind, subject],
      );
    });
  }

  #insert({ id }: Content, restrictions: readonly Restriction[]): void {
    for (const { operation, kind, subject } of restrictions) {
      this.#database.run(
        'INSERT OR IGNORE INTO confluence_restriction (content, operation, kind, subject) VALUES (?, ?, ?, ?)',
        [id, operation, kind, subject],
      );
    }
  }

  #change(content: Content, actor: string, work: () => void): void {
    this.#changes.run((announce) => {
      work();
      announce({ type: 'content_permissions_updated', content, actor, at: this.#now() });
    });
  }
}
