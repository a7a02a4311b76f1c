import type { Person } from '../people/people.ts';
import type { Database } from '../store/database.ts';
import { reserveId } from '../store/sequences.ts';
import type { Confluence } from './confluence.ts';
import { ID_SEQUENCE } from './content-rows.ts';

const DAY = 86_400_000;

/** What a new site has: a space with three pages, and one that two people may view. */
export function plantConfluence(
  { spaces, writer }: Confluence,
  database: Database,
  people: readonly Person[],
  now: number,
): void {
  const account = (index: number) => people[index % people.length]?.accountId ?? '';
  const created = now - 3 * DAY;
  database.transaction(() => {
    reserveId(database, ID_SEQUENCE, 65_699);
    const demo = spaces.create(
      {
        id: 65_537,
        key: 'DS',
        name: 'Demo space',
        description: 'A space to try add-ons with.',
        homepageId: 65_601,
        homepageBody: '<p>Welcome. This space is here to try add-ons with.</p>',
        created,
      },
      account(0),
    );
    const page = (id: number, title: string, body: string, author: number) =>
      writer.create(
        { id, type: 'page', title, spaceId: demo.id, parentId: demo.homepageId, body, created },
        account(author),
      );
    page(
      65_602,
      'Release notes',
      '<p>What changed, newest first.</p><ul><li>Dark theme</li><li>Export as CSV</li></ul>',
      1,
    );
    page(65_603, 'How we work', '<p>We write things down, and keep them short.</p>', 2);
    spaces.create(
      {
        id: 65_538,
        key: 'PRIV',
        name: 'Private space',
        description: 'A space that not everybody may view.',
        isPrivate: true,
        members: [account(1)],
        homepageId: 65_611,
        homepageBody: '<p>Only Alex and Mia see this.</p>',
        created,
      },
      account(0),
    );
  });
}
