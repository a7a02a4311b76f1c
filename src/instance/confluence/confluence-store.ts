import type { Person } from '../people/people.ts';

export interface Space {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly homepageId: string;
}

export interface ConfluencePage {
  readonly id: string;
  readonly spaceKey: string;
  readonly title: string;
  /** Storage format: safe XHTML of our own. */
  readonly body: string;
  readonly authorAccountId: string;
  /** Milliseconds since the epoch. */
  readonly created: number;
  readonly version: number;
}

/** The data of the emulated Confluence: a space to look at. It cannot be changed yet. */
export class ConfluenceStore {
  readonly #spaces: readonly Space[];
  readonly #pages: readonly ConfluencePage[];

  constructor(spaces: readonly Space[], pages: readonly ConfluencePage[]) {
    this.#spaces = spaces;
    this.#pages = pages;
  }

  spaces(): readonly Space[] {
    return this.#spaces;
  }

  /** By key or id. */
  space(keyOrId: string): Space | undefined {
    return this.#spaces.find(({ id, key }) => id === keyOrId || key === keyOrId);
  }

  pages(spaceKey?: string): readonly ConfluencePage[] {
    return spaceKey === undefined ? this.#pages : this.#pages.filter((page) => page.spaceKey === spaceKey);
  }

  page(id: string): ConfluencePage | undefined {
    return this.#pages.find((page) => page.id === id);
  }
}

/** A space with three pages. */
export function createConfluenceSeed(people: readonly Person[], now: number): ConfluenceStore {
  const page = (id: string, title: string, body: string, author: number): ConfluencePage => ({
    id,
    spaceKey: 'DS',
    title,
    body,
    authorAccountId: people[author % people.length]?.accountId ?? '',
    created: now - 3 * 86_400_000,
    version: 1,
  });
  return new ConfluenceStore(
    [{ id: '65537', key: 'DS', name: 'Demo space', homepageId: '65601' }],
    [
      page('65601', 'Demo space', '<p>Welcome. This space is here to try add-ons with.</p>', 0),
      page(
        '65602',
        'Release notes',
        '<p>What changed, newest first.</p><ul><li>Dark theme</li><li>Export as CSV</li></ul>',
        1,
      ),
      page('65603', 'How we work', '<p>We write things down, and keep them short.</p>', 2),
    ],
  );
}
