import type { Database } from '../store/database.ts';
import { nextId } from '../store/sequences.ts';
import { ID_SEQUENCE } from './content-rows.ts';
import type { ContentWriter } from './content-writer.ts';
import { Fault } from './fault.ts';
import type { Content, ContentState } from './types.ts';

export type StateName = Pick<ContentState, 'id' | 'name' | 'color'>;

/** What every space suggests. */
export const SPACE_STATES: readonly StateName[] = [
  { id: 0, name: 'Rough draft', color: '#FFC400' },
  { id: 1, name: 'In progress', color: '#2684FF' },
  { id: 2, name: 'Ready for review', color: '#57D9A3' },
];

const MAX_NAME = 20;

/** How far content is, in words: those that spaces suggest, and others that people have made up. */
export class ContentStates {
  readonly #database: Database;
  readonly #writer: ContentWriter;
  readonly #now: () => number;

  constructor(database: Database, writer: ContentWriter, now: () => number) {
    this.#database = database;
    this.#writer = writer;
    this.#now = now;
  }

  /** Those that somebody has made up, the latest used first. */
  madeBy(account: string, limit = -1): readonly StateName[] {
    return this.#database
      .all('SELECT * FROM confluence_state WHERE account = ? ORDER BY used DESC, id DESC LIMIT ?', [
        account,
        limit,
      ])
      .map((row) => ({ id: Number(row['id']), name: String(row['name']), color: String(row['color']) }));
  }

  /** @throws {Fault} where there is none */
  byId(account: string, id: number): StateName {
    const state = [...SPACE_STATES, ...this.madeBy(account)].find((one) => one.id === id);
    if (state === undefined) throw new Fault('not-found', `There is no content state with id: ${id}`);
    return state;
  }

  /** The state of the name and colour: one that there is, or a new one. @throws {Fault} for what is none */
  named(account: string, name: string, color: string): StateName {
    if (name.trim() === '' || name.length > MAX_NAME)
      throw new Fault(
        'invalid',
        `The name of a content state must have between 1 and ${MAX_NAME} characters.`,
      );
    if (!/^#[0-9a-f]{6}$/i.test(color))
      throw new Fault('invalid', 'The color of a content state must be in 6 digit hex form.');
    const known = this.madeBy(account).find((one) => one.name === name && one.color === color);
    if (known !== undefined) return known;
    const id = nextId(this.#database, ID_SEQUENCE);
    this.#database.run(
      'INSERT INTO confluence_state (id, account, name, color, used) VALUES (?, ?, ?, ?, ?)',
      [...[id, account, name, color, this.#now()]],
    );
    return { id, name, color };
  }

  /** Makes a version that says so; the rest stays. @param state undefined for none */
  set(content: Content, state: StateName | undefined, actor: string): Content {
    const { state: _former, ...detail } = content.detail;
    if (state !== undefined)
      this.#database.run('UPDATE confluence_state SET used = ? WHERE id = ?', [this.#now(), state.id]);
    const next = state === undefined ? detail : { ...detail, state: { ...state, setAt: this.#now() } };
    return this.#writer.update(content, { detail: next }, actor);
  }
}
