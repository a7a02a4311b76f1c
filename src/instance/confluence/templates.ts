import type { Database, Row } from '../store/database.ts';
import { nextId } from '../store/sequences.ts';
import { ID_SEQUENCE } from './content-rows.ts';
import type { Label } from './types.ts';

/** What new pages begin with. */
export interface Template {
  readonly id: number;
  /** null: for the whole site. */
  readonly spaceId: number | null;
  readonly name: string;
  readonly description: string;
  /** In the storage format. */
  readonly body: string;
  readonly labels: readonly Pick<Label, 'prefix' | 'name'>[];
}

export type NewTemplate = Omit<Template, 'id'>;

/** The templates of a site and its spaces. Whoever asks looks at rights first. */
export class Templates {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Those of a space, or of the site. */
  list(spaceId: number | null): readonly Template[] {
    return this.#database
      .all('SELECT * FROM confluence_template WHERE space IS ? ORDER BY id', [spaceId])
      .map(toTemplate);
  }

  find(id: number): Template | undefined {
    const row = this.#database.get('SELECT * FROM confluence_template WHERE id = ?', [id]);
    return row === undefined ? undefined : toTemplate(row);
  }

  create(template: NewTemplate, id = nextId(this.#database, ID_SEQUENCE)): Template {
    const { spaceId, name, description, body, labels } = template;
    this.#database.run(
      'INSERT INTO confluence_template (id, space, name, description, body, labels) VALUES (?, ?, ?, ?, ?, ?)',
      [id, spaceId, name, description, body, JSON.stringify(labels)],
    );
    return { id, ...template };
  }

  update({ id, spaceId, name, description, body, labels }: Template): void {
    this.#database.run(
      'UPDATE confluence_template SET space = ?, name = ?, description = ?, body = ?, labels = ? WHERE id = ?',
      [spaceId, name, description, body, JSON.stringify(labels), id],
    );
  }

  remove({ id }: Template): void {
    this.#database.run('DELETE FROM confluence_template WHERE id = ?', [id]);
  }
}

/** The table is ours: what is in it was a template when it was written. */
function toTemplate(row: Row): Template {
  return {
    id: Number(row['id']),
    spaceId: row['space'] === null ? null : Number(row['space']),
    name: String(row['name']),
    description: String(row['description']),
    body: String(row['body']),
    labels: JSON.parse(String(row['labels'])),
  };
}
